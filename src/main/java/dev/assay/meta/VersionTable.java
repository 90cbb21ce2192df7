package dev.assay.meta;

import static dev.assay.sql.tables.Tables.EXPERIMENT;
import static dev.assay.sql.tables.Tables.MODEL;
import static dev.assay.sql.tables.Tables.MODEL_VERSION;

import dev.assay.domain.Digests;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.domain.ModelVersion;
import dev.assay.domain.ModelVersionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Rows of `model_version`, those of deleted models too. A link is the key of an experiment's row.
public final class VersionTable {

    private static final dev.assay.sql.tables.tables.Experiment LINKED = EXPERIMENT.as("linked");
    private static final dev.assay.sql.tables.tables.Model LINKED_MODEL = MODEL.as("linked_model");

    private static final Field<String> MODEL_LOCATOR = MODEL.LOCATOR.as("model_locator");
    private static final Field<Long> MODEL_DELETED_AT = MODEL.DELETED_AT.as("model_deleted_at");
    private static final Field<String> LINKED_LOCATOR = LINKED.LOCATOR.as("linked_locator");
    private static final Field<Long> LINKED_MODEL_ID = LINKED_MODEL.ID.as("linked_model_id");

    /// A version with the key of its row; `deleted` where its model is.
    public record Row(long key, ModelVersion version, OptionalLong link, boolean deleted) {}

    /// Under which key a version lies, and which experiment it names.
    public record Key(long key, ModelVersionId id, OptionalLong link) {}

    /// A branch that has versions.
    public record Branch(String name, int versions, long newest) {}

    private VersionTable() {}

    public static Optional<Row> find(DSLContext transaction, ModelVersionId id) {
        return select(transaction).where(MODEL_VERSION.LOCATOR.eq(id.locator())).fetchOptional(VersionTable::read);
    }

    public static Optional<Row> find(DSLContext transaction, long key) {
        return select(transaction).where(MODEL_VERSION.ID.eq(key)).fetchOptional(VersionTable::read);
    }

    public static long count(DSLContext transaction, long modelNumber) {
        return transaction.fetchCount(MODEL_VERSION, MODEL_VERSION.MODEL_ID.eq(modelNumber));
    }

    /// The newest first: those with a key below `before`, at most `limit`, and no more of them than have `bytesMax` of
    /// documents, but one at least.
    public static List<Row> list(
            DSLContext transaction, long modelNumber, String branch, long before, int limit, long bytesMax) {
        List<Long> keys = new ArrayList<>();
        long bytes = 0;
        for (Record row : transaction
                .select(MODEL_VERSION.ID, octets())
                .from(MODEL_VERSION)
                .where(MODEL_VERSION.MODEL_ID.eq(modelNumber))
                .and(MODEL_VERSION.BRANCH_KEY.eq(branchKey(branch)))
                .and(MODEL_VERSION.ID.lt(before))
                .orderBy(MODEL_VERSION.ID.desc())
                .limit(limit)
                .fetch()) {
            bytes += row.get(octets());
            if (bytes > bytesMax && !keys.isEmpty()) {
                break;
            }
            keys.add(row.get(MODEL_VERSION.ID));
        }
        List<Row> rows = new ArrayList<>(
                select(transaction).where(MODEL_VERSION.ID.in(keys)).fetch(VersionTable::read));
        rows.sort(Comparator.comparingLong(Row::key).reversed());
        return rows;
    }

    /// The newest version of each branch of a model, and how many the branch has; the newest first.
    public static List<Branch> branches(DSLContext transaction, long modelNumber) {
        var newest = DSL.max(MODEL_VERSION.ID);
        Map<Long, Integer> counts = transaction
                .select(newest, DSL.count())
                .from(MODEL_VERSION)
                .where(MODEL_VERSION.MODEL_ID.eq(modelNumber))
                .groupBy(MODEL_VERSION.BRANCH_KEY)
                .fetchMap(newest, DSL.count());
        List<Branch> branches = new ArrayList<>();
        counts.forEach((key, count) -> find(transaction, key)
                .ifPresent(row -> branches.add(new Branch(row.version().branch(), count, key))));
        branches.sort(Comparator.comparingLong(Branch::newest).reversed());
        return branches;
    }

    public static boolean isAnyBefore(DSLContext transaction, long modelNumber, String branch, long before) {
        return transaction.fetchExists(
                MODEL_VERSION,
                MODEL_VERSION
                        .MODEL_ID
                        .eq(modelNumber)
                        .and(MODEL_VERSION.BRANCH_KEY.eq(branchKey(branch)))
                        .and(MODEL_VERSION.ID.lt(before)));
    }

    public static void insert(DSLContext transaction, long key, ModelVersion version, OptionalLong link) {
        transaction
                .insertInto(MODEL_VERSION)
                .set(MODEL_VERSION.ID, key)
                .set(MODEL_VERSION.LOCATOR, version.id().locator())
                .set(MODEL_VERSION.MODEL_ID, version.modelNumber())
                .set(MODEL_VERSION.BRANCH_KEY, branchKey(version.branch()))
                .set(MODEL_VERSION.LINKED_EXPERIMENT, boxed(link))
                .set(MODEL_VERSION.CREATED_BY, version.createdBy().toString())
                .set(MODEL_VERSION.CREATED_AT, version.createdTime().toEpochMilli())
                .set(MODEL_VERSION.DOCUMENT, VersionDocument.of(version).bytes())
                .execute();
        ArtifactUseTable.insertOfVersion(transaction, key, version.files());
    }

    /// Lets the version name an experiment.
    public static void link(DSLContext transaction, long key, long experiment) {
        transaction
                .update(MODEL_VERSION)
                .set(MODEL_VERSION.LINKED_EXPERIMENT, experiment)
                .where(MODEL_VERSION.ID.eq(key))
                .execute();
    }

    /// No version names the experiment any more.
    public static void unlink(DSLContext transaction, long experiment) {
        transaction
                .update(MODEL_VERSION)
                .setNull(MODEL_VERSION.LINKED_EXPERIMENT)
                .where(MODEL_VERSION.LINKED_EXPERIMENT.eq(experiment))
                .execute();
    }

    /// The newest version that names the experiment, of those that are there to be seen.
    public static Optional<ModelVersionId> findNewestLinked(DSLContext transaction, long experiment) {
        return transaction
                .select(MODEL_VERSION.LOCATOR)
                .from(MODEL_VERSION)
                .join(MODEL)
                .on(MODEL.ID.eq(MODEL_VERSION.MODEL_ID))
                .where(MODEL_VERSION.LINKED_EXPERIMENT.eq(experiment))
                .and(MODEL.DELETED_AT.isNull())
                .orderBy(MODEL_VERSION.ID.desc())
                .limit(1)
                .fetchOptional(row -> new ModelVersionId(row.value1()));
    }

    /// The experiments of other models that versions of this one name.
    public static List<Long> linkedElsewhere(DSLContext transaction, long modelNumber) {
        return transaction
                .selectDistinct(MODEL_VERSION.LINKED_EXPERIMENT)
                .from(MODEL_VERSION)
                .join(EXPERIMENT)
                .on(EXPERIMENT.ID.eq(MODEL_VERSION.LINKED_EXPERIMENT))
                .where(MODEL_VERSION.MODEL_ID.eq(modelNumber))
                .and(EXPERIMENT.MODEL_ID.ne(modelNumber))
                .orderBy(MODEL_VERSION.LINKED_EXPERIMENT)
                .fetch(MODEL_VERSION.LINKED_EXPERIMENT);
    }

    /// The keys of all versions, ascending, those after `after`. Reads no document.
    public static List<Key> keys(DSLContext transaction, long after, int limit) {
        return transaction
                .select(MODEL_VERSION.ID, MODEL_VERSION.LOCATOR, MODEL_VERSION.LINKED_EXPERIMENT)
                .from(MODEL_VERSION)
                .where(MODEL_VERSION.ID.gt(after))
                .orderBy(MODEL_VERSION.ID)
                .limit(limit)
                .fetch(row -> new Key(row.value1(), new ModelVersionId(row.value2()), optional(row.value3())));
    }

    /// How many bytes its document has.
    public static long documentBytes(DSLContext transaction, long key) {
        return transaction
                .select(octets())
                .from(MODEL_VERSION)
                .where(MODEL_VERSION.ID.eq(key))
                .fetchOptional(octets())
                .orElse(0L);
    }

    static void delete(DSLContext transaction, long key) {
        ArtifactUseTable.deleteOfVersion(transaction, key);
        transaction.deleteFrom(MODEL_VERSION).where(MODEL_VERSION.ID.eq(key)).execute();
    }

    /// An experiment that is deleted, or whose model is, is not there to be seen.
    private static SelectOnConditionStep<Record> select(DSLContext transaction) {
        Condition linked = LINKED.ID.eq(MODEL_VERSION.LINKED_EXPERIMENT).and(LINKED.DELETED_AT.isNull());
        return transaction
                .select(MODEL_VERSION.asterisk(), MODEL_LOCATOR, MODEL_DELETED_AT, LINKED_LOCATOR, LINKED_MODEL_ID)
                .from(MODEL_VERSION)
                .join(MODEL)
                .on(MODEL.ID.eq(MODEL_VERSION.MODEL_ID))
                .leftJoin(LINKED)
                .on(linked)
                .leftJoin(LINKED_MODEL)
                .on(LINKED_MODEL.ID.eq(LINKED.MODEL_ID).and(LINKED_MODEL.DELETED_AT.isNull()));
    }

    private static Row read(Record row) {
        VersionDocument document = VersionDocument.read(row.get(MODEL_VERSION.DOCUMENT));
        ModelVersion version = new ModelVersion(
                new ModelVersionId(row.get(MODEL_VERSION.LOCATOR)),
                new ModelId(row.get(MODEL_LOCATOR)),
                row.get(MODEL_VERSION.MODEL_ID),
                document.branch(),
                document.api(),
                document.condaRequirements(),
                document.backingRepositories(),
                document.source(),
                document.files(),
                UUID.fromString(row.get(MODEL_VERSION.CREATED_BY)),
                Instant.ofEpochMilli(row.get(MODEL_VERSION.CREATED_AT)),
                Optional.ofNullable(row.get(LINKED_MODEL_ID)).map(_ -> new ExperimentId(row.get(LINKED_LOCATOR))));
        return new Row(
                row.get(MODEL_VERSION.ID),
                version,
                optional(row.get(MODEL_VERSION.LINKED_EXPERIMENT)),
                Optional.ofNullable(row.get(MODEL_DELETED_AT)).isPresent());
    }

    private static Field<Long> octets() {
        return DSL.field("octet_length({0})", Long.class, MODEL_VERSION.DOCUMENT);
    }

    private static String branchKey(String branch) {
        return Digests.of(branch).hex();
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
