package dev.assay.meta;

import static dev.assay.sql.tables.Tables.EXPERIMENT;
import static dev.assay.sql.tables.Tables.LOG;
import static dev.assay.sql.tables.Tables.MODEL;

import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.domain.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jspecify.annotations.Nullable;

/// Rows of `experiment`, the deleted ones too. Callers pass the transaction, so several tables change together or not
/// at all.
public final class ExperimentTable {

    private static final Field<Long> MODEL_DELETED_AT = MODEL.DELETED_AT.as("model_deleted_at");
    private static final Field<String> MODEL_LOCATOR = MODEL.LOCATOR.as("model_locator");

    /// An experiment with the key of its row; `deleted` where it or its model is.
    public record Row(long key, Experiment experiment, boolean deleted) {}

    /// Which experiment is meant, when it started, and whether it takes writes, without reading its document.
    public record Head(long key, long modelNumber, ExperimentId id, long startTimeMs, boolean deleted) {}

    /// Databases bound the variables of a statement.
    private static final int IDS_PER_STATEMENT = 500;

    private ExperimentTable() {}

    public static Optional<Row> find(DSLContext transaction, ExperimentId id) {
        return select(transaction).where(EXPERIMENT.LOCATOR.eq(id.locator())).fetchOptional(ExperimentTable::read);
    }

    public static Optional<Row> findByRunId(DSLContext transaction, String runId) {
        return select(transaction).where(EXPERIMENT.RUN_ID.eq(runId)).fetchOptional(ExperimentTable::read);
    }

    public static Optional<Head> findHead(DSLContext transaction, ExperimentId id) {
        return findHead(transaction, EXPERIMENT.LOCATOR.eq(id.locator()));
    }

    public static Optional<Head> findHeadByRunId(DSLContext transaction, String runId) {
        return findHead(transaction, EXPERIMENT.RUN_ID.eq(runId));
    }

    /// Those of them that are there.
    public static Map<ExperimentId, Head> findHeads(DSLContext transaction, List<ExperimentId> ids) {
        Map<ExperimentId, Head> found = new HashMap<>();
        for (int from = 0; from < ids.size(); from += IDS_PER_STATEMENT) {
            List<String> locators = ids.subList(from, Math.min(ids.size(), from + IDS_PER_STATEMENT)).stream()
                    .map(ExperimentId::locator)
                    .toList();
            selectHeads(transaction)
                    .where(EXPERIMENT.LOCATOR.in(locators))
                    .fetch(ExperimentTable::readHead)
                    .forEach(head -> found.put(head.id(), head));
        }
        return found;
    }

    /// Experiments of the model that are not deleted and have rows in the log, by their keys, the greatest first.
    public static SortedMap<Long, ExperimentId> listWithTail(DSLContext transaction, long modelNumber) {
        SortedMap<Long, ExperimentId> found = new TreeMap<>(Comparator.reverseOrder());
        transaction
                .select(EXPERIMENT.ID, EXPERIMENT.LOCATOR)
                .from(EXPERIMENT)
                .where(EXPERIMENT.MODEL_ID.eq(modelNumber))
                .and(EXPERIMENT.DELETED_AT.isNull())
                .and(EXPERIMENT.ID.in(transaction.select(LOG.EXPERIMENT_ID).from(LOG)))
                .forEach(row -> found.put(row.value1(), new ExperimentId(row.value2())));
        return found;
    }

    /// Under which key an experiment lies.
    public record Key(long key, ExperimentId id) {}

    /// Empty where there is none, or none any more.
    public static Optional<Key> findKey(DSLContext transaction, long key) {
        return keys(transaction, EXPERIMENT.ID.eq(key), 1).stream().findFirst();
    }

    /// The keys of all experiments, ascending, those after `after`. Reads no document.
    public static List<Key> keys(DSLContext transaction, long after, int limit) {
        return keys(transaction, EXPERIMENT.ID.gt(after), limit);
    }

    private static List<Key> keys(DSLContext transaction, Condition condition, int limit) {
        return transaction
                .select(EXPERIMENT.ID, EXPERIMENT.LOCATOR)
                .from(EXPERIMENT)
                .where(condition)
                .orderBy(EXPERIMENT.ID)
                .limit(limit)
                .fetch(row -> new Key(row.value1(), new ExperimentId(row.value2())));
    }

    public static long count(DSLContext transaction) {
        return transaction.fetchCount(EXPERIMENT);
    }

    /// The row, kept from other servers until the transaction ends.
    public static Row getLocked(DSLContext transaction, long key) {
        RowLock.take(transaction, EXPERIMENT, EXPERIMENT.ID.eq(key));
        return select(transaction)
                .where(EXPERIMENT.ID.eq(key))
                .fetchOptional(ExperimentTable::read)
                .orElseThrow(() -> new IllegalStateException("BUG: no experiment has the key " + key));
    }

    /// Those that are there, in no order.
    public static List<Row> list(DSLContext transaction, Collection<Long> keys) {
        return select(transaction).where(EXPERIMENT.ID.in(keys)).fetch(ExperimentTable::read);
    }

    public static void insert(DSLContext transaction, long key, Experiment experiment) {
        transaction
                .insertInto(EXPERIMENT)
                .set(EXPERIMENT.ID, key)
                .set(EXPERIMENT.LOCATOR, experiment.id().locator())
                .set(EXPERIMENT.RUN_ID, experiment.runId())
                .set(EXPERIMENT.MODEL_ID, experiment.modelNumber())
                .set(EXPERIMENT.NAME, experiment.name())
                .set(EXPERIMENT.STATUS, experiment.status().word().name())
                .set(EXPERIMENT.START_TIME, experiment.status().startTimeMs())
                .set(EXPERIMENT.END_TIME, boxed(experiment.status().endTimeMs()))
                .set(EXPERIMENT.CREATED_BY, experiment.createdBy().toString())
                .set(EXPERIMENT.CREATED_AT, experiment.createdTime().toEpochMilli())
                .set(EXPERIMENT.DOCUMENT, ExperimentDocument.of(experiment).bytes())
                .execute();
        ArtifactUseTable.change(transaction, key, List.of(), experiment.artifacts());
        ExperimentChangeTable.record(transaction, key);
    }

    /// What can change of an experiment: all but its model, its ids and its creation.
    public static void update(DSLContext transaction, Row before, Experiment experiment) {
        transaction
                .update(EXPERIMENT)
                .set(EXPERIMENT.NAME, experiment.name())
                .set(EXPERIMENT.STATUS, experiment.status().word().name())
                .set(EXPERIMENT.START_TIME, experiment.status().startTimeMs())
                .set(EXPERIMENT.END_TIME, boxed(experiment.status().endTimeMs()))
                .set(
                        EXPERIMENT.DELETED_AT,
                        experiment.deletedTime().map(Instant::toEpochMilli).orElse(null))
                .set(EXPERIMENT.DOCUMENT, ExperimentDocument.of(experiment).bytes())
                .where(EXPERIMENT.ID.eq(before.key()))
                .execute();
        if (!experiment.artifacts().equals(before.experiment().artifacts())) {
            ArtifactUseTable.change(
                    transaction, before.key(), before.experiment().artifacts(), experiment.artifacts());
        }
        ExperimentChangeTable.record(transaction, before.key());
    }

    private static Optional<Head> findHead(DSLContext transaction, Condition condition) {
        return selectHeads(transaction).where(condition).fetchOptional(ExperimentTable::readHead);
    }

    private static SelectOnConditionStep<? extends Record> selectHeads(DSLContext transaction) {
        return transaction
                .select(
                        EXPERIMENT.ID,
                        EXPERIMENT.MODEL_ID,
                        EXPERIMENT.LOCATOR,
                        EXPERIMENT.START_TIME,
                        EXPERIMENT.DELETED_AT,
                        MODEL_DELETED_AT)
                .from(EXPERIMENT)
                .join(MODEL)
                .on(MODEL.ID.eq(EXPERIMENT.MODEL_ID));
    }

    private static Head readHead(Record row) {
        return new Head(
                row.get(EXPERIMENT.ID),
                row.get(EXPERIMENT.MODEL_ID),
                new ExperimentId(row.get(EXPERIMENT.LOCATOR)),
                row.get(EXPERIMENT.START_TIME),
                isDeleted(row));
    }

    private static SelectOnConditionStep<Record> select(DSLContext transaction) {
        return transaction
                .select(EXPERIMENT.asterisk(), MODEL_LOCATOR, MODEL_DELETED_AT)
                .from(EXPERIMENT)
                .join(MODEL)
                .on(MODEL.ID.eq(EXPERIMENT.MODEL_ID));
    }

    private static Row read(Record row) {
        ExperimentDocument document = ExperimentDocument.read(row.get(EXPERIMENT.DOCUMENT));
        Long endTime = row.get(EXPERIMENT.END_TIME);
        Experiment experiment = new Experiment(
                new ExperimentId(row.get(EXPERIMENT.LOCATOR)),
                new ModelId(row.get(MODEL_LOCATOR)),
                row.get(EXPERIMENT.MODEL_ID),
                row.get(EXPERIMENT.RUN_ID),
                row.get(EXPERIMENT.NAME),
                UUID.fromString(row.get(EXPERIMENT.CREATED_BY)),
                Instant.ofEpochMilli(row.get(EXPERIMENT.CREATED_AT)),
                new Status(
                        Status.Word.valueOf(row.get(EXPERIMENT.STATUS)),
                        row.get(EXPERIMENT.START_TIME),
                        endTime == null ? OptionalLong.empty() : OptionalLong.of(endTime),
                        document.statusMessage()),
                document.source(),
                document.branch(),
                document.jobRid(),
                document.linkedModelVersion(),
                document.parameters(),
                document.tags(),
                document.summaryMetrics(),
                document.artifacts(),
                Optional.ofNullable(row.get(EXPERIMENT.DELETED_AT)).map(Instant::ofEpochMilli));
        return new Row(row.get(EXPERIMENT.ID), experiment, isDeleted(row));
    }

    private static boolean isDeleted(Record row) {
        Function<Field<Long>, Object> time = row::get;
        return time.apply(EXPERIMENT.DELETED_AT) != null || time.apply(MODEL_DELETED_AT) != null;
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
