package dev.assay.meta;

import static dev.assay.sql.tables.Tables.IDEMPOTENCY;

import dev.assay.domain.Digest;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/// Rows of `idempotency`: writes that were done under a key, and what they made.
public final class IdempotencyTable {

    /// What was done: the digest of the request, and the RID or name of what it made or changed.
    public record Done(Digest request, String subject) {}

    private IdempotencyTable() {}

    public static Optional<Done> find(DSLContext transaction, Digest key, Instant since) {
        return transaction
                .selectFrom(IDEMPOTENCY)
                .where(IDEMPOTENCY.KEY_DIGEST.eq(key.hex()))
                .and(IDEMPOTENCY.CREATED_AT.ge(since.toEpochMilli()))
                .fetchOptional(row -> new Done(new Digest(row.getRequestDigest()), row.getSubject()));
    }

    public static void insert(DSLContext transaction, Digest key, Done done, Instant now) {
        transaction
                .insertInto(IDEMPOTENCY)
                .set(IDEMPOTENCY.KEY_DIGEST, key.hex())
                .set(IDEMPOTENCY.REQUEST_DIGEST, done.request().hex())
                .set(IDEMPOTENCY.SUBJECT, done.subject())
                .set(IDEMPOTENCY.CREATED_AT, now.toEpochMilli())
                .execute();
    }

    public static void deleteBefore(DSLContext transaction, Instant time) {
        transaction
                .deleteFrom(IDEMPOTENCY)
                .where(IDEMPOTENCY.CREATED_AT.lt(time.toEpochMilli()))
                .execute();
    }
}
