package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.Digest;
import dev.assay.domain.Digests;
import dev.assay.domain.Faults;
import dev.assay.meta.IdempotencyTable;
import dev.assay.meta.IdempotencyTable.Done;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/// Makes a write with an idempotency key happen once: the key's row is written in the transaction of what it guards.
final class Once {

    static final Duration KEPT = Duration.ofHours(24);

    private Once() {}

    /// Runs `write`, which returns the name of what it made, or finds the name that it returned when the key came
    /// before.
    static String run(
            DSLContext transaction,
            Caller caller,
            Optional<IdempotencyKey> given,
            Instant now,
            Supplier<String> write) {
        if (given.isEmpty()) {
            return write.get();
        }
        IdempotencyKey key = given.get();
        Digest row = Digests.of(caller.user().id() + "\0" + key.key());
        Instant since = now.minus(KEPT);
        Optional<Done> before = IdempotencyTable.find(transaction, row, since);
        if (before.isPresent()) {
            if (!before.get().request().equals(key.request())) {
                throw Faults.idempotencyKeyReused(key.key());
            }
            return before.get().subject();
        }
        IdempotencyTable.deleteBefore(transaction, since);
        String subject = write.get();
        IdempotencyTable.insert(transaction, row, new Done(key.request(), subject), now);
        return subject;
    }
}
