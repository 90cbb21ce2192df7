package dev.assay.meta;

import static dev.assay.sql.tables.Tables.COUNTER;

import org.jooq.DSLContext;

/// Numbers that are given out once: the keys of rows. What a transaction that failed had taken is given out again.
public final class Counters {

    /// What is counted; model numbers begin with 0, MLflow's `Default`.
    public enum Name {
        MODEL,
        EXPERIMENT,
        SERIES,
        LOG
    }

    private Counters() {}

    /// The first of `count` numbers that are the caller's from now on.
    public static long take(DSLContext transaction, Name name, long count) {
        Long next = transaction
                .update(COUNTER)
                .set(COUNTER.VALUE, COUNTER.VALUE.plus(count))
                .where(COUNTER.NAME.eq(name.name()))
                .returningResult(COUNTER.VALUE)
                .fetchOne(COUNTER.VALUE);
        if (next != null) {
            return next - count;
        }
        transaction
                .insertInto(COUNTER, COUNTER.NAME, COUNTER.VALUE)
                .values(name.name(), count)
                .execute();
        return 0;
    }
}
