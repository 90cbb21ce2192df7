package dev.assay.meta;

import static dev.assay.sql.tables.Tables.AGGREGATES;
import static dev.assay.sql.tables.Tables.ARTIFACT_USE;
import static dev.assay.sql.tables.Tables.EXPERIMENT;
import static dev.assay.sql.tables.Tables.LOG;
import static dev.assay.sql.tables.Tables.PACK;
import static dev.assay.sql.tables.Tables.ROLLUP;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/// What an experiment takes, to the byte of what is stored: pages that are not full and indexes not counted.
///
/// @param log frames that wait to be rolled up
/// @param packs points that are
/// @param aggregates the stored aggregates and the list of packs
/// @param document parameters, tags and all else of the experiment's row that is no column
/// @param artifacts contents that it holds, whether or not others hold them too
public record ExperimentBytes(long log, long packs, long aggregates, long document, long artifacts) {

    /// Databases bound the variables of a statement.
    private static final int KEYS_PER_STATEMENT = 500;

    public static ExperimentBytes of(DSLContext transaction, long experiment) {
        return new ExperimentBytes(
                Sums.of(transaction
                        .select(Sums.sum(octets(LOG.FRAME)))
                        .from(LOG)
                        .where(LogTable.of(experiment))),
                Sums.of(transaction
                        .select(Sums.sum(octets(PACK.BYTES)))
                        .from(PACK)
                        .where(PACK.EXPERIMENT_ID.eq(experiment))),
                Sums.of(transaction
                                .select(Sums.sum(octets(ROLLUP.PACKS)))
                                .from(ROLLUP)
                                .where(ROLLUP.EXPERIMENT_ID.eq(experiment)))
                        + Sums.of(transaction
                                .select(Sums.sum(octets(AGGREGATES.BYTES)))
                                .from(AGGREGATES)
                                .where(AGGREGATES.EXPERIMENT_ID.eq(experiment))),
                Sums.of(transaction
                        .select(Sums.sum(octets(EXPERIMENT.DOCUMENT)))
                        .from(EXPERIMENT)
                        .where(EXPERIMENT.ID.eq(experiment))),
                Sums.of(transaction
                        .select(Sums.sum(ARTIFACT_USE.SIZE_BYTES))
                        .from(ARTIFACT_USE)
                        .where(ARTIFACT_USE.EXPERIMENT_ID.eq(experiment))));
    }

    /// What each of the experiments takes in all, zero among them.
    public static Map<Long, Long> totals(DSLContext transaction, Collection<Long> experiments) {
        Map<Long, Long> totals = stored(transaction, experiments);
        Steps.of(
                experiments,
                KEYS_PER_STATEMENT,
                some -> add(
                        transaction,
                        totals,
                        ARTIFACT_USE.EXPERIMENT_ID,
                        ARTIFACT_USE.SIZE_BYTES,
                        ARTIFACT_USE,
                        ARTIFACT_USE.EXPERIMENT_ID.in(some)));
        return totals;
    }

    /// What of it lies in the database.
    public static Map<Long, Long> stored(DSLContext transaction, Collection<Long> experiments) {
        Map<Long, Long> totals = new HashMap<>();
        experiments.forEach(experiment -> totals.put(experiment, 0L));
        Steps.of(experiments, KEYS_PER_STATEMENT, some -> {
            add(transaction, totals, LOG.EXPERIMENT_ID, octets(LOG.FRAME), LOG, LogTable.of(some));
            add(transaction, totals, PACK.EXPERIMENT_ID, octets(PACK.BYTES), PACK, PACK.EXPERIMENT_ID.in(some));
            add(transaction, totals, ROLLUP.EXPERIMENT_ID, octets(ROLLUP.PACKS), ROLLUP, ROLLUP.EXPERIMENT_ID.in(some));
            add(
                    transaction,
                    totals,
                    AGGREGATES.EXPERIMENT_ID,
                    octets(AGGREGATES.BYTES),
                    AGGREGATES,
                    AGGREGATES.EXPERIMENT_ID.in(some));
            add(transaction, totals, EXPERIMENT.ID, octets(EXPERIMENT.DOCUMENT), EXPERIMENT, EXPERIMENT.ID.in(some));
        });
        return totals;
    }

    private static void add(
            DSLContext transaction,
            Map<Long, Long> totals,
            Field<Long> experiment,
            Field<Long> bytes,
            Table<?> table,
            Condition which) {
        transaction
                .select(experiment, Sums.sum(bytes))
                .from(table)
                .where(which)
                .groupBy(experiment)
                .forEach(row -> totals.merge(row.value1(), row.value2().longValueExact(), Long::sum));
    }

    /// What lies in the database.
    public long stored() {
        return log + packs + aggregates + document;
    }

    public long total() {
        return stored() + artifacts;
    }

    /// Both databases know it under this name and answer without reading the bytes.
    static Field<Long> octets(Field<byte[]> bytes) {
        return DSL.field("octet_length({0})", Long.class, bytes);
    }
}
