package dev.assay.meta;

import static dev.assay.sql.tables.Tables.AGGREGATES;
import static dev.assay.sql.tables.Tables.EXPERIMENT;
import static dev.assay.sql.tables.Tables.LOOSE_PACK;
import static dev.assay.sql.tables.Tables.MODEL;
import static dev.assay.sql.tables.Tables.ROLLUP;
import static dev.assay.sql.tables.Tables.SERIES;
import static dev.assay.sql.tables.Tables.STORED_FILE;

import java.util.List;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jooq.TableField;

/// Rows whose experiment or model is gone. Ids are never given out twice, so nobody will ever read them again.
public final class Leftovers {

    /// Where something may be left over. Every pack has a row in `loose_pack` or `rollup`.
    public enum Kind {
        LOG,
        LOOSE_PACK,
        ROLLUP,
        AGGREGATES,
        STORED_FILE,
        SERIES
    }

    /// What a search has come to.
    ///
    /// @param gone an owner that is not there and left rows of the kind, if it found one
    /// @param next where to search on; empty at the end
    public record Found(OptionalLong gone, OptionalLong next) {}

    private Leftovers() {}

    /// Steps from owner to owner of rows of the kind, through the index, from the first after `after` on, until it
    /// comes to one that is gone or has taken `steps`.
    public static Found find(DSLContext transaction, Kind kind, long after, int steps) {
        long owner = after;
        for (int step = 0; step < steps; step++) {
            OptionalLong next = next(transaction, kind, owner);
            if (next.isEmpty()) {
                return new Found(OptionalLong.empty(), OptionalLong.empty());
            }
            owner = next.getAsLong();
            if (!isThere(transaction, kind, owner)) {
                return new Found(OptionalLong.of(owner), OptionalLong.of(owner));
            }
        }
        return new Found(OptionalLong.empty(), OptionalLong.of(owner));
    }

    private static boolean isThere(DSLContext transaction, Kind kind, long owner) {
        return switch (kind) {
            case LOG, LOOSE_PACK, ROLLUP, AGGREGATES, STORED_FILE ->
                transaction.fetchExists(EXPERIMENT, EXPERIMENT.ID.eq(owner));
            case SERIES -> transaction.fetchExists(MODEL, MODEL.ID.eq(owner));
        };
    }

    private static OptionalLong next(DSLContext transaction, Kind kind, long after) {
        return switch (kind) {
            case LOG -> first(LogTable.experiments(transaction, after, 1));
            case LOOSE_PACK -> next(transaction, LOOSE_PACK.EXPERIMENT_ID, after);
            case ROLLUP -> next(transaction, ROLLUP.EXPERIMENT_ID, after);
            case AGGREGATES -> next(transaction, AGGREGATES.EXPERIMENT_ID, after);
            case STORED_FILE -> next(transaction, STORED_FILE.EXPERIMENT_ID, after);
            case SERIES -> next(transaction, SERIES.MODEL_ID, after);
        };
    }

    private static OptionalLong next(DSLContext transaction, TableField<?, Long> owner, long after) {
        return transaction
                .select(owner)
                .from(owner.getTable())
                .where(owner.gt(after))
                .orderBy(owner)
                .limit(1)
                .fetchOptional(owner)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    private static OptionalLong first(List<Long> owners) {
        return owners.stream().mapToLong(Long::longValue).findFirst();
    }
}
