package dev.assay.sql;

import dev.assay.domain.Faults;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings a database to the newest schema, once what was there is kept beside it. A database that is there already is
/// only looked at, since loading Flyway takes longer than all the rest of opening.
final class Migrations {

    /// The number of the newest file under `migrations`.
    static final int NEWEST = 1;

    static final String FOLDER = "classpath:migrations";
    private static final String HISTORY =
            "SELECT version, success FROM flyway_schema_history WHERE version IS NOT NULL";

    private final DataSource source;
    private final Specifics specifics;
    private final List<String> folders;
    private final int newest;

    /// What a database has been through: its version, 0 where it is fresh, and whether all of it went well.
    private record History(int version, boolean allDone) {}

    Migrations(DataSource source, Specifics specifics) {
        this(source, specifics, List.of(FOLDER), NEWEST);
    }

    /// With files of its own, for a test that is ahead of us.
    Migrations(DataSource source, Specifics specifics, List<String> folders, int newest) {
        this.source = source;
        this.specifics = specifics;
        this.folders = folders;
        this.newest = newest;
    }

    /// Throws `StoreIsNewer` where a newer version of the program migrated already; nothing is changed then.
    void apply() {
        History history = history();
        if (history.version() > newest) {
            throw Faults.storeIsNewer(history.version(), newest);
        }
        if (history.allDone() && history.version() == newest) {
            return;
        }
        if (history.version() > 0) {
            specifics.keepOlder(history.version());
        }
        Flyway.configure()
                .dataSource(source)
                .locations(folders.toArray(String[]::new))
                .placeholders(specifics.placeholders())
                .load()
                .migrate();
    }

    /// The version of a database that is only to be read, 0 where it is none of ours. Throws `StoreIsNewer`.
    static int version(Connection connection) throws SQLException {
        int version = history(connection).version();
        if (version > NEWEST) {
            throw Faults.storeIsNewer(version, NEWEST);
        }
        return version;
    }

    private History history() {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return history(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new DatabaseException("cannot read the version of the schema", e);
        }
    }

    private static History history(Connection connection) throws SQLException {
        if (!hasHistory(connection)) {
            return new History(0, false);
        }
        int version = 0;
        boolean allDone = true;
        try (Statement statement = connection.createStatement();
                ResultSet history = statement.executeQuery(HISTORY)) {
            while (history.next()) {
                version = Math.max(version, Integer.parseInt(history.getString(1)));
                allDone &= history.getBoolean(2);
            }
        }
        return new History(version, allDone);
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(null, connection.getSchema(), "flyway_schema_history", null)) {
            return tables.next();
        }
    }
}
