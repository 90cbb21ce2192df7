package dev.assay.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL for tests: one server for the whole JVM, which ends with it, and a fresh database for whoever
/// asks. What is fresh is a schema: it is as empty as a database, and neither made nor dropped as files by the
/// hundred.
public final class TestPostgres {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private TestPostgres() {}

    /// A fresh database, migrated; the test closes it.
    public static Database open() {
        return Database.postgres(newUrl());
    }

    /// The JDBC URL of a fresh, empty database.
    public static String newUrl() {
        String name = "assay_" + SCHEMAS.incrementAndGet();
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no test database", e);
        }
        return Server.RUNNING.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + name;
    }

    /// Started when it is first asked for.
    private static final class Server {

        private static final int CONNECTIONS_MAX = 300;

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", Integer.toString(CONNECTIONS_MAX))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("no test server", e);
            }
        }
    }
}
