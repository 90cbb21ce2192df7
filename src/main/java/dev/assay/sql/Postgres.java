package dev.assay.sql;

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
    public String writerInit() {
        return "SET synchronous_commit = on";
    }

    /// For the session: a connection that its pool has just tried is in a transaction already, and takes no other
    /// level.
    @Override
    public String readerInit() {
        return "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
    }
}
