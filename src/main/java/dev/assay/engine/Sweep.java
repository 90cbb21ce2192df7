package dev.assay.engine;

import dev.assay.meta.AggregatesTable;
import dev.assay.meta.Leftovers;
import dev.assay.meta.LogTable;
import dev.assay.meta.LoosePackTable;
import dev.assay.meta.RollupTable;
import dev.assay.meta.SeriesTable;
import dev.assay.meta.StoredFileTable;
import dev.assay.series.PackKey;
import dev.assay.series.PackStore;
import dev.assay.sql.Database;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Frees the bytes of experiments and models that are gone, in units so small that no other write waits long for one.
/// It keeps no list of what is to be done: whatever has no owner is, so a crash between two units loses nothing. Used
/// by one thread at a time.
public final class Sweep {

    private static final long LOG_BYTES_PER_UNIT = 4L << 20;
    private static final int ROWS_PER_UNIT = 2_000;
    private static final int OWNERS_PER_READ = 1_000;

    private final Database database;
    private final Writer writer;
    private final PackStore packs;

    public Sweep(Database database, Writer writer, PackStore packs) {
        this.database = database;
        this.writer = writer;
        this.packs = packs;
    }

    /// Frees what there is until `goOn` says no. Returns the bytes that were freed of logs, packs and aggregates.
    public long run(BooleanSupplier goOn) {
        long freed = 0;
        long pass = runOnce(goOn);
        while (pass > 0) {
            freed += pass;
            // A roll-up that was under way may have made a pack of what was left meanwhile.
            pass = runOnce(goOn);
        }
        return freed;
    }

    private long runOnce(BooleanSupplier goOn) {
        long freed = 0;
        for (Leftovers.Kind kind : Leftovers.Kind.values()) {
            freed += run(kind, goOn);
        }
        return freed;
    }

    private long run(Leftovers.Kind kind, BooleanSupplier goOn) {
        long freed = 0;
        long after = Long.MIN_VALUE;
        while (goOn.getAsBoolean()) {
            long from = after;
            Leftovers.Found found =
                    database.read(transaction -> Leftovers.find(transaction, kind, from, OWNERS_PER_READ));
            if (found.gone().isPresent()) {
                freed += free(kind, found.gone().getAsLong(), goOn);
            }
            if (found.next().isEmpty()) {
                break;
            }
            after = found.next().getAsLong();
        }
        return freed;
    }

    private long free(Leftovers.Kind kind, long owner, BooleanSupplier goOn) {
        return switch (kind) {
            case LOG, LOOSE_PACK, ROLLUP, AGGREGATES -> freeExperiment(owner, goOn);
            case STORED_FILE -> freeFiles(owner, goOn);
            case SERIES -> freeNames(owner, goOn);
        };
    }

    private long freeExperiment(long experiment, BooleanSupplier goOn) {
        long freed = 0;
        long unit = freeLog(experiment);
        while (unit > 0 && goOn.getAsBoolean()) {
            freed += unit;
            unit = freeLog(experiment);
        }
        freed += unit;
        for (long number : database.read(transaction -> packs.list(transaction, experiment))) {
            if (!goOn.getAsBoolean()) {
                return freed;
            }
            freed += freePack(new PackKey(experiment, number));
        }
        return freed + freeRollUp(experiment, goOn);
    }

    private long freeLog(long experiment) {
        return writer.write(work -> {
            List<LogTable.Row> rows = LogTable.list(work.context(), experiment, LOG_BYTES_PER_UNIT);
            LogTable.delete(work.context(), rows);
            return rows.stream().mapToLong(row -> row.frames().length).sum();
        });
    }

    private long freePack(PackKey key) {
        return writer.write(work -> {
            long bytes = packs.findSize(work.context(), key).orElse(0);
            packs.delete(work.context(), key);
            return bytes;
        });
    }

    /// A roll-up that was under way finds no row of the version that it knows, and writes nothing.
    private long freeRollUp(long experiment, BooleanSupplier goOn) {
        long freed = writer.write(work -> {
            long bytes = RollupTable.bytes(work.context(), experiment);
            RollupTable.delete(work.context(), experiment);
            LoosePackTable.deleteAll(work.context(), experiment);
            return bytes;
        });
        int rows = ROWS_PER_UNIT;
        while (rows == ROWS_PER_UNIT && goOn.getAsBoolean()) {
            AggregatesTable.Freed some =
                    writer.write(work -> AggregatesTable.deleteLeftover(work.context(), experiment, ROWS_PER_UNIT));
            rows = some.rows();
            freed += some.bytes();
        }
        return freed;
    }

    /// Their contents are nobody's since the experiment went.
    private long freeFiles(long experiment, BooleanSupplier goOn) {
        int deleted = ROWS_PER_UNIT;
        while (deleted == ROWS_PER_UNIT && goOn.getAsBoolean()) {
            deleted = writer.write(work -> StoredFileTable.deleteLeftover(work.context(), experiment, ROWS_PER_UNIT));
        }
        return 0;
    }

    private long freeNames(long model, BooleanSupplier goOn) {
        int deleted = ROWS_PER_UNIT;
        while (deleted == ROWS_PER_UNIT && goOn.getAsBoolean()) {
            deleted = writer.write(work -> SeriesTable.delete(work.context(), model, ROWS_PER_UNIT));
        }
        return 0;
    }
}
