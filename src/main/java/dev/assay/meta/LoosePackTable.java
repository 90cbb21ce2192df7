package dev.assay.meta;

import static dev.assay.sql.tables.Tables.LOOSE_PACK;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;

/// Rows of `loose_pack`: packs that no row of `rollup` names. They are written before they are named, and deleted after
/// they are named no more, so that no transaction has to move many bytes; a crash in between leaves a row here.
public final class LoosePackTable {

    public record Row(long experiment, long number) {}

    private LoosePackTable() {}

    public static void insert(DSLContext transaction, long experiment, Collection<Long> numbers, Instant since) {
        for (long number : numbers) {
            transaction
                    .insertInto(LOOSE_PACK)
                    .set(LOOSE_PACK.EXPERIMENT_ID, experiment)
                    .set(LOOSE_PACK.NUMBER, number)
                    .set(LOOSE_PACK.SINCE, since.toEpochMilli())
                    .execute();
        }
    }

    /// How many of them there were.
    public static int delete(DSLContext transaction, long experiment, Collection<Long> numbers) {
        return transaction
                .deleteFrom(LOOSE_PACK)
                .where(LOOSE_PACK.EXPERIMENT_ID.eq(experiment))
                .and(LOOSE_PACK.NUMBER.in(numbers))
                .execute();
    }

    /// Some of those that are loose since before `since`.
    public static List<Row> list(DSLContext transaction, Instant since, int limit) {
        return transaction
                .select(LOOSE_PACK.EXPERIMENT_ID, LOOSE_PACK.NUMBER)
                .from(LOOSE_PACK)
                .where(LOOSE_PACK.SINCE.lt(since.toEpochMilli()))
                .orderBy(LOOSE_PACK.EXPERIMENT_ID, LOOSE_PACK.NUMBER)
                .limit(limit)
                .fetch(row -> new Row(row.value1(), row.value2()));
    }

    /// The numbers of an experiment's loose packs.
    public static List<Long> numbers(DSLContext transaction, long experiment) {
        return transaction
                .select(LOOSE_PACK.NUMBER)
                .from(LOOSE_PACK)
                .where(LOOSE_PACK.EXPERIMENT_ID.eq(experiment))
                .fetch(LOOSE_PACK.NUMBER);
    }

    /// All rows of an experiment that is gone.
    public static void deleteAll(DSLContext transaction, long experiment) {
        transaction
                .deleteFrom(LOOSE_PACK)
                .where(LOOSE_PACK.EXPERIMENT_ID.eq(experiment))
                .execute();
    }
}
