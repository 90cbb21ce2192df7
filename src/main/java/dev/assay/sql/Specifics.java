package dev.assay.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;

/// The few places where the two databases differ.
interface Specifics {

    SQLDialect dialect();

    /// Whether other processes write to the database while this one has it open.
    boolean isShared();

    /// What the migrations leave open.
    Map<String, String> placeholders();

    /// Keeps the database as it is, before it is migrated from that version on.
    void keepOlder(int version);

    /// Set on every connection when it is opened.
    Map<String, String> properties();

    /// Run on the writer's connection when it is opened.
    String writerInit();

    /// Run on a reader's connection when it is opened: its transactions see one moment of the store and change nothing.
    String readerInit();

    /// A commit on this connection is on stable storage when it returns; else it is a bug of ours, and
    /// throws.
    void requireDurable(Connection connection) throws SQLException;

    /// From here on nothing that was committed rests on bytes that were read back and never synced. In no
    /// transaction.
    void settle(Connection connection) throws SQLException;

    /// Gives pages that nothing uses back to the file system, at most so many; how many are left.
    long giveBack(DSLContext transaction, int pages);

    /// Outside any transaction. False where a read under way holds them.
    boolean shrinkLogs(Connection connection) throws SQLException;

    /// What a failed statement says of the disk.
    Harm harm(SQLException failure);

    /// The same of a statement of jOOQ's.
    default Harm harm(DataAccessException failure) {
        return Optional.ofNullable(failure.getCause(SQLException.class))
                .map(this::harm)
                .orElse(Harm.NONE);
    }

    /// What a failed commit says of it.
    Harm harmOfCommit(SQLException failure);
}
