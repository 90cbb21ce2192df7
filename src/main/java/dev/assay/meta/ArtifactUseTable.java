package dev.assay.meta;

import static dev.assay.sql.tables.Tables.ARTIFACT_USE;

import dev.assay.domain.Artifact;
import dev.assay.domain.Digest;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Rows of `artifact_use`: which contents of the artifact store an experiment holds. What has no row here is no one's.
public final class ArtifactUseTable {

    /// A content, and how many bytes it has.
    public record Content(Digest digest, long sizeBytes) {}

    private ArtifactUseTable() {}

    static void insert(DSLContext transaction, long experiment, Collection<Artifact> artifacts) {
        Set<Digest> done = new HashSet<>();
        for (Artifact artifact : artifacts) {
            if (done.add(artifact.digest())) {
                transaction
                        .insertInto(ARTIFACT_USE)
                        .set(ARTIFACT_USE.DIGEST, artifact.digest().hex())
                        .set(ARTIFACT_USE.EXPERIMENT_ID, experiment)
                        .set(ARTIFACT_USE.SIZE_BYTES, artifact.sizeBytes())
                        .execute();
            }
        }
    }

    public static void delete(DSLContext transaction, long experiment) {
        transaction
                .deleteFrom(ARTIFACT_USE)
                .where(ARTIFACT_USE.EXPERIMENT_ID.eq(experiment))
                .execute();
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
        return transaction
                .select(ARTIFACT_USE.DIGEST, DSL.max(ARTIFACT_USE.SIZE_BYTES))
                .from(ARTIFACT_USE)
                .where(ARTIFACT_USE.DIGEST.gt(after))
                .groupBy(ARTIFACT_USE.DIGEST)
                .orderBy(ARTIFACT_USE.DIGEST)
                .limit(limit)
                .fetch(row -> new Content(new Digest(row.value1()), row.value2()));
    }

    public static boolean isHeld(DSLContext transaction, Digest digest) {
        return transaction.fetchExists(ARTIFACT_USE, ARTIFACT_USE.DIGEST.eq(digest.hex()));
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

    /// The digests that begin with the byte `prefix`, 0 to 255.
    public static Set<Digest> digests(DSLContext transaction, int prefix) {
        String from = HexFormat.of().toHexDigits((byte) prefix);
        return transaction
                .selectDistinct(ARTIFACT_USE.DIGEST)
                .from(ARTIFACT_USE)
                .where(ARTIFACT_USE.DIGEST.ge(from))
                // No digit comes after f, and every letter that does comes after all digests.
                .and(ARTIFACT_USE.DIGEST.lt(from + "g"))
                .fetchSet(row -> new Digest(row.value1()));
    }

    /// How many contents there are, and how many bytes they have together.
    public static Totals totals(DSLContext transaction) {
        var contents = DSL.select(
                        ARTIFACT_USE.DIGEST, DSL.max(ARTIFACT_USE.SIZE_BYTES).as("size_bytes"))
                .from(ARTIFACT_USE)
                .groupBy(ARTIFACT_USE.DIGEST)
                .asTable("contents");
        long bytes = Sums.of(transaction
                .select(Sums.sum(DSL.field(DSL.name("contents", "size_bytes"), Long.class)))
                .from(contents));
        return new Totals(transaction.fetchCount(contents), bytes);
    }

    /// Contents counted and added up.
    public record Totals(long count, long bytes) {}
}
