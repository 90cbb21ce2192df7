package dev.assay.meta;

import static dev.assay.sql.tables.Tables.EXPERIMENT_CHANGE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;

/// Rows of `experiment_change`: which experiments of a model have changed since when, the newest `KEPT`
/// of each model at least. The statements go to JDBC as they are: every write of an experiment has one.
public final class ExperimentChangeTable {

    /// Whoever is further behind than this has to look at everything anew.
    public static final int KEPT = 10_000;

    /// One in so many changes takes away what is older.
    private static final int TRIM_EVERY = 1_024;

    private static final String INSERT = "INSERT INTO experiment_change (model_id, number, experiment_id)"
            + " SELECT e.model_id, %s, e.id FROM experiment e WHERE e.id = ?%s RETURNING model_id, number";

    /// One writer at a time: what comes later has the greater number.
    private static final String INSERT_SQLITE = INSERT.formatted(
            "COALESCE((SELECT MAX(c.number) FROM experiment_change c WHERE c.model_id = e.model_id), 0) + 1", "");

    private static final String INSERT_POSTGRES =
            INSERT.formatted("pg_current_xact_id()::text::bigint", " ON CONFLICT DO NOTHING");

    private static final String TRIM = "DELETE FROM experiment_change WHERE model_id = ? AND number <"
            + " (SELECT number FROM experiment_change WHERE model_id = ? ORDER BY number DESC LIMIT 1 OFFSET " + KEPT
            + ")";

    private static final String LIST = "SELECT number, experiment_id FROM experiment_change"
            + " WHERE model_id = ? AND number >= ? ORDER BY number LIMIT ?";

    private static final String LAST = "SELECT COALESCE(MAX(number), 0) FROM experiment_change WHERE model_id = ?";

    private static final String OLDEST_RUNNING = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

    /// What has changed since a moment.
    ///
    /// @param experiments what has changed, as far as `limit` went
    /// @param next where to ask from the next time
    public record Changes(List<Long> experiments, long next) {}

    private ExperimentChangeTable() {}

    /// To be called by whoever changes what an experiment can be found by, in the same transaction.
    public static void record(DSLContext transaction, long experiment) {
        transaction.connection(connection -> {
            boolean sqlite = isSqlite(transaction);
            try (PreparedStatement insert = connection.prepareStatement(sqlite ? INSERT_SQLITE : INSERT_POSTGRES)) {
                insert.setLong(1, experiment);
                try (ResultSet made = insert.executeQuery()) {
                    if (made.next() && made.getLong(2) % TRIM_EVERY == 0) {
                        trim(connection, made.getLong(1));
                    }
                }
            }
        });
    }

    /// Those of a model that is gone for good.
    static void deleteAll(DSLContext transaction, long model) {
        transaction
                .deleteFrom(EXPERIMENT_CHANGE)
                .where(EXPERIMENT_CHANGE.MODEL_ID.eq(model))
                .execute();
    }

    private static void trim(Connection connection, long model) throws SQLException {
        try (PreparedStatement trim = connection.prepareStatement(TRIM)) {
            trim.setLong(1, model);
            trim.setLong(2, model);
            trim.executeUpdate();
        }
    }

    /// Where to ask from for what will change from now on.
    public static long next(DSLContext transaction, long model) {
        return transaction.connectionResult(connection -> {
            boolean sqlite = isSqlite(transaction);
            try (PreparedStatement statement = connection.prepareStatement(sqlite ? LAST : OLDEST_RUNNING)) {
                if (sqlite) {
                    statement.setLong(1, model);
                }
                try (ResultSet found = statement.executeQuery()) {
                    found.next();
                    return found.getLong(1) + (sqlite ? 1 : 0);
                }
            }
        });
    }

    /// What may have changed since `from` was given out, `limit` experiments at most; one can come twice.
    public static Changes list(DSLContext transaction, long model, long from, int limit) {
        return transaction.connectionResult(connection -> {
            List<Long> experiments = new ArrayList<>();
            long next = from;
            try (PreparedStatement statement = connection.prepareStatement(LIST)) {
                statement.setLong(1, model);
                statement.setLong(2, from);
                statement.setInt(3, limit);
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        next = found.getLong(1) + 1;
                        experiments.add(found.getLong(2));
                    }
                }
            }
            return new Changes(experiments, isSqlite(transaction) ? next : next(transaction, model));
        });
    }

    private static boolean isSqlite(DSLContext transaction) {
        return transaction.family() == SQLDialect.SQLITE;
    }
}
