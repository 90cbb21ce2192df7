package dev.assay.meta;

import static dev.assay.sql.tables.Tables.COUNTER;

import java.util.Optional;
import org.jooq.DSLContext;

/// Numbers that are given out once: the keys of rows. What a transaction that failed had taken is given out again.
public final class Counters {

    /// What is counted; model numbers begin with 0, MLflow's `Default`.
    public enum Name {
        MODEL,
        EXPERIMENT,
        MODEL_VERSION,
        SERIES,
        LOG,
        PACK
    }

    private Counters() {}

    /// The first of `count` numbers that are the caller's from now on. Two servers may come first to a counter: one of
    /// them adds its row, the other waits for it.
    public static long take(DSLContext transaction, Name name, long count) {
        return raise(transaction, name, count).orElseGet(() -> {
            add(transaction, name);
            return raise(transaction, name, count)
                    .orElseThrow(() -> new IllegalStateException("BUG: no counter " + name));
        });
    }

    /// (An upsert would be one statement, but jOOQ reads the result of SQLite's by the last rowid, which can
    /// be another table's.)
    private static Optional<Long> raise(DSLContext transaction, Name name, long count) {
        return transaction
                .update(COUNTER)
                .set(COUNTER.VALUE, COUNTER.VALUE.plus(count))
                .where(COUNTER.NAME.eq(name.name()))
                .returningResult(COUNTER.VALUE)
                .fetchOptional(COUNTER.VALUE)
                .map(next -> next - count);
    }

    private static void add(DSLContext transaction, Name name) {
        transaction
                .insertInto(COUNTER, COUNTER.NAME, COUNTER.VALUE)
                .values(name.name(), 0L)
                .onConflictDoNothing()
                .execute();
    }
}
