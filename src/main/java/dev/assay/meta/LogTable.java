package dev.assay.meta;

import static dev.assay.sql.tables.Tables.LOG;

import java.util.List;
import org.jooq.DSLContext;

/// Rows of `log`: frames in the order in which one server wrote them; with several servers `seq` appears out of order.
public final class LogTable {

    private LogTable() {}

    public static void insert(DSLContext transaction, long experiment, long seq, byte[] frames) {
        transaction
                .insertInto(LOG, LOG.EXPERIMENT_ID, LOG.SEQ, LOG.FRAME)
                .values(experiment, seq, frames)
                .execute();
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
