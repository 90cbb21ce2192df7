package dev.assay.sql;

import java.io.IOException;
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
    public String writerInit() {
        return "PRAGMA fullfsync = ON";
    }

    @Override
    public String readerInit() {
        return "PRAGMA query_only = ON";
    }

    /// A process that was killed in its first moments leaves an empty file.
    private static boolean hasPages(Path file) {
        try {
            return Files.exists(file) && Files.size(file) > 0;
        } catch (IOException e) {
            throw new DatabaseException("cannot look at " + file, e);
        }
    }

    /// Incremental vacuum can only be switched on before the file has its first page, hence before WAL: later it would
    /// be ignored.
    static void create(Path file) {
        if (hasPages(file)) {
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
