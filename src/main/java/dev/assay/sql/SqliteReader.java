package dev.assay.sql;

import dev.assay.observe.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.Codes;

/// The SQLite file of a store, opened beside whoever works on it: it is read and copied, never changed or migrated, and
/// whoever writes meanwhile waits for nothing. For one thread.
public final class SqliteReader implements AutoCloseable {

    /// What is copied before it is looked whether somebody wants to hear of it.
    private static final int PAGES_PER_STEP = 1_024;

    private static final int PROBLEMS_MAX = 100;

    private static final int BUSY_PAUSE_MS = 50;
    private static final int BUSY_PAUSES_MAX = 600;

    private final Path file;
    private final Connection connection;

    private SqliteReader(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /// Throws `StoreIsNewer`, and `DatabaseException` where the file is missing, or is not a store of ours in the
    /// schema of this program.
    public static SqliteReader open(Path file) {
        SqliteReader reader = openOf(file);
        try {
            int version = reader.version();
            if (version != Migrations.NEWEST) {
                throw new DatabaseException(
                        file + " has schema " + version + ", not " + Migrations.NEWEST
                                + ": assay serve brings it up to date",
                        new IllegalStateException("schema " + version));
            }
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /// The same whatever schema it has.
    static SqliteReader openOf(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DatabaseException("there is no file " + file, new IllegalStateException("no file"));
        }
        Properties properties = new Properties();
        properties.setProperty("busy_timeout", "10000");
        properties.setProperty("cache_size", "-16000");
        // Where nobody else has the file open, the last to close it empties its log.
        properties.setProperty("synchronous", "FULL");
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, properties);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA fullfsync = ON");
                statement.execute("PRAGMA query_only = ON");
                connection.setAutoCommit(false);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return new SqliteReader(file, connection);
        } catch (SQLException e) {
            throw new DatabaseException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// The schema that the file is in.
    public int version() {
        try {
            return Migrations.version(connection);
        } catch (SQLException e) {
            throw new DatabaseException(file + " cannot be read: " + e.getMessage(), e);
        } finally {
            rollback();
        }
    }

    /// All statements see the store as it was at one moment. What holds on for long keeps the file's log from being
    /// used anew.
    public <T> T read(Function<DSLContext, T> work) {
        try {
            return work.apply(DSL.using(connection, SQLDialect.SQLITE));
        } catch (DataAccessException e) {
            throw new DatabaseException(file + " cannot be read: " + e.getMessage(), e);
        } finally {
            rollback();
        }
    }

    /// Copies the store as it is at one moment into a file that is not there yet, and that is one file, without a log
    /// beside it. Who wants it on stable storage syncs it.
    public void copyTo(Path target, Progress progress) {
        try {
            long pageBytes = number("PRAGMA page_size");
            fixMoment();
            int code = connection
                    .unwrap(SQLiteConnection.class)
                    .getDatabase()
                    .backup(
                            "main",
                            target.toString(),
                            (left, all) -> progress.at("database", (all - left) * pageBytes, all * pageBytes),
                            BUSY_PAUSE_MS,
                            BUSY_PAUSES_MAX,
                            PAGES_PER_STEP);
            if (code != Codes.SQLITE_OK) {
                throw new SQLException("SQLite says " + code);
            }
            leaveWal(target);
        } catch (SQLException e) {
            throw new DatabaseException("the database cannot be copied to " + target + ": " + e.getMessage(), e);
        } finally {
            rollback();
        }
    }

    /// What SQLite finds wrong with the file, a line each, at most a hundred.
    public List<String> problems() {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA integrity_check")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException e) {
            // A file that is damaged enough cannot even be checked.
            found.add(e.getMessage());
        } finally {
            rollback();
        }
        return found.equals(List.of("ok")) ? List.of() : found;
    }

    /// Rows that refer to what is not there, a line each, at most `PROBLEMS_MAX`.
    public List<String> unresolved() {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA foreign_key_check")) {
            while (rows.next() && found.size() < PROBLEMS_MAX) {
                found.add("row " + rows.getLong(2) + " of " + rows.getString(1) + " refers to no row of "
                        + rows.getString(3));
            }
        } catch (SQLException e) {
            found.add(String.valueOf(e.getMessage()));
        } finally {
            rollback();
        }
        return found;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DatabaseException(file + " cannot be closed", e);
        }
    }

    /// A transaction sees what was there at its first read.
    private void fixMoment() throws SQLException {
        number("SELECT count(*) FROM sqlite_schema");
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getLong(1);
        }
    }

    private static void leaveWal(Path copy) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
        }
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new DatabaseException(file + " cannot be read", e);
        }
    }
}
