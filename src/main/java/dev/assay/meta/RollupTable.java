package dev.assay.meta;

import static dev.assay.sql.tables.Tables.EXPERIMENT;
import static dev.assay.sql.tables.Tables.ROLLUP;

import dev.assay.domain.Status;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Rows of `rollup`: what has been taken out of the log of an experiment. A row is changed by whoever knows its
/// version, so that of two servers one does and the other reads again.
public final class RollupTable {

    /// It goes to JDBC as it is: every read of an experiment has it.
    private static final String FIND = "SELECT version, packs FROM rollup WHERE experiment_id = ?";

    /// A row as it is read or to be written.
    ///
    /// @param packs run by run, those of a run in the order of their series
    public record Row(long version, List<PackEntry> packs) {

        public Row {
            packs = List.copyOf(packs);
        }

        /// How many runs the packs make.
        public int runs() {
            return Math.toIntExact(
                    packs.stream().mapToLong(PackEntry::run).distinct().count());
        }
    }

    private RollupTable() {}

    public static Optional<Row> find(DSLContext transaction, long experiment) {
        return transaction.connectionResult(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(FIND)) {
                statement.setLong(1, experiment);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Row(row.getLong(1), PackEntry.read(row.getBytes(2))))
                            : Optional.empty();
                }
            }
        });
    }

    /// How many runs the row says that there are, for who compares.
    public static int storedRuns(DSLContext transaction, long experiment) {
        return transaction
                .select(ROLLUP.RUNS)
                .from(ROLLUP)
                .where(ROLLUP.EXPERIMENT_ID.eq(experiment))
                .fetchOptional(ROLLUP.RUNS)
                .orElse(0);
    }

    /// Adds the first row of an experiment; false where another was faster.
    public static boolean insert(DSLContext transaction, long experiment, Row row) {
        return transaction
                        .insertInto(ROLLUP)
                        .set(ROLLUP.EXPERIMENT_ID, experiment)
                        .set(ROLLUP.VERSION, row.version())
                        .set(ROLLUP.RUNS, row.runs())
                        .set(ROLLUP.PACKS, PackEntry.write(row.packs()))
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /// Replaces a row that still has the version `before`; false where it has another, or is gone. On PostgreSQL the
    /// row is held until the transaction ends.
    public static boolean compareAndSet(DSLContext transaction, long experiment, long before, Row row) {
        return transaction
                        .update(ROLLUP)
                        .set(ROLLUP.VERSION, row.version())
                        .set(ROLLUP.RUNS, row.runs())
                        .set(ROLLUP.PACKS, PackEntry.write(row.packs()))
                        .where(ROLLUP.EXPERIMENT_ID.eq(experiment))
                        .and(ROLLUP.VERSION.eq(before))
                        .execute()
                == 1;
    }

    /// What the row of an experiment has stored, 0 where there is none.
    public static long bytes(DSLContext transaction, long experiment) {
        return Sums.of(transaction
                .select(Sums.sum(ExperimentBytes.octets(ROLLUP.PACKS)))
                .from(ROLLUP)
                .where(ROLLUP.EXPERIMENT_ID.eq(experiment)));
    }

    public static boolean delete(DSLContext transaction, long experiment) {
        return transaction
                        .deleteFrom(ROLLUP)
                        .where(ROLLUP.EXPERIMENT_ID.eq(experiment))
                        .execute()
                == 1;
    }

    /// Experiments that have ended and whose packs are not one run, ascending, after `after`.
    public static List<Long> listToMerge(DSLContext transaction, long after, int limit) {
        return transaction
                .select(ROLLUP.EXPERIMENT_ID)
                .from(ROLLUP)
                .join(EXPERIMENT)
                .on(EXPERIMENT.ID.eq(ROLLUP.EXPERIMENT_ID))
                .where(ROLLUP.RUNS.gt(DSL.inline(1)))
                .and(ROLLUP.EXPERIMENT_ID.gt(after))
                .and(EXPERIMENT.STATUS.notIn(Status.Word.RUNNING.name(), Status.Word.SCHEDULED.name()))
                .orderBy(ROLLUP.EXPERIMENT_ID)
                .limit(limit)
                .fetch(ROLLUP.EXPERIMENT_ID);
    }
}
