package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.Digest;
import dev.assay.domain.Digests;
import dev.assay.domain.Faults;
import dev.assay.engine.UnitOfWork;
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
            UnitOfWork work, Caller caller, Optional<IdempotencyKey> given, Instant now, Supplier<String> write) {
        if (given.isEmpty()) {
            return write.get();
        }
        DSLContext transaction = work.context();
        Optional<String> before = find(transaction, caller, given, now);
        if (before.isPresent()) {
            return before.get();
        }
        IdempotencyKey key = given.get();
        IdempotencyTable.deleteBefore(transaction, now.minus(KEPT));
        String subject = write.get();
        IdempotencyTable.insert(transaction, row(caller, key), new Done(key.request(), subject), now);
        return subject;
    }

    /// The name that was returned when the key came before. Throws `IdempotencyKeyReused` where it came with another
    /// request.
    static Optional<String> find(DSLContext transaction, Caller caller, Optional<IdempotencyKey> given, Instant now) {
        return given.flatMap(key -> IdempotencyTable.find(transaction, row(caller, key), now.minus(KEPT))
                .map(done -> subject(key, done)));
    }

    private static String subject(IdempotencyKey key, Done done) {
        if (!done.request().equals(key.request())) {
            throw Faults.idempotencyKeyReused(key.key());
        }
        return done.subject();
    }

    private static Digest row(Caller caller, IdempotencyKey key) {
        return Digests.of(caller.user().id() + "\0" + key.key());
    }
}
