package dev.assay.meta;

import static dev.assay.sql.tables.Tables.LOG;

import java.sql.PreparedStatement;
import java.util.List;
import org.jooq.DSLContext;

/// Rows of `log`: frames in the order in which one server wrote them; with several servers `seq` appears out of order.
public final class LogTable {

    private static final String INSERT = "INSERT INTO " + LOG.getName() + " (" + LOG.EXPERIMENT_ID.getName() + ", "
            + LOG.SEQ.getName() + ", " + LOG.FRAME.getName() + ") VALUES (?, ?, ?)";

    /// A row that is to be written.
    ///
    /// @param frames one, or several one after another
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    public record Row(long experiment, long seq, byte[] frames) {}

    private LogTable() {}

    /// Adds the rows in one batch. The statement goes to JDBC as it is: every commit has one, and rendering it by jOOQ
    /// would cost as much as running it.
    public static void insert(DSLContext transaction, List<Row> rows) {
        transaction.connection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                for (Row row : rows) {
                    statement.setLong(1, row.experiment());
                    statement.setLong(2, row.seq());
                    statement.setBytes(3, row.frames());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
    }

    /// Everything that was logged to the experiment and is in no pack; each row holds one frame or more.
    public static List<byte[]> list(DSLContext transaction, long experiment) {
        return transaction
                .select(LOG.FRAME)
                .from(LOG)
                .where(LOG.EXPERIMENT_ID.eq(experiment))
                .orderBy(LOG.SEQ)
                .fetch(LOG.FRAME);
    }
}
