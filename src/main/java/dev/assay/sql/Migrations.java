package dev.assay.sql;

import dev.assay.domain.Faults;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings a database to the newest schema. A database that is there already is only looked at, since loading Flyway
/// takes longer than all the rest of opening.
final class Migrations {

    /// The number of the newest file under `migrations`.
    static final int NEWEST = 1;

    private static final String FOLDER = "classpath:migrations";
    private static final String HISTORY =
            "SELECT version, success FROM flyway_schema_history WHERE version IS NOT NULL";

    private final DataSource source;
    private final Specifics specifics;

    Migrations(DataSource source, Specifics specifics) {
        this.source = source;
        this.specifics = specifics;
    }

    /// Throws `StoreIsNewer` where a newer version of the program migrated already; nothing is changed then.
    void apply() {
        if (!isNewest()) {
            Flyway.configure()
                    .dataSource(source)
                    .locations(FOLDER)
                    .placeholders(specifics.placeholders())
                    .load()
                    .migrate();
        }
    }

    private boolean isNewest() {
        try (Connection connection = source.getConnection()) {
            try (Statement statement = connection.createStatement()) {
                return hasHistory(connection) && isNewest(statement.executeQuery(HISTORY));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new DatabaseException("cannot read the version of the schema", e);
        }
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(null, connection.getSchema(), "flyway_schema_history", null)) {
            return tables.next();
        }
    }

    private static boolean isNewest(ResultSet history) throws SQLException {
        int newest = 0;
        boolean allDone = true;
        while (history.next()) {
            newest = Math.max(newest, Integer.parseInt(history.getString(1)));
            allDone &= history.getBoolean(2);
        }
        if (newest > NEWEST) {
            throw Faults.storeIsNewer(newest, NEWEST);
        }
        return allDone && newest == NEWEST;
    }
}
