package dev.assay.sql;

import dev.assay.observe.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// One file in WAL mode. A transaction's first read fixes the moment that it sees.
final class Sqlite implements Specifics {

    private static final int SYNCHRONOUS_FULL = 2;

    private static final int BUSY_WAIT_MS = 10_000;

    /// How long a read under way may hold up the recovery.
    private static final int SETTLE_WAIT_MS = 2_000;

    /// SQLite's result codes: the low byte is what it is, the rest says where.
    private static final int RESULT = 0xff;

    private static final Logger LOG = LoggerFactory.getLogger(Sqlite.class);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path file;

    Sqlite(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public SQLDialect dialect() {
        return SQLDialect.SQLITE;
    }

    /// The folder that it lies in is locked.
    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of("clustered", "WITHOUT ROWID", "bytewise", "");
    }

    /// As `assay.db.v1-20260131T120000000Z` beside the file, on stable storage before anything is changed.
    @Override
    public void keepOlder(int version) {
        String name = file.getFileName() + ".v" + version + "-" + TIME.format(Instant.now());
        Path unfinished = file.resolveSibling(name + ".unfinished");
        Path kept = file.resolveSibling(name);
        try (SqliteReader reader = SqliteReader.openOf(file)) {
            reader.copyTo(unfinished, Progress.NONE);
            sync(unfinished);
            Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE);
            sync(Objects.requireNonNull(kept.getParent()));
        } catch (IOException e) {
            throw new DatabaseException("cannot keep what " + file + " was before it is migrated", e);
        }
        LOG.info("the store has schema {} and is migrated; what it was is kept as {}", version, kept);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// `synchronous` belongs to the connection, not to the file: left out on one, its commits are not on stable
    /// storage.
    @Override
    public Map<String, String> properties() {
        return Map.of(
                "journal_mode", "WAL",
                "synchronous", "FULL",
                "foreign_keys", "true",
                "busy_timeout", Integer.toString(BUSY_WAIT_MS),
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

    @Override
    public void requireDurable(Connection connection) throws SQLException {
        if (number(connection, "PRAGMA synchronous") != SYNCHRONOUS_FULL) {
            throw new IllegalStateException("BUG: a writer whose commits are not synced");
        }
    }

    /// Copies all that the log holds into the file, syncs it and empties the log. What a failed sync left
    /// in the log may look whole and not be on the disk, and a later commit behind it would be lost with
    /// it.
    @Override
    public void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + SETTLE_WAIT_MS);
            if (number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0) {
                throw new SQLException("reads hold the log");
            }
            statement.execute("PRAGMA busy_timeout = " + BUSY_WAIT_MS);
        }
    }

    /// A row without columns comes for each page, and all of them must be stepped through, as this call does.
    @Override
    public long giveBack(DSLContext transaction, int pages) {
        transaction.connection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("PRAGMA incremental_vacuum(" + pages + ")");
            }
        });
        return transaction.connectionResult(connection -> number(connection, "PRAGMA freelist_count"));
    }

    /// The write-ahead log keeps its greatest length until somebody truncates it.
    @Override
    public boolean shrinkLogs(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 0");
            try {
                return number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") == 0;
            } finally {
                statement.execute("PRAGMA busy_timeout = " + BUSY_WAIT_MS);
            }
        }
    }

    @Override
    public Harm harm(SQLException failure) {
        return switch (result(failure)) {
            case SQLITE_FULL -> Harm.DISK_FULL;
            case SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CANTOPEN -> Harm.DISK_FAILED;
            default -> Harm.NONE;
        };
    }

    /// One that did not fail for want of room may be half on the disk.
    @Override
    public Harm harmOfCommit(SQLException failure) {
        return harm(failure) == Harm.DISK_FULL ? Harm.DISK_FULL : Harm.DISK_FAILED;
    }

    private static SQLiteErrorCode result(SQLException failure) {
        return failure instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & RESULT)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    /// The first column of the first row.
    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getInt(1) : -1;
        }
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
