package dev.assay.meta;

import static dev.assay.sql.tables.Tables.LOG;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.impl.DSL;

/// Rows of `log`: frames in the order in which one server wrote them; with several servers `seq` appears out of order.
/// The index holds them by groups of 16 experiments, and those of a group by `seq`: whoever looks for the rows of an
/// experiment names its group, and passes over the entries of its neighbours.
public final class LogTable {

    /// How many experiments, by their keys, make a group; the index says so, too.
    private static final int GROUP_EXPERIMENTS = 16;

    private static final Field<Long> GROUP =
            DSL.field("({0} / " + GROUP_EXPERIMENTS + ")", Long.class, LOG.EXPERIMENT_ID);

    private static final String INSERT = "INSERT INTO " + LOG.getName() + " (" + LOG.EXPERIMENT_ID.getName() + ", "
            + LOG.SEQ.getName() + ", " + LOG.FRAME.getName() + ") VALUES (?, ?, ?)";

    private static final String OF_EXPERIMENT = " WHERE " + LOG.EXPERIMENT_ID.getName() + " / " + GROUP_EXPERIMENTS
            + " = ? AND " + LOG.EXPERIMENT_ID.getName() + " = ?";

    private static final String DELETE =
            "DELETE FROM " + LOG.getName() + OF_EXPERIMENT + " AND " + LOG.SEQ.getName() + " = ?";

    private static final String LIST = "SELECT " + LOG.SEQ.getName() + ", " + LOG.FRAME.getName() + " FROM "
            + LOG.getName() + OF_EXPERIMENT + " AND " + LOG.SEQ.getName() + " >= ? ORDER BY " + LOG.SEQ.getName();

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
                bind(statement, experiment, seq);
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
                .where(of(experiment))
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
                .where(of(row.experiment()))
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
                .where(of(experiment))
                .orderBy(LOG.SEQ)
                .fetchSize(FETCH_ROWS)
                .fetchLazy()) {
            cursor.forEach(row -> action.accept(new Row(experiment, row.value1(), row.value2())));
        }
    }

    /// The experiments that have rows, ascending, after `after`. Steps from group to group through the index.
    public static List<Long> experiments(DSLContext transaction, long after, int limit) {
        List<Long> experiments = new ArrayList<>();
        Optional<Long> group = Optional.of(group(after));
        while (group.isPresent() && experiments.size() < limit) {
            experiments.addAll(experimentsOf(transaction, group.get(), after));
            group = nextGroup(transaction, group.get());
        }
        return List.copyOf(experiments.subList(0, Math.min(limit, experiments.size())));
    }

    /// Whether all of them were there.
    public static boolean delete(DSLContext transaction, List<Row> rows) {
        int deleted = transaction.connectionResult(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                for (Row row : rows) {
                    bind(statement, row.experiment(), row.seq());
                    statement.addBatch();
                }
                return Arrays.stream(statement.executeBatch()).sum();
            }
        });
        return deleted == rows.size();
    }

    /// That a row is one of the experiment, said so that the index serves.
    static Condition of(long experiment) {
        return GROUP.eq(group(experiment)).and(LOG.EXPERIMENT_ID.eq(experiment));
    }

    /// The same of several experiments.
    static Condition of(Collection<Long> experiments) {
        List<Long> groups = experiments.stream().map(LogTable::group).distinct().toList();
        return GROUP.in(groups).and(LOG.EXPERIMENT_ID.in(experiments));
    }

    /// True of every row, and said so that SQLite reads the index and not the frames.
    static Condition any() {
        return GROUP.ge(group(Long.MIN_VALUE));
    }

    /// As both databases divide.
    private static long group(long experiment) {
        return experiment / GROUP_EXPERIMENTS;
    }

    /// For a statement whose first variables are those of `OF_EXPERIMENT`.
    private static void bind(PreparedStatement statement, long experiment, long seq) throws SQLException {
        statement.setLong(1, group(experiment));
        statement.setLong(2, experiment);
        statement.setLong(3, seq);
    }

    private static List<Long> experimentsOf(DSLContext transaction, long group, long after) {
        return transaction
                .selectDistinct(LOG.EXPERIMENT_ID)
                .from(LOG)
                .where(GROUP.eq(group))
                .and(LOG.EXPERIMENT_ID.gt(after))
                .orderBy(LOG.EXPERIMENT_ID)
                .fetch(LOG.EXPERIMENT_ID);
    }

    private static Optional<Long> nextGroup(DSLContext transaction, long after) {
        return transaction
                .select(GROUP)
                .from(LOG)
                .where(GROUP.gt(after))
                .orderBy(GROUP)
                .limit(1)
                .fetchOptional(GROUP);
    }
}
