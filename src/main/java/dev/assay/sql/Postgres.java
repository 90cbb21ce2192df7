package dev.assay.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jooq.SQLDialect;

/// A PostgreSQL database, shared by several servers.
final class Postgres implements Specifics {

    @Override
    public SQLDialect dialect() {
        return SQLDialect.POSTGRES;
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of("clustered", "");
    }

    @Override
    public Map<String, String> properties() {
        return Map.of();
    }

    @Override
    public String connectionInit() {
        return "SET synchronous_commit = on";
    }

    @Override
    public void beginRead(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }
}
