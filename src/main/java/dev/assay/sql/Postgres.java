package dev.assay.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;

/// A PostgreSQL database, shared by several servers.
final class Postgres implements Specifics {

    private static final String DISK_FULL = "53100";

    @Override
    public SQLDialect dialect() {
        return SQLDialect.POSTGRES;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of("clustered", "", "bytewise", "COLLATE \"C\"");
    }

    /// Its owner keeps its back-ups.
    @Override
    public void keepOlder(int version) {}

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

    @Override
    public void requireDurable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("SHOW synchronous_commit")) {
            if (!setting.next() || !setting.getString(1).equals("on")) {
                throw new IllegalStateException("BUG: a writer whose commits are not synced");
            }
        }
    }

    /// Its own autovacuum sees to that.
    @Override
    public long giveBack(DSLContext transaction, int pages) {
        return 0;
    }

    /// They are the server's.
    @Override
    public boolean shrinkLogs(Connection connection) {
        return true;
    }

    /// PostgreSQL's own part: after a failed fsync it stops, and recovers from its log.
    @Override
    public void settle(Connection connection) {}

    @Override
    public Harm harm(SQLException failure) {
        return DISK_FULL.equals(failure.getSQLState()) ? Harm.DISK_FULL : Harm.NONE;
    }

    @Override
    public Harm harmOfCommit(SQLException failure) {
        return harm(failure);
    }
}
