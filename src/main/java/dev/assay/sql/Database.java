package dev.assay.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// The metadata database, migrated when it is opened. Thread-safe. Whoever writes holds `Writing`, one
/// connection for all units of work; reads have connections of their own and wait for nobody; reads that last as long
/// as somebody takes to receive them have others again.
public final class Database implements AutoCloseable {

    /// How long a read under way may hold up the recovery.
    private static final Duration READS_WAIT = Duration.ofSeconds(2);

    private final Specifics specifics;
    private final String url;
    private final int writers;
    private final ReadWriteLock reopening = new ReentrantReadWriteLock();
    private volatile Connections connections;

    private Database(Specifics specifics, String url, int writers) {
        this.specifics = specifics;
        this.url = url;
        this.writers = writers;
        this.connections = Connections.open(specifics, url, writers);
    }

    /// One SQLite file, made if it is not there.
    public static Database sqlite(Path file) {
        Sqlite.create(file);
        return new Database(new Sqlite(file), "jdbc:sqlite:" + file, 1);
    }

    /// A PostgreSQL database by its JDBC URL, user and password in it.
    public static Database postgres(String url) {
        return new Database(new Postgres(), url, 2);
    }

    /// Whether other processes write to it while this one has it open.
    public boolean isShared() {
        return specifics.isShared();
    }

    /// All statements of the unit see the store as it was at one moment, and none can change it. Throws `Unavailable`
    /// where the database does not answer.
    public <T> T read(Function<DSLContext, T> work) {
        return read(of -> of.readers().getConnection(), Database::unreadable, work);
    }

    /// The same for what is sent while it is read, for as long as its receiver takes: however many there are, short
    /// reads find a connection. Throws `TooManyRequests` where too many are under way.
    public <T> T stream(Function<DSLContext, T> work) {
        return read(Connections::stream, _ -> Faults.busy("too many long answers are under way"), work);
    }

    private interface Source {

        Connection take(Connections connections) throws SQLException;
    }

    private <T> T read(Source source, Function<SQLException, Fault> whenNoneIsFree, Function<DSLContext, T> work) {
        reopening.readLock().lock();
        try (Connection connection = source.take(connections)) {
            try {
                return work.apply(context(connection));
            } finally {
                connection.rollback();
            }
        } catch (SQLTransientConnectionException e) {
            throw whenNoneIsFree.apply(e);
        } catch (SQLException | DataAccessException e) {
            throw unreadable(e);
        } finally {
            reopening.readLock().unlock();
        }
    }

    private static Fault unreadable(Exception cause) {
        return Faults.unavailable("it could not read", cause);
    }

    /// Takes a connection for one transaction of writes.
    public Writing beginWriting() {
        try {
            HikariDataSource pool = connections.writers();
            Connection connection = pool.getConnection();
            try {
                connection.setAutoCommit(false);
                return new Writing(connection, context(connection), specifics, () -> pool.evictConnection(connection));
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new DatabaseException("no connection to write on", e);
        }
    }

    /// One unit of work in a transaction of its own; for what runs beside the one writer (opening, tests, tools).
    public <T> T write(Function<DSLContext, T> work) {
        try (Writing writing = beginWriting()) {
            T result = work.apply(writing.context());
            writing.commit();
            return result;
        }
    }

    /// Gives up to `pages` pages that nothing uses back to the file system, in a transaction of writes.
    /// Returns how many there still are.
    public long giveBack(DSLContext transaction, int pages) {
        return specifics.giveBack(transaction, pages);
    }

    /// Makes the files that hold what was lately written as small as they can be; for when nobody writes. Waits for
    /// nobody: where a read is under way, they stay as they are, and it is false.
    public boolean shrinkLogs() {
        try (Connection connection = connections.writers().getConnection()) {
            connection.setAutoCommit(true);
            try {
                return specifics.shrinkLogs(connection);
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            throw new DatabaseException("cannot shrink the logs", e);
        }
    }

    /// What a failure of this database says of the disk.
    public Harm harm(RuntimeException failure) {
        return switch (failure) {
            case DatabaseException known -> known.harm();
            case DataAccessException statement -> specifics.harm(statement);
            default -> Harm.NONE;
        };
    }

    /// Closes the database, opens it again and recovers it: when this returns, what was acknowledged is
    /// on stable storage, whatever a disk that failed has kept of the rest. Reads wait meanwhile; those
    /// that are under way for too long fail. Throws `DatabaseException` where it does not work yet: try
    /// again later.
    public void recover() {
        if (!connections.areClosed()) {
            connections.settle(specifics);
        }
        boolean alone = awaitReads();
        try {
            connections.close();
            connections = Connections.open(specifics, url, writers);
        } finally {
            if (alone) {
                reopening.writeLock().unlock();
            }
        }
    }

    private boolean awaitReads() {
        try {
            return reopening.writeLock().tryLock(READS_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    private DSLContext context(Connection connection) {
        return DSL.using(connection, specifics.dialect());
    }
}
