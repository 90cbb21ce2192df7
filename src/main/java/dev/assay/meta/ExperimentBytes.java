package dev.assay.meta;

import static dev.assay.sql.tables.Tables.ARTIFACT_USE;
import static dev.assay.sql.tables.Tables.EXPERIMENT;
import static dev.assay.sql.tables.Tables.LOG;
import static dev.assay.sql.tables.Tables.PACK;
import static dev.assay.sql.tables.Tables.ROLLUP;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// What an experiment takes, to the byte of what is stored: pages that are not full and indexes not counted.
///
/// @param log frames that wait to be rolled up
/// @param packs points that are
/// @param aggregates the stored aggregates and the list of packs
/// @param document parameters, tags and all else of the experiment's row that is no column
/// @param artifacts contents that it holds, whether or not others hold them too
public record ExperimentBytes(long log, long packs, long aggregates, long document, long artifacts) {

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
                        .select(Sums.sum(octets(ROLLUP.PACKS).plus(octets(ROLLUP.AGGREGATES))))
                        .from(ROLLUP)
                        .where(ROLLUP.EXPERIMENT_ID.eq(experiment))),
                Sums.of(transaction
                        .select(Sums.sum(octets(EXPERIMENT.DOCUMENT)))
                        .from(EXPERIMENT)
                        .where(EXPERIMENT.ID.eq(experiment))),
                Sums.of(transaction
                        .select(Sums.sum(ARTIFACT_USE.SIZE_BYTES))
                        .from(ARTIFACT_USE)
                        .where(ARTIFACT_USE.EXPERIMENT_ID.eq(experiment))));
    }

    /// Of all experiments of a model together, the deleted too; contents that several hold count for each.
    public static ExperimentBytes ofModel(DSLContext transaction, long model) {
        var experiments = DSL.select(EXPERIMENT.ID).from(EXPERIMENT).where(EXPERIMENT.MODEL_ID.eq(model));
        return new ExperimentBytes(
                Sums.of(transaction
                        .select(Sums.sum(octets(LOG.FRAME)))
                        .from(LOG)
                        .where(LOG.EXPERIMENT_ID.in(experiments))),
                Sums.of(transaction
                        .select(Sums.sum(octets(PACK.BYTES)))
                        .from(PACK)
                        .where(PACK.EXPERIMENT_ID.in(experiments))),
                Sums.of(transaction
                        .select(Sums.sum(octets(ROLLUP.PACKS).plus(octets(ROLLUP.AGGREGATES))))
                        .from(ROLLUP)
                        .where(ROLLUP.EXPERIMENT_ID.in(experiments))),
                Sums.of(transaction
                        .select(Sums.sum(octets(EXPERIMENT.DOCUMENT)))
                        .from(EXPERIMENT)
                        .where(EXPERIMENT.MODEL_ID.eq(model))),
                Sums.of(transaction
                        .select(Sums.sum(ARTIFACT_USE.SIZE_BYTES))
                        .from(ARTIFACT_USE)
                        .where(ARTIFACT_USE.EXPERIMENT_ID.in(experiments))));
    }

    /// What lies in the database.
    public long stored() {
        return log + packs + aggregates + document;
    }

    public long total() {
        return stored() + artifacts;
    }

    /// Both databases know it under this name and answer without reading the bytes.
    private static Field<Long> octets(Field<byte[]> bytes) {
        return DSL.field("octet_length({0})", Long.class, bytes);
    }
}
