package dev.assay.meta;

import static dev.assay.sql.tables.Tables.LOG;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record2;

/// Rows of `log`: frames in the order in which one server wrote them; with several servers `seq` appears out of order.
public final class LogTable {

    private static final String INSERT = "INSERT INTO " + LOG.getName() + " (" + LOG.EXPERIMENT_ID.getName() + ", "
            + LOG.SEQ.getName() + ", " + LOG.FRAME.getName() + ") VALUES (?, ?, ?)";

    private static final String DELETE = "DELETE FROM " + LOG.getName() + " WHERE " + LOG.EXPERIMENT_ID.getName()
            + " = ? AND " + LOG.SEQ.getName() + " = ?";

    private static final String LIST = "SELECT " + LOG.SEQ.getName() + ", " + LOG.FRAME.getName() + " FROM "
            + LOG.getName() + " WHERE " + LOG.EXPERIMENT_ID.getName() + " = ? AND " + LOG.SEQ.getName()
            + " >= ? ORDER BY " + LOG.SEQ.getName();

    /// What a row costs in memory beside its frames, about.
    public static final int ROW_BYTES = 256;

    /// PostgreSQL's driver would else hold the whole answer.
    private static final int FETCH_ROWS = 64;

    /// A row, written or to be written.
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
        return listFrom(transaction, experiment, Long.MIN_VALUE).stream()
                .map(Row::frames)
                .toList();
    }

    /// The rows of the experiment in their order, from the given one on.
    public static List<Row> listFrom(DSLContext transaction, long experiment, long seq) {
        return transaction.connectionResult(connection -> {
            List<Row> rows = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(LIST)) {
                statement.setLong(1, experiment);
                statement.setLong(2, seq);
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        rows.add(new Row(experiment, found.getLong(1), found.getBytes(2)));
                    }
                }
            }
            return rows;
        });
    }

    /// The rows of the experiment in their order, as many as together weigh no more than `bytes`, and one at
    /// least where there is one. A row weighs `ROW_BYTES` beside its frames.
    public static List<Row> list(DSLContext transaction, long experiment, long bytes) {
        List<Row> rows = new ArrayList<>();
        long left = bytes;
        try (Cursor<Record2<Long, byte[]>> cursor = transaction
                .select(LOG.SEQ, LOG.FRAME)
                .from(LOG)
                .where(LOG.EXPERIMENT_ID.eq(experiment))
                .orderBy(LOG.SEQ)
                .fetchSize(FETCH_ROWS)
                .fetchLazy()) {
            for (Record2<Long, byte[]> row : cursor) {
                left -= row.value2().length + ROW_BYTES;
                if (left < 0 && !rows.isEmpty()) {
                    break;
                }
                rows.add(new Row(experiment, row.value1(), row.value2()));
            }
        }
        return rows;
    }

    /// Whether the experiment has rows after this one.
    public static boolean hasMore(DSLContext transaction, Row row) {
        return transaction
                .select(LOG.SEQ)
                .from(LOG)
                .where(LOG.EXPERIMENT_ID.eq(row.experiment()))
                .and(LOG.SEQ.gt(row.seq()))
                .limit(1)
                .fetchOptional()
                .isPresent();
    }

    /// Hands over all rows of the experiment in their order, one at a time.
    public static void forEach(DSLContext transaction, long experiment, Consumer<Row> action) {
        try (Cursor<Record2<Long, byte[]>> cursor = transaction
                .select(LOG.SEQ, LOG.FRAME)
                .from(LOG)
                .where(LOG.EXPERIMENT_ID.eq(experiment))
                .orderBy(LOG.SEQ)
                .fetchSize(FETCH_ROWS)
                .fetchLazy()) {
            cursor.forEach(row -> action.accept(new Row(experiment, row.value1(), row.value2())));
        }
    }

    /// The experiments that have rows, ascending, after `after`. Steps from one to the next through the index.
    public static List<Long> experiments(DSLContext transaction, long after, int limit) {
        List<Long> experiments = new ArrayList<>();
        Optional<Long> next = nextExperiment(transaction, after);
        while (next.isPresent() && experiments.size() < limit) {
            experiments.add(next.get());
            next = nextExperiment(transaction, next.get());
        }
        return experiments;
    }

    /// Whether all of them were there.
    public static boolean delete(DSLContext transaction, List<Row> rows) {
        int deleted = transaction.connectionResult(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                for (Row row : rows) {
                    statement.setLong(1, row.experiment());
                    statement.setLong(2, row.seq());
                    statement.addBatch();
                }
                return Arrays.stream(statement.executeBatch()).sum();
            }
        });
        return deleted == rows.size();
    }

    private static Optional<Long> nextExperiment(DSLContext transaction, long after) {
        return transaction
                .select(LOG.EXPERIMENT_ID)
                .from(LOG)
                .where(LOG.EXPERIMENT_ID.gt(after))
                .orderBy(LOG.EXPERIMENT_ID)
                .limit(1)
                .fetchOptional(LOG.EXPERIMENT_ID);
    }
}
