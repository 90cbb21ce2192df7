package dev.assay.meta;

import static dev.assay.sql.tables.Tables.LOG;
import static dev.assay.sql.tables.Tables.MODEL;
import static dev.assay.sql.tables.Tables.ROLLUP;
import static dev.assay.sql.tables.Tables.SERIES;

import dev.assay.domain.Status;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/// What of several tables experiments are searched by.
public final class SearchRows {

    /// Databases bound the variables of a statement.
    private static final int KEYS_PER_STATEMENT = 500;

    /// PostgreSQL's driver would else hold the whole answer.
    private static final int FETCH_ROWS = 500;

    private static final String SELECT = "SELECT id, locator, run_id, name, status, start_time, end_time, created_by,"
            + " created_at, deleted_at, document FROM experiment WHERE ";

    /// The columns of an experiment's row.
    public record Base(
            long key,
            String locator,
            String runId,
            String name,
            Status.Word status,
            long startTimeMs,
            OptionalLong endTimeMs,
            String createdBy,
            long createdTimeMs,
            boolean deleted) {}

    /// An experiment with points that are in no pack. As long as all of this stays, so do those points.
    public record Tail(long experiment, long rows, long lastSeq, long rollupVersion) {}

    private SearchRows() {}

    /// Gets an experiment's row and its document.
    @FunctionalInterface
    public interface Sink {
        void accept(Base base, byte[] document);
    }

    /// Those of a model, in no order.
    public static void experiments(DSLContext transaction, long model, Sink sink) {
        experiments(transaction, "model_id = ?", List.of(model), sink);
    }

    public static void experiments(DSLContext transaction, Collection<Long> keys, Sink sink) {
        Steps.of(keys, KEYS_PER_STATEMENT, step -> {
            String places = String.join(", ", Collections.nCopies(step.size(), "?"));
            experiments(transaction, "id IN (" + places + ")", step, sink);
        });
    }

    /// The statement goes to JDBC as it is: it reads all of a model.
    private static void experiments(DSLContext transaction, String condition, List<Long> values, Sink sink) {
        transaction.connection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SELECT + condition)) {
                statement.setFetchSize(FETCH_ROWS);
                for (int i = 0; i < values.size(); i++) {
                    statement.setLong(i + 1, values.get(i));
                }
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        sink.accept(base(row), row.getBytes(11));
                    }
                }
            }
        });
    }

    /// In the order of `SELECT`.
    private static Base base(ResultSet row) throws SQLException {
        return new Base(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Status.Word.valueOf(row.getString(5)),
                row.getLong(6),
                findLong(row, 7),
                row.getString(8),
                row.getLong(9),
                findLong(row, 10).isPresent());
    }

    private static OptionalLong findLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /// All series of a model, by name.
    public static Map<String, Long> series(DSLContext transaction, long model) {
        return transaction
                .select(SERIES.NAME, SERIES.ID)
                .from(SERIES)
                .where(SERIES.MODEL_ID.eq(model))
                .fetchMap(SERIES.NAME, SERIES.ID);
    }

    /// How many series a model has.
    public static long countSeries(DSLContext transaction, long model) {
        return transaction.fetchCount(SERIES, SERIES.MODEL_ID.eq(model));
    }

    /// Whether each of the models is deleted, as far as they are there.
    public static Map<Long, Boolean> deletedModels(DSLContext transaction, Collection<Long> models) {
        Map<Long, Boolean> deleted = new HashMap<>();
        Steps.of(
                models,
                KEYS_PER_STATEMENT,
                step -> transaction
                        .select(MODEL.ID, MODEL.DELETED_AT.isNotNull())
                        .from(MODEL)
                        .where(MODEL.ID.in(step))
                        .forEach(row -> deleted.put(row.value1(), row.value2())));
        return deleted;
    }

    /// All that there are, of every model.
    public static List<Tail> tails(DSLContext transaction) {
        Field<Integer> rows = DSL.count().as("log_rows");
        Field<Long> lastSeq = DSL.max(LOG.SEQ).as("last_seq");
        Table<? extends Record> tails = transaction
                .select(LOG.EXPERIMENT_ID, rows, lastSeq)
                .from(LOG)
                .where(LogTable.any())
                .groupBy(LOG.EXPERIMENT_ID)
                .asTable("tails");
        Field<Long> experiment = DSL.field(DSL.name("tails", LOG.EXPERIMENT_ID.getName()), Long.class);
        return transaction
                .select(tails.field(LOG.EXPERIMENT_ID), tails.field(rows), tails.field(lastSeq), ROLLUP.VERSION)
                .from(tails)
                .leftJoin(ROLLUP)
                .on(ROLLUP.EXPERIMENT_ID.eq(experiment))
                .fetch(row -> {
                    Long version = row.value4();
                    return new Tail(row.value1(), row.value2(), row.value3(), version == null ? 0 : version);
                });
    }
}
