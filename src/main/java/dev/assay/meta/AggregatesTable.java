package dev.assay.meta;

import static dev.assay.sql.tables.Tables.AGGREGATES;
import static dev.assay.sql.tables.Tables.EXPERIMENT;

import dev.assay.domain.ExperimentId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Select;

/// Rows of `aggregates`: those of an experiment's series over all points of its packs, a chunk of series in each, as
/// `series.codec.AggregateChunks` has them. They change with `rollup`, in the same transaction.
public final class AggregatesTable {

    /// It goes to JDBC as it is, as does `PUT`: every read of an experiment has the one, every roll-up the other.
    private static final String LIST = "SELECT chunk, bytes FROM aggregates WHERE experiment_id = ? ORDER BY chunk";

    private static final String PUT = "INSERT INTO aggregates (experiment_id, chunk, bytes) VALUES (?, ?, ?)"
            + " ON CONFLICT (experiment_id, chunk) DO UPDATE SET bytes = excluded.bytes";

    /// Databases bound the variables of a statement.
    private static final int KEYS_PER_STATEMENT = 500;

    /// PostgreSQL's driver would else hold the whole answer.
    private static final int FETCH_ROWS = 500;

    /// A chunk of an experiment that is not deleted.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    public record Row(long experiment, ExperimentId id, byte[] bytes) {}

    /// Takes chunks of many experiments.
    public interface Sink {

        void chunk(long experiment, byte[] bytes);
    }

    private AggregatesTable() {}

    /// All chunks of the experiment, by their numbers.
    public static SortedMap<Long, byte[]> list(DSLContext transaction, long experiment) {
        return transaction.connectionResult(connection -> {
            SortedMap<Long, byte[]> chunks = new TreeMap<>();
            try (PreparedStatement statement = connection.prepareStatement(LIST)) {
                statement.setLong(1, experiment);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        chunks.put(row.getLong(1), row.getBytes(2));
                    }
                }
            }
            return chunks;
        });
    }

    /// All chunks of the experiments that have some.
    public static Map<Long, List<byte[]>> listAll(DSLContext transaction, Collection<Long> experiments) {
        Map<Long, List<byte[]>> found = new HashMap<>();
        Steps.of(
                experiments,
                KEYS_PER_STATEMENT,
                step -> found.putAll(transaction
                        .select(AGGREGATES.EXPERIMENT_ID, AGGREGATES.BYTES)
                        .from(AGGREGATES)
                        .where(AGGREGATES.EXPERIMENT_ID.in(step))
                        .fetchGroups(AGGREGATES.EXPERIMENT_ID, AGGREGATES.BYTES)));
        return found;
    }

    /// The chunk of this number of every experiment of the model that has it, in no order.
    public static void ofModel(DSLContext transaction, long model, long chunk, Sink sink) {
        forEach(
                transaction
                        .select(AGGREGATES.EXPERIMENT_ID, AGGREGATES.BYTES)
                        .from(EXPERIMENT)
                        .join(AGGREGATES)
                        .on(AGGREGATES.EXPERIMENT_ID.eq(EXPERIMENT.ID))
                        .where(EXPERIMENT.MODEL_ID.eq(model))
                        .and(AGGREGATES.CHUNK.eq(chunk)),
                sink);
    }

    /// The same of some experiments.
    public static void of(DSLContext transaction, Collection<Long> experiments, long chunk, Sink sink) {
        Steps.of(
                experiments,
                KEYS_PER_STATEMENT,
                step -> forEach(
                        transaction
                                .select(AGGREGATES.EXPERIMENT_ID, AGGREGATES.BYTES)
                                .from(AGGREGATES)
                                .where(AGGREGATES.EXPERIMENT_ID.in(step))
                                .and(AGGREGATES.CHUNK.eq(chunk)),
                        sink));
    }

    private static void forEach(Select<Record2<Long, byte[]>> select, Sink sink) {
        try (Cursor<Record2<Long, byte[]>> cursor = select.fetchSize(FETCH_ROWS).fetchLazy()) {
            cursor.forEach(row -> sink.chunk(row.value1(), row.value2()));
        }
    }

    /// The chunk of this number of those of the experiments that have it and are not deleted, the greatest key first.
    /// There may be as many as a statement takes.
    public static List<Row> list(DSLContext transaction, Collection<Long> experiments, long chunk) {
        return transaction
                .select(AGGREGATES.EXPERIMENT_ID, EXPERIMENT.LOCATOR, AGGREGATES.BYTES)
                .from(AGGREGATES)
                .join(EXPERIMENT)
                .on(EXPERIMENT.ID.eq(AGGREGATES.EXPERIMENT_ID))
                .where(AGGREGATES.EXPERIMENT_ID.in(experiments))
                .and(AGGREGATES.CHUNK.eq(chunk))
                .and(EXPERIMENT.DELETED_AT.isNull())
                .orderBy(AGGREGATES.EXPERIMENT_ID.desc())
                .fetch(row -> new Row(row.value1(), new ExperimentId(row.value2()), row.value3()));
    }

    /// Adds the chunks or replaces those that are there.
    public static void put(DSLContext transaction, long experiment, Map<Long, byte[]> chunks) {
        transaction.connection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PUT)) {
                for (Map.Entry<Long, byte[]> chunk : chunks.entrySet()) {
                    statement.setLong(1, experiment);
                    statement.setLong(2, chunk.getKey());
                    statement.setBytes(3, chunk.getValue());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
        ExperimentChangeTable.record(transaction, experiment);
    }

    /// Frees some of what an experiment left that is gone. Returns how many rows it took, and how many bytes they held.
    public static Freed deleteLeftover(DSLContext transaction, long experiment, int limit) {
        List<Record2<Long, Long>> rows = transaction
                .select(AGGREGATES.CHUNK, ExperimentBytes.octets(AGGREGATES.BYTES))
                .from(AGGREGATES)
                .where(AGGREGATES.EXPERIMENT_ID.eq(experiment))
                .orderBy(AGGREGATES.CHUNK)
                .limit(limit)
                .fetch();
        if (!rows.isEmpty()) {
            transaction
                    .deleteFrom(AGGREGATES)
                    .where(AGGREGATES.EXPERIMENT_ID.eq(experiment))
                    .and(AGGREGATES.CHUNK.le(rows.getLast().value1()))
                    .execute();
        }
        return new Freed(rows.size(), rows.stream().mapToLong(Record2::value2).sum());
    }

    public record Freed(int rows, long bytes) {}
}
