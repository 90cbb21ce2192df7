package dev.assay.meta;

import static dev.assay.sql.tables.Tables.EXPERIMENT;
import static dev.assay.sql.tables.Tables.SERIES_VALUE;

import dev.assay.domain.ExperimentId;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Rows of `series_value`: the stored aggregates once more, clustered by series. They change with `rollup`, in the same
/// transaction.
public final class SeriesValueTable {

    private static final String PUT = "INSERT INTO series_value (series_id, experiment_id, length, last, min, max)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (series_id, experiment_id) DO UPDATE SET length = excluded.length,"
            + " last = excluded.last, min = excluded.min, max = excluded.max";

    public record Row(long series, long experiment, SeriesAggregates aggregates) {}

    /// What a row holds, decoded, of an experiment that is not deleted.
    public record Value(
            long experiment, ExperimentId id, long length, double last, Optional<Double> min, Optional<Double> max) {}

    private SeriesValueTable() {}

    /// The rows of a series, without those of deleted experiments, from the greatest key below `before` down.
    public static List<Value> list(DSLContext transaction, long series, long before, int limit) {
        return transaction
                .select(
                        SERIES_VALUE.EXPERIMENT_ID,
                        EXPERIMENT.LOCATOR,
                        SERIES_VALUE.LENGTH,
                        SERIES_VALUE.LAST,
                        SERIES_VALUE.MIN,
                        SERIES_VALUE.MAX)
                .from(SERIES_VALUE)
                .join(EXPERIMENT)
                .on(EXPERIMENT.ID.eq(SERIES_VALUE.EXPERIMENT_ID))
                .where(SERIES_VALUE.SERIES_ID.eq(series))
                .and(SERIES_VALUE.EXPERIMENT_ID.lt(before))
                .and(EXPERIMENT.DELETED_AT.isNull())
                .orderBy(SERIES_VALUE.EXPERIMENT_ID.desc())
                .limit(limit)
                .fetch(row -> new Value(
                        row.value1(),
                        new ExperimentId(row.value2()),
                        row.value3(),
                        OrderedDouble.decode(row.value4()),
                        Optional.ofNullable(row.value5()).map(OrderedDouble::decode),
                        Optional.ofNullable(row.value6()).map(OrderedDouble::decode)));
    }

    /// Adds the rows or replaces those that are there, in the order in which they lie. The statement goes to JDBC as it
    /// is: one roll-up has thousands of rows.
    public static void put(DSLContext transaction, List<Row> rows) {
        List<Row> ordered = rows.stream()
                .sorted(Comparator.comparingLong(Row::series).thenComparingLong(Row::experiment))
                .toList();
        transaction.connection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PUT)) {
                for (Row row : ordered) {
                    bind(statement, row);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
        rows.stream()
                .map(Row::experiment)
                .distinct()
                .forEach(experiment -> ExperimentChangeTable.record(transaction, experiment));
    }

    /// All those of an experiment; `series` are the ids that its aggregates name.
    public static void delete(DSLContext transaction, long experiment, List<Long> series) {
        transaction.connection(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM series_value WHERE series_id = ? AND experiment_id = ?")) {
                for (long id : series) {
                    statement.setLong(1, id);
                    statement.setLong(2, experiment);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
        ExperimentChangeTable.record(transaction, experiment);
    }

    /// The series that have a row of the experiment. Looks at all rows there are.
    public static List<Long> series(DSLContext transaction, long experiment) {
        return transaction
                .select(SERIES_VALUE.SERIES_ID)
                .from(SERIES_VALUE)
                .where(SERIES_VALUE.EXPERIMENT_ID.eq(experiment))
                .orderBy(SERIES_VALUE.SERIES_ID)
                .fetch(SERIES_VALUE.SERIES_ID);
    }

    /// How many rows each experiment has.
    public static Map<Long, Long> countByExperiment(DSLContext transaction) {
        Map<Long, Long> counts = new HashMap<>();
        transaction
                .select(SERIES_VALUE.EXPERIMENT_ID, DSL.count())
                .from(SERIES_VALUE)
                .groupBy(SERIES_VALUE.EXPERIMENT_ID)
                .fetch()
                .forEach(row -> counts.put(row.value1(), row.value2().longValue()));
        return counts;
    }

    /// Those of the series whose row of the experiment is missing or says something else.
    public static List<Long> listOthers(
            DSLContext transaction, long experiment, Map<Long, SeriesAggregates> aggregates) {
        List<Long> others = new ArrayList<>();
        transaction.connection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT length, last, min, max FROM series_value WHERE series_id = ? AND experiment_id = ?")) {
                for (Map.Entry<Long, SeriesAggregates> series : aggregates.entrySet()) {
                    statement.setLong(1, series.getKey());
                    statement.setLong(2, experiment);
                    try (ResultSet row = statement.executeQuery()) {
                        if (!row.next() || !says(row, series.getValue())) {
                            others.add(series.getKey());
                        }
                    }
                }
            }
        });
        return others;
    }

    private static boolean says(ResultSet row, SeriesAggregates aggregates) throws SQLException {
        return row.getLong(1) == aggregates.length()
                && row.getLong(2) == OrderedDouble.encode(aggregates.last().value())
                && says(row, 3, aggregates.min())
                && says(row, 4, aggregates.max());
    }

    private static boolean says(ResultSet row, int column, Optional<Extreme> extreme) throws SQLException {
        long ordered = row.getLong(column);
        return row.wasNull()
                ? extreme.isEmpty()
                : extreme.map(found -> OrderedDouble.encode(found.value()) == ordered)
                        .orElse(false);
    }

    private static void bind(PreparedStatement statement, Row row) throws SQLException {
        SeriesAggregates aggregates = row.aggregates();
        statement.setLong(1, row.series());
        statement.setLong(2, row.experiment());
        statement.setLong(3, aggregates.length());
        statement.setLong(4, OrderedDouble.encode(aggregates.last().value()));
        bind(statement, 5, aggregates.min());
        bind(statement, 6, aggregates.max());
    }

    private static void bind(PreparedStatement statement, int place, Optional<Extreme> extreme) throws SQLException {
        if (extreme.isPresent()) {
            statement.setLong(place, OrderedDouble.encode(extreme.get().value()));
        } else {
            statement.setNull(place, Types.BIGINT);
        }
    }
}
