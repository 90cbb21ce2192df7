package dev.assay.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.assay.domain.Faults;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// The metadata database, migrated when it is opened. Thread-safe. Whoever writes holds `Writing`, one
/// connection for all units of work; reads have connections of their own and wait for nobody.
public final class Database implements AutoCloseable {

    /// More reads than cores only wait for each other.
    private static final int READERS = Math.max(4, Runtime.getRuntime().availableProcessors() * 2);

    private static final long READER_WAIT_MS = 30_000;

    private final Specifics specifics;
    private final HikariDataSource writer;
    private final HikariDataSource readers;

    private Database(Specifics specifics, String url, int writers) {
        this.specifics = specifics;
        this.writer = pool(specifics, url, writers, "writer", specifics.writerInit());
        try {
            new Migrations(writer, specifics).apply();
            this.readers = pool(specifics, url, READERS, "reader", specifics.readerInit());
            connect(readers);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /// One SQLite file, made if it is not there.
    public static Database sqlite(Path file) {
        Sqlite.create(file);
        return new Database(new Sqlite(), "jdbc:sqlite:" + file, 1);
    }

    /// A PostgreSQL database by its JDBC URL, user and password in it.
    public static Database postgres(String url) {
        return new Database(new Postgres(), url, 2);
    }

    /// All statements of the unit see the store as it was at one moment, and none can change it. Throws `Unavailable`
    /// where the database does not answer.
    public <T> T read(Function<DSLContext, T> work) {
        try (Connection connection = readers.getConnection()) {
            try {
                return work.apply(context(connection));
            } finally {
                connection.rollback();
            }
        } catch (SQLException | DataAccessException e) {
            throw Faults.unavailable("it could not read", e);
        }
    }

    /// Takes a connection for one transaction of writes.
    public Writing beginWriting() {
        try {
            Connection connection = writer.getConnection();
            try {
                connection.setAutoCommit(false);
                return new Writing(connection, context(connection), () -> writer.evictConnection(connection));
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

    @Override
    public void close() {
        readers.close();
        writer.close();
    }

    private DSLContext context(Connection connection) {
        return DSL.using(connection, specifics.dialect());
    }

    /// A pool begins with its first connection.
    private static void connect(HikariDataSource pool) {
        try (Connection _ = pool.getConnection()) {
            return;
        } catch (SQLException e) {
            pool.close();
            throw new DatabaseException("cannot connect", e);
        }
    }

    private static HikariDataSource pool(Specifics specifics, String url, int connections, String name, String init) {
        // Set up in place: copying a configuration is done by reflection, which a start has to wait for.
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(READER_WAIT_MS);
        pool.setAutoCommit(false);
        specifics.properties().forEach(pool::addDataSourceProperty);
        pool.setConnectionInitSql(init);
        // Else what is run first is never committed, and PostgreSQL takes the settings back with the first rollback.
        pool.setIsolateInternalQueries(true);
        return pool;
    }
}
