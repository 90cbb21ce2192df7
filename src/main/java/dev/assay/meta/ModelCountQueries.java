package dev.assay.meta;

import static dev.assay.sql.tables.Tables.EXPERIMENT;

import dev.assay.domain.ModelCounts;
import dev.assay.domain.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record6;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// What can be said of the experiments of models without reading one: an index holds all of it.
public final class ModelCountQueries {

    private ModelCountQueries() {}

    /// Of every model that has experiments, by its number.
    public static Map<Long, ModelCounts> all(DSLContext transaction) {
        return read(transaction, DSL.noCondition());
    }

    public static ModelCounts of(DSLContext transaction, long modelNumber) {
        return read(transaction, EXPERIMENT.MODEL_ID.eq(modelNumber)).getOrDefault(modelNumber, ModelCounts.NONE);
    }

    private static Map<Long, ModelCounts> read(DSLContext transaction, Condition which) {
        Map<Long, ModelCounts> counts = new HashMap<>();
        Field<Boolean> deleted = DSL.field(EXPERIMENT.DELETED_AT.isNotNull());
        transaction
                .select(
                        EXPERIMENT.MODEL_ID,
                        deleted,
                        EXPERIMENT.STATUS,
                        DSL.count(),
                        DSL.max(EXPERIMENT.START_TIME),
                        DSL.max(EXPERIMENT.END_TIME))
                .from(EXPERIMENT)
                .where(which)
                .groupBy(EXPERIMENT.MODEL_ID, deleted, EXPERIMENT.STATUS)
                .forEach(row -> counts.merge(row.value1(), of(row), ModelCounts::plus));
        return counts;
    }

    private static ModelCounts of(Record6<Long, Boolean, String, Integer, Long, Long> row) {
        long count = row.value4();
        if (row.value2()) {
            return new ModelCounts(0, 0, count, Optional.empty());
        }
        boolean running = Status.Word.valueOf(row.value3()) == Status.Word.RUNNING;
        Instant last = Instant.ofEpochMilli(later(row.value5(), row.value6()));
        return new ModelCounts(count, running ? count : 0, 0, Optional.of(last));
    }

    private static long later(long start, @Nullable Long end) {
        return end == null ? start : Math.max(start, end);
    }
}
