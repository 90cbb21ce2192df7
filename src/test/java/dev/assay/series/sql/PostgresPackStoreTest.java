package dev.assay.series.sql;

import dev.assay.series.PackStore;
import dev.assay.series.PackStoreContract;
import dev.assay.sql.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresPackStoreTest extends PackStoreContract {

    private EmbeddedPostgres server;
    private @Nullable Database database;
    private int databases;

    @BeforeAll
    void start() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterEach
    void close() {
        database().close();
        database = null;
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Override
    protected Database database() {
        Database open = database;
        if (open == null) {
            open = Database.postgres(freshUrl());
            database = open;
        }
        return open;
    }

    @Override
    protected PackStore store() {
        return new SqlPackStore();
    }

    private String freshUrl() {
        String name = "packs" + databases++;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server.getJdbcUrl("postgres", name);
    }
}
