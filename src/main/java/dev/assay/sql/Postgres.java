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

    /// The pool's own statements, when it opens a connection or asks whether it is alive, have begun a transaction, in
    /// which the isolation could not be set any more.
    @Override
    public void beginRead(Connection connection) throws SQLException {
        connection.rollback();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }
}
