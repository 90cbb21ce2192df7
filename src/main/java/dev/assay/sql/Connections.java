package dev.assay.sql;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/// All connections of the process to one database: it is open while they are.
record Connections(HikariDataSource writers, HikariDataSource readers, HikariDataSource streams)
        implements AutoCloseable {

    /// More reads than cores only wait for each other.
    private static final int READERS = Math.max(4, Runtime.getRuntime().availableProcessors() * 2);

    private static final long WAIT_MS = 30_000;

    /// Answers that are sent while they are read, at the same time.
    private static final int STREAMS = 8;

    private static final long STREAM_WAIT_MS = 1_000;

    /// While a pool grows it may overlook one who waits, but not one who asks again.
    private static final int STREAM_TRIES = 5;

    /// Opens the database, recovers it where it was not closed, and migrates it.
    static Connections open(Specifics specifics, String url, int writers) {
        HikariDataSource writer = pool(specifics, url, writers, "writer", specifics.writerInit());
        try {
            settle(specifics, writer);
            new Migrations(writer, specifics).apply();
            HikariDataSource readers = pool(specifics, url, READERS, "reader", specifics.readerInit());
            HikariDataSource streams = pool(specifics, url, STREAMS, "stream", specifics.readerInit());
            streams.setMinimumIdle(0);
            streams.setConnectionTimeout(STREAM_WAIT_MS);
            connect(readers);
            return new Connections(writer, readers, streams);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /// A connection for a long read. Waits for one `STREAM_TRIES` times; then it throws
    /// `SQLTransientConnectionException`.
    Connection stream() throws SQLException {
        for (int left = STREAM_TRIES; left > 1; left--) {
            try {
                return streams.getConnection();
            } catch (SQLTransientConnectionException e) {
                // It asks again.
            }
        }
        return streams.getConnection();
    }

    /// The writer is the last to go: SQLite's last connection empties the log, and only the writer's syncs.
    @Override
    public void close() {
        streams.close();
        readers.close();
        writers.close();
    }

    boolean areClosed() {
        return writers.isClosed();
    }

    /// Leaves nothing that was committed in doubt; reads that hold it up for too long are ended.
    void settle(Specifics specifics) {
        try {
            settle(specifics, writers);
        } catch (DatabaseException e) {
            streams.close();
            readers.close();
            settle(specifics, writers);
        }
    }

    private static void settle(Specifics specifics, HikariDataSource writers) {
        try (Connection connection = writers.getConnection()) {
            connection.setAutoCommit(true);
            specifics.requireDurable(connection);
            specifics.settle(connection);
        } catch (SQLException e) {
            throw new DatabaseException("it could not be recovered", specifics.harm(e), e);
        } catch (PoolInitializationException e) {
            throw new DatabaseException("it could not be opened", e);
        }
    }

    /// A pool begins with its first connection.
    private static void connect(HikariDataSource pool) {
        try (Connection _ = pool.getConnection()) {
            return;
        } catch (SQLException | PoolInitializationException e) {
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
        pool.setConnectionTimeout(WAIT_MS);
        pool.setAutoCommit(false);
        specifics.properties().forEach(pool::addDataSourceProperty);
        pool.setConnectionInitSql(init);
        // Else what is run first is never committed, and PostgreSQL takes the settings back with the first rollback.
        pool.setIsolateInternalQueries(true);
        return pool;
    }
}
