package dev.assay.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jooq.SQLDialect;

/// One file in WAL mode. A transaction's first read fixes the moment that it sees.
final class Sqlite implements Specifics {

    @Override
    public SQLDialect dialect() {
        return SQLDialect.SQLITE;
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of("clustered", "WITHOUT ROWID");
    }

    /// `synchronous` belongs to the connection, not to the file: left out on one, its commits are not on stable
    /// storage.
    @Override
    public Map<String, String> properties() {
        return Map.of(
                "journal_mode", "WAL",
                "synchronous", "FULL",
                "foreign_keys", "true",
                "busy_timeout", "10000",
                "cache_size", "-16000");
    }

    /// On macOS an fsync alone does not reach the platter.
    @Override
    public String connectionInit() {
        return "PRAGMA fullfsync = ON";
    }

    @Override
    public void beginRead(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    /// Incremental vacuum can only be switched on before the file has its first page, hence before WAL: later it would
    /// be ignored.
    static void create(Path file) {
        if (Files.exists(file)) {
            return;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            statement.execute("PRAGMA journal_mode = WAL");
        } catch (SQLException e) {
            throw new DatabaseException("cannot create " + file, e);
        }
    }
}
