package dev.assay.meta;

import static dev.assay.sql.tables.Tables.ARTIFACT_USE;
import static dev.assay.sql.tables.Tables.VERSION_FILE;

import dev.assay.domain.Artifact;
import dev.assay.domain.Digest;
import dev.assay.domain.ModelVersion;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/// Rows of `artifact_use` and `version_file`: which contents of the artifact store an experiment, or a version of a
/// model, holds. What has no row here is no one's.
public final class ArtifactUseTable {

    /// A content, and how many bytes it has.
    public record Content(Digest digest, long sizeBytes) {}

    /// Databases bound the variables of a statement.
    private static final int KEYS_PER_STATEMENT = 500;

    private ArtifactUseTable() {}

    /// The artifacts of a document, which had others before.
    static void change(DSLContext transaction, long experiment, List<Artifact> before, List<Artifact> after) {
        after.forEach(artifact -> hold(transaction, experiment, artifact.digest(), artifact.sizeBytes()));
        Set<Digest> gone = before.stream().map(Artifact::digest).collect(Collectors.toSet());
        after.forEach(artifact -> gone.remove(artifact.digest()));
        gone.removeIf(digest -> StoredFileTable.holds(transaction, experiment, digest));
        gone.forEach(digest -> release(transaction, experiment, digest));
    }

    /// No difference where it is held already.
    static void hold(DSLContext transaction, long experiment, Digest digest, long sizeBytes) {
        transaction
                .insertInto(ARTIFACT_USE)
                .set(ARTIFACT_USE.DIGEST, digest.hex())
                .set(ARTIFACT_USE.EXPERIMENT_ID, experiment)
                .set(ARTIFACT_USE.SIZE_BYTES, sizeBytes)
                .onConflictDoNothing()
                .execute();
    }

    static void release(DSLContext transaction, long experiment, Digest digest) {
        transaction
                .deleteFrom(ARTIFACT_USE)
                .where(ARTIFACT_USE.DIGEST.eq(digest.hex()))
                .and(ARTIFACT_USE.EXPERIMENT_ID.eq(experiment))
                .execute();
    }

    public static void delete(DSLContext transaction, long experiment) {
        transaction
                .deleteFrom(ARTIFACT_USE)
                .where(ARTIFACT_USE.EXPERIMENT_ID.eq(experiment))
                .execute();
    }

    static void insertOfVersion(DSLContext transaction, long version, Collection<ModelVersion.File> files) {
        Set<Digest> done = new HashSet<>();
        for (ModelVersion.File file : files) {
            if (done.add(file.digest())) {
                transaction
                        .insertInto(VERSION_FILE)
                        .set(VERSION_FILE.DIGEST, file.digest().hex())
                        .set(VERSION_FILE.VERSION_ID, version)
                        .set(VERSION_FILE.SIZE_BYTES, file.sizeBytes())
                        .execute();
            }
        }
    }

    static void deleteOfVersion(DSLContext transaction, long version) {
        transaction
                .deleteFrom(VERSION_FILE)
                .where(VERSION_FILE.VERSION_ID.eq(version))
                .execute();
    }

    /// The contents of a version.
    public static List<Content> listOfVersion(DSLContext transaction, long version) {
        return transaction
                .selectFrom(VERSION_FILE)
                .where(VERSION_FILE.VERSION_ID.eq(version))
                .orderBy(VERSION_FILE.DIGEST)
                .fetch(row -> new Content(new Digest(row.getDigest()), row.getSizeBytes()));
    }

    /// The contents of an experiment.
    public static List<Content> list(DSLContext transaction, long experiment) {
        return transaction
                .selectFrom(ARTIFACT_USE)
                .where(ARTIFACT_USE.EXPERIMENT_ID.eq(experiment))
                .orderBy(ARTIFACT_USE.DIGEST)
                .fetch(row -> new Content(new Digest(row.getDigest()), row.getSizeBytes()));
    }

    /// Contents that anybody holds, each once, in the order of their digests: at most `limit` of those after `after`,
    /// which may be any text.
    public static List<Content> list(DSLContext transaction, String after, int limit) {
        SortedMap<String, Content> both = new TreeMap<>();
        put(both, page(transaction, ARTIFACT_USE.DIGEST, ARTIFACT_USE.SIZE_BYTES, after, limit));
        put(both, page(transaction, VERSION_FILE.DIGEST, VERSION_FILE.SIZE_BYTES, after, limit));
        return both.values().stream().limit(limit).toList();
    }

    private static List<Content> page(
            DSLContext transaction, TableField<?, String> digest, TableField<?, Long> size, String after, int limit) {
        return transaction
                .select(digest, DSL.max(size))
                .from(digest.getTable())
                .where(digest.gt(after))
                .groupBy(digest)
                .orderBy(digest)
                .limit(limit)
                .fetch(row -> new Content(new Digest(row.value1()), row.value2()));
    }

    private static void put(SortedMap<String, Content> all, List<Content> some) {
        some.forEach(content -> all.putIfAbsent(content.digest().hex(), content));
    }

    public static boolean isHeld(DSLContext transaction, Digest digest) {
        return transaction.fetchExists(ARTIFACT_USE, ARTIFACT_USE.DIGEST.eq(digest.hex()))
                || transaction.fetchExists(VERSION_FILE, VERSION_FILE.DIGEST.eq(digest.hex()));
    }

    /// The keys of some experiments that hold it.
    public static List<Long> holders(DSLContext transaction, Digest digest, int limit) {
        return transaction
                .select(ARTIFACT_USE.EXPERIMENT_ID)
                .from(ARTIFACT_USE)
                .where(ARTIFACT_USE.DIGEST.eq(digest.hex()))
                .orderBy(ARTIFACT_USE.EXPERIMENT_ID)
                .limit(limit)
                .fetch(ARTIFACT_USE.EXPERIMENT_ID);
    }

    /// The keys of some versions that hold it.
    public static List<Long> holdingVersions(DSLContext transaction, Digest digest, int limit) {
        return transaction
                .select(VERSION_FILE.VERSION_ID)
                .from(VERSION_FILE)
                .where(VERSION_FILE.DIGEST.eq(digest.hex()))
                .orderBy(VERSION_FILE.VERSION_ID)
                .limit(limit)
                .fetch(VERSION_FILE.VERSION_ID);
    }

    /// The bytes of the contents that these experiments hold, and no other and no version does.
    public static long bytesOfNobodyElse(DSLContext transaction, Collection<Long> experiments) {
        Map<String, Uses> uses = new HashMap<>();
        Steps.of(
                experiments,
                KEYS_PER_STATEMENT,
                some -> transaction
                        .select(ARTIFACT_USE.DIGEST, ARTIFACT_USE.SIZE_BYTES)
                        .from(ARTIFACT_USE)
                        .where(ARTIFACT_USE.EXPERIMENT_ID.in(some))
                        .forEach(row -> uses.merge(row.value1(), new Uses(1, row.value2()), Uses::and)));
        Set<String> othersToo = new HashSet<>();
        Steps.of(uses.keySet(), KEYS_PER_STATEMENT, some -> {
            transaction
                    .select(ARTIFACT_USE.DIGEST, DSL.count())
                    .from(ARTIFACT_USE)
                    .where(ARTIFACT_USE.DIGEST.in(some))
                    .groupBy(ARTIFACT_USE.DIGEST)
                    .forEach(row -> {
                        Uses here = uses.get(row.value1());
                        if (here != null && row.value2() > here.count()) {
                            othersToo.add(row.value1());
                        }
                    });
            othersToo.addAll(transaction
                    .selectDistinct(VERSION_FILE.DIGEST)
                    .from(VERSION_FILE)
                    .where(VERSION_FILE.DIGEST.in(some))
                    .fetch(VERSION_FILE.DIGEST));
        });
        uses.keySet().removeAll(othersToo);
        return uses.values().stream().mapToLong(Uses::sizeBytes).sum();
    }

    /// How often a content is held, and its size.
    private record Uses(long count, long sizeBytes) {

        Uses and(Uses more) {
            return new Uses(count + more.count, sizeBytes);
        }
    }

    /// The digests that begin with the byte `prefix`, 0 to 255.
    public static Set<Digest> digests(DSLContext transaction, int prefix) {
        Set<Digest> both = new HashSet<>(digests(transaction, ARTIFACT_USE.DIGEST, prefix));
        both.addAll(digests(transaction, VERSION_FILE.DIGEST, prefix));
        return both;
    }

    private static Set<Digest> digests(DSLContext transaction, TableField<?, String> digest, int prefix) {
        String from = HexFormat.of().toHexDigits((byte) prefix);
        return transaction
                .selectDistinct(digest)
                .from(digest.getTable())
                .where(digest.ge(from))
                // No digit comes after f, and every letter that does comes after all digests.
                .and(digest.lt(from + "g"))
                .fetchSet(row -> new Digest(row.value1()));
    }

    /// How many contents there are, and how many bytes they have together.
    public static Totals totals(DSLContext transaction) {
        var uses = DSL.select(ARTIFACT_USE.DIGEST.as("digest"), ARTIFACT_USE.SIZE_BYTES.as("size_bytes"))
                .from(ARTIFACT_USE)
                .unionAll(
                        DSL.select(VERSION_FILE.DIGEST, VERSION_FILE.SIZE_BYTES).from(VERSION_FILE))
                .asTable("uses");
        Field<Long> size = DSL.field(DSL.name("uses", "size_bytes"), Long.class);
        var contents = DSL.select(DSL.max(size).as("size_bytes"))
                .from(uses)
                .groupBy(DSL.field(DSL.name("uses", "digest"), String.class))
                .asTable("contents");
        long bytes = Sums.of(transaction
                .select(Sums.sum(DSL.field(DSL.name("contents", "size_bytes"), Long.class)))
                .from(contents));
        return new Totals(transaction.fetchCount(contents), bytes);
    }

    /// Contents counted and added up.
    public record Totals(long count, long bytes) {}
}
