package dev.assay.meta;

import static dev.assay.sql.tables.Tables.EXPERIMENT;
import static dev.assay.sql.tables.Tables.LOG;
import static dev.assay.sql.tables.Tables.MODEL;

import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.domain.Status;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jspecify.annotations.Nullable;

/// Rows of `experiment`, the deleted ones too. Callers pass the transaction, so several tables change together or not
/// at all.
public final class ExperimentTable {

    private static final Field<Long> MODEL_DELETED_AT = MODEL.DELETED_AT.as("model_deleted_at");

    private static final String SELECT = "SELECT e.id, e.locator, e.run_id, e.model_id, e.name, e.status, e.start_time,"
            + " e.end_time, e.created_by, e.created_at, e.deleted_at, e.document, m.locator, m.deleted_at"
            + " FROM experiment e JOIN model m ON m.id = e.model_id WHERE ";

    /// An experiment with the key of its row; `deleted` where it or its model is.
    public record Row(long key, Experiment experiment, boolean deleted) {}

    /// Which experiment is meant, when it started, and whether it takes writes, without reading its document.
    public record Head(long key, long modelNumber, ExperimentId id, long startTimeMs, boolean deleted) {}

    /// Databases bound the variables of a statement.
    private static final int IDS_PER_STATEMENT = 500;

    private ExperimentTable() {}

    public static Optional<Row> find(DSLContext transaction, ExperimentId id) {
        return find(transaction, "e.locator", id.locator());
    }

    public static Optional<Row> findByRunId(DSLContext transaction, String runId) {
        return find(transaction, "e.run_id", runId);
    }

    private static Optional<Row> find(DSLContext transaction, String column, Object value) {
        return select(transaction, column + " = ?", List.of(value)).stream().findFirst();
    }

    public static Optional<Head> findHead(DSLContext transaction, ExperimentId id) {
        return findHead(transaction, EXPERIMENT.LOCATOR.eq(id.locator()));
    }

    public static Optional<Head> findHeadByRunId(DSLContext transaction, String runId) {
        return findHead(transaction, EXPERIMENT.RUN_ID.eq(runId));
    }

    /// Those of them that are there.
    public static Map<ExperimentId, Head> findHeads(DSLContext transaction, List<ExperimentId> ids) {
        Map<ExperimentId, Head> found = new HashMap<>();
        for (int from = 0; from < ids.size(); from += IDS_PER_STATEMENT) {
            List<String> locators = ids.subList(from, Math.min(ids.size(), from + IDS_PER_STATEMENT)).stream()
                    .map(ExperimentId::locator)
                    .toList();
            selectHeads(transaction)
                    .where(EXPERIMENT.LOCATOR.in(locators))
                    .fetch(ExperimentTable::readHead)
                    .forEach(head -> found.put(head.id(), head));
        }
        return found;
    }

    /// Experiments of the model that are not deleted and have rows in the log, by their keys, the greatest first.
    public static SortedMap<Long, ExperimentId> listWithTail(DSLContext transaction, long modelNumber) {
        SortedMap<Long, ExperimentId> found = new TreeMap<>(Comparator.reverseOrder());
        transaction
                .select(EXPERIMENT.ID, EXPERIMENT.LOCATOR)
                .from(EXPERIMENT)
                .where(EXPERIMENT.MODEL_ID.eq(modelNumber))
                .and(EXPERIMENT.DELETED_AT.isNull())
                .and(EXPERIMENT.ID.in(
                        transaction.select(LOG.EXPERIMENT_ID).from(LOG).where(LogTable.any())))
                .forEach(row -> found.put(row.value1(), new ExperimentId(row.value2())));
        return found;
    }

    /// Under which key an experiment lies.
    public record Key(long key, ExperimentId id) {}

    /// Empty where there is none, or none any more.
    public static Optional<Key> findKey(DSLContext transaction, long key) {
        return keys(transaction, EXPERIMENT.ID.eq(key), 1).stream().findFirst();
    }

    /// The keys of all experiments, ascending, those after `after`. Reads no document.
    public static List<Key> keys(DSLContext transaction, long after, int limit) {
        return keys(transaction, EXPERIMENT.ID.gt(after), limit);
    }

    private static List<Key> keys(DSLContext transaction, Condition condition, int limit) {
        return transaction
                .select(EXPERIMENT.ID, EXPERIMENT.LOCATOR)
                .from(EXPERIMENT)
                .where(condition)
                .orderBy(EXPERIMENT.ID)
                .limit(limit)
                .fetch(row -> new Key(row.value1(), new ExperimentId(row.value2())));
    }

    /// The keys of a model's experiments, the deleted ones too, the greatest first. Reads an index alone.
    public static List<Long> keysOfModel(DSLContext transaction, long modelNumber) {
        return transaction
                .select(EXPERIMENT.ID)
                .from(EXPERIMENT)
                .where(EXPERIMENT.MODEL_ID.eq(modelNumber))
                .orderBy(EXPERIMENT.ID.desc())
                .fetch(EXPERIMENT.ID);
    }

    public static long count(DSLContext transaction) {
        return transaction.fetchCount(EXPERIMENT);
    }

    /// The row, kept from other servers until the transaction ends.
    public static Row getLocked(DSLContext transaction, long key) {
        RowLock.take(transaction, EXPERIMENT, EXPERIMENT.ID.eq(key));
        return find(transaction, "e.id", key)
                .orElseThrow(() -> new IllegalStateException("BUG: no experiment has the key " + key));
    }

    /// Those that are there, in no order.
    public static List<Row> list(DSLContext transaction, Collection<Long> keys) {
        List<Long> all = List.copyOf(keys);
        List<Row> rows = new ArrayList<>(all.size());
        for (int from = 0; from < all.size(); from += IDS_PER_STATEMENT) {
            List<Long> some = all.subList(from, Math.min(all.size(), from + IDS_PER_STATEMENT));
            String places = String.join(", ", Collections.nCopies(some.size(), "?"));
            rows.addAll(select(transaction, "e.id IN (" + places + ")", some));
        }
        return rows;
    }

    /// Of a model, those that are not deleted and began last, the last first.
    public static List<Long> newest(DSLContext transaction, long modelNumber, int limit) {
        return transaction
                .select(EXPERIMENT.ID)
                .from(EXPERIMENT)
                .where(EXPERIMENT.MODEL_ID.eq(modelNumber))
                .and(EXPERIMENT.DELETED_AT.isNull())
                .orderBy(EXPERIMENT.START_TIME.desc(), EXPERIMENT.ID.desc())
                .limit(limit)
                .fetch(EXPERIMENT.ID);
    }

    public static void insert(DSLContext transaction, long key, Experiment experiment) {
        transaction
                .insertInto(EXPERIMENT)
                .set(EXPERIMENT.ID, key)
                .set(EXPERIMENT.LOCATOR, experiment.id().locator())
                .set(EXPERIMENT.RUN_ID, experiment.runId())
                .set(EXPERIMENT.MODEL_ID, experiment.modelNumber())
                .set(EXPERIMENT.NAME, experiment.name())
                .set(EXPERIMENT.STATUS, experiment.status().word().name())
                .set(EXPERIMENT.START_TIME, experiment.status().startTimeMs())
                .set(EXPERIMENT.END_TIME, boxed(experiment.status().endTimeMs()))
                .set(EXPERIMENT.CREATED_BY, experiment.createdBy().toString())
                .set(EXPERIMENT.CREATED_AT, experiment.createdTime().toEpochMilli())
                .set(EXPERIMENT.DOCUMENT, ExperimentDocument.of(experiment).bytes())
                .execute();
        ArtifactUseTable.change(transaction, key, List.of(), experiment.artifacts());
        ExperimentChangeTable.record(transaction, key);
    }

    /// What can change of an experiment: all but its model, its ids and its creation.
    public static void update(DSLContext transaction, Row before, Experiment experiment) {
        transaction
                .update(EXPERIMENT)
                .set(EXPERIMENT.NAME, experiment.name())
                .set(EXPERIMENT.STATUS, experiment.status().word().name())
                .set(EXPERIMENT.START_TIME, experiment.status().startTimeMs())
                .set(EXPERIMENT.END_TIME, boxed(experiment.status().endTimeMs()))
                .set(
                        EXPERIMENT.DELETED_AT,
                        experiment.deletedTime().map(Instant::toEpochMilli).orElse(null))
                .set(EXPERIMENT.DOCUMENT, ExperimentDocument.of(experiment).bytes())
                .where(EXPERIMENT.ID.eq(before.key()))
                .execute();
        if (!experiment.artifacts().equals(before.experiment().artifacts())) {
            ArtifactUseTable.change(
                    transaction, before.key(), before.experiment().artifacts(), experiment.artifacts());
        }
        ExperimentChangeTable.record(transaction, before.key());
    }

    private static Optional<Head> findHead(DSLContext transaction, Condition condition) {
        return selectHeads(transaction).where(condition).fetchOptional(ExperimentTable::readHead);
    }

    private static SelectOnConditionStep<? extends Record> selectHeads(DSLContext transaction) {
        return transaction
                .select(
                        EXPERIMENT.ID,
                        EXPERIMENT.MODEL_ID,
                        EXPERIMENT.LOCATOR,
                        EXPERIMENT.START_TIME,
                        EXPERIMENT.DELETED_AT,
                        MODEL_DELETED_AT)
                .from(EXPERIMENT)
                .join(MODEL)
                .on(MODEL.ID.eq(EXPERIMENT.MODEL_ID));
    }

    private static Head readHead(Record row) {
        return new Head(
                row.get(EXPERIMENT.ID),
                row.get(EXPERIMENT.MODEL_ID),
                new ExperimentId(row.get(EXPERIMENT.LOCATOR)),
                row.get(EXPERIMENT.START_TIME),
                isDeleted(row));
    }

    /// The statement goes to JDBC as it is: every read of an experiment has it.
    private static List<Row> select(DSLContext transaction, String condition, List<?> values) {
        return transaction.connectionResult(connection -> {
            List<Row> rows = new ArrayList<>(values.size());
            try (PreparedStatement statement = connection.prepareStatement(SELECT + condition)) {
                for (int i = 0; i < values.size(); i++) {
                    statement.setObject(i + 1, values.get(i));
                }
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        rows.add(read(found));
                    }
                }
            }
            return rows;
        });
    }

    /// In the order of `SELECT`.
    private static Row read(ResultSet row) throws SQLException {
        Optional<Long> deletedAt = findLong(row, 11);
        ExperimentDocument document = ExperimentDocument.read(row.getBytes(12));
        Experiment experiment = new Experiment(
                new ExperimentId(row.getString(2)),
                new ModelId(row.getString(13)),
                row.getLong(4),
                row.getString(3),
                row.getString(5),
                UUID.fromString(row.getString(9)),
                Instant.ofEpochMilli(row.getLong(10)),
                new Status(
                        Status.Word.valueOf(row.getString(6)),
                        row.getLong(7),
                        findLong(row, 8).map(OptionalLong::of).orElse(OptionalLong.empty()),
                        document.statusMessage()),
                document.source(),
                document.branch(),
                document.jobRid(),
                document.linkedModelVersion(),
                document.parameters(),
                document.tags(),
                document.summaryMetrics(),
                document.artifacts(),
                deletedAt.map(Instant::ofEpochMilli));
        boolean deleted = deletedAt.isPresent() || findLong(row, 14).isPresent();
        return new Row(row.getLong(1), experiment, deleted);
    }

    private static Optional<Long> findLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static boolean isDeleted(Record row) {
        Function<Field<Long>, Object> time = row::get;
        return time.apply(EXPERIMENT.DELETED_AT) != null || time.apply(MODEL_DELETED_AT) != null;
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
