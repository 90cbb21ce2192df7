package dev.assay.meta;

import static dev.assay.sql.tables.Tables.ARTIFACT_USE;
import static dev.assay.sql.tables.Tables.EXPERIMENT;
import static dev.assay.sql.tables.Tables.MODEL;
import static dev.assay.sql.tables.Tables.MODEL_VERSION;
import static dev.assay.sql.tables.Tables.VERSION_FILE;

import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// What has been deleted for so long that it may go for good: experiments, versions of models, and models without any.
///
/// @param before what was deleted earlier is meant; an experiment is deleted when it is, or its model
/// @param model only this one and its experiments, where it is given
public record Deleted(Instant before, Optional<Long> model) {

    /// An experiment that may go.
    public record GoneExperiment(long key, ExperimentId id, ModelId model, String name, Instant deletedTime) {}

    /// A model that may go.
    public record GoneModel(long number, ModelId id, String name, Instant deletedTime) {}

    /// In the order of their keys, those after `after`.
    public List<GoneExperiment> experiments(DSLContext transaction, long after, int limit) {
        Field<Long> since = DSL.coalesce(EXPERIMENT.DELETED_AT, MODEL.DELETED_AT);
        return transaction
                .select(EXPERIMENT.ID, EXPERIMENT.LOCATOR, MODEL.LOCATOR, EXPERIMENT.NAME, since)
                .from(EXPERIMENT)
                .join(MODEL)
                .on(MODEL.ID.eq(EXPERIMENT.MODEL_ID))
                .where(isGone().and(EXPERIMENT.ID.gt(after)))
                .orderBy(EXPERIMENT.ID)
                .limit(limit)
                .fetch(row -> new GoneExperiment(
                        row.value1(),
                        new ExperimentId(row.value2()),
                        new ModelId(row.value3()),
                        row.value4(),
                        Instant.ofEpochMilli(row.value5())));
    }

    /// In the order of their numbers, those after `after`; MLflow's `Default` never goes. Some
    /// may have experiments still.
    public List<GoneModel> models(DSLContext transaction, long after, int limit) {
        return transaction
                .select(MODEL.ID, MODEL.LOCATOR, MODEL.NAME, MODEL.DELETED_AT)
                .from(MODEL)
                .where(isGoneModel().and(MODEL.ID.gt(after)))
                .orderBy(MODEL.ID)
                .limit(limit)
                .fetch(row -> new GoneModel(
                        row.value1(), new ModelId(row.value2()), row.value3(), Instant.ofEpochMilli(row.value4())));
    }

    /// The keys of versions of models that are gone, in their order, those after `after`; MLflow's `Default` loses its
    /// own too.
    public List<Long> versions(DSLContext transaction, long after, int limit) {
        return transaction
                .select(MODEL_VERSION.ID)
                .from(MODEL_VERSION)
                .join(MODEL)
                .on(MODEL.ID.eq(MODEL_VERSION.MODEL_ID))
                .where(isOfGoneModel().and(MODEL_VERSION.ID.gt(after)))
                .orderBy(MODEL_VERSION.ID)
                .limit(limit)
                .fetch(MODEL_VERSION.ID);
    }

    /// The bytes of the contents that these experiments and versions hold and no other does.
    public long artifactBytes(DSLContext transaction) {
        var experiments = DSL.select(EXPERIMENT.ID)
                .from(EXPERIMENT)
                .join(MODEL)
                .on(MODEL.ID.eq(EXPERIMENT.MODEL_ID))
                .where(isGone());
        var versions = DSL.select(MODEL_VERSION.ID)
                .from(MODEL_VERSION)
                .join(MODEL)
                .on(MODEL.ID.eq(MODEL_VERSION.MODEL_ID))
                .where(isOfGoneModel());
        var gone = DSL.select(ARTIFACT_USE.DIGEST.as("digest"), ARTIFACT_USE.SIZE_BYTES.as("size_bytes"))
                .from(ARTIFACT_USE)
                .where(ARTIFACT_USE.EXPERIMENT_ID.in(experiments))
                .unionAll(DSL.select(VERSION_FILE.DIGEST, VERSION_FILE.SIZE_BYTES)
                        .from(VERSION_FILE)
                        .where(VERSION_FILE.VERSION_ID.in(versions)))
                .asTable("gone");
        Field<String> digest = DSL.field(DSL.name("gone", "digest"), String.class);
        var contents = DSL.select(DSL.max(DSL.field(DSL.name("gone", "size_bytes"), Long.class))
                        .as("size_bytes"))
                .from(gone)
                .whereNotExists(DSL.selectOne()
                        .from(ARTIFACT_USE)
                        .where(ARTIFACT_USE.DIGEST.eq(digest))
                        .and(ARTIFACT_USE.EXPERIMENT_ID.notIn(experiments)))
                .andNotExists(DSL.selectOne()
                        .from(VERSION_FILE)
                        .where(VERSION_FILE.DIGEST.eq(digest))
                        .and(VERSION_FILE.VERSION_ID.notIn(versions)))
                .groupBy(digest)
                .asTable("contents");
        return Sums.of(transaction
                .select(Sums.sum(DSL.field(DSL.name("contents", "size_bytes"), Long.class)))
                .from(contents));
    }

    /// Takes the experiment away from every reader, its row and what refers to that; its bytes are left over. False
    /// where it is not, or no more, one of these.
    public boolean remove(DSLContext transaction, long key) {
        RowLock.take(transaction, EXPERIMENT, EXPERIMENT.ID.eq(key));
        boolean gone = transaction.fetchExists(DSL.selectOne()
                .from(EXPERIMENT)
                .join(MODEL)
                .on(MODEL.ID.eq(EXPERIMENT.MODEL_ID))
                .where(isGone())
                .and(EXPERIMENT.ID.eq(key)));
        if (gone) {
            ExperimentChangeTable.record(transaction, key);
            ArtifactUseTable.delete(transaction, key);
            VersionTable.unlink(transaction, key);
            transaction.deleteFrom(EXPERIMENT).where(EXPERIMENT.ID.eq(key)).execute();
        }
        return gone;
    }

    /// The same for a version. Nobody has seen it since its model was deleted.
    public boolean removeVersion(DSLContext transaction, long key) {
        RowLock.take(
                transaction,
                MODEL,
                MODEL.ID.in(
                        DSL.select(MODEL_VERSION.MODEL_ID).from(MODEL_VERSION).where(MODEL_VERSION.ID.eq(key))));
        boolean gone = transaction.fetchExists(DSL.selectOne()
                .from(MODEL_VERSION)
                .join(MODEL)
                .on(MODEL.ID.eq(MODEL_VERSION.MODEL_ID))
                .where(isOfGoneModel())
                .and(MODEL_VERSION.ID.eq(key)));
        if (gone) {
            VersionTable.delete(transaction, key);
        }
        return gone;
    }

    /// The same for a model; one that has experiments or versions stays.
    public boolean removeModel(DSLContext transaction, long number) {
        RowLock.take(transaction, MODEL, MODEL.ID.eq(number));
        boolean removed = transaction
                        .deleteFrom(MODEL)
                        .where(isGoneModel())
                        .and(MODEL.ID.eq(number))
                        .andNotExists(DSL.selectOne().from(EXPERIMENT).where(EXPERIMENT.MODEL_ID.eq(MODEL.ID)))
                        .andNotExists(DSL.selectOne().from(MODEL_VERSION).where(MODEL_VERSION.MODEL_ID.eq(MODEL.ID)))
                        .execute()
                == 1;
        if (removed) {
            ExperimentChangeTable.deleteAll(transaction, number);
            SavedViewTable.deleteAll(transaction, number);
        }
        return removed;
    }

    private Condition isGone() {
        long time = before.toEpochMilli();
        Condition gone = EXPERIMENT.DELETED_AT.lt(time).or(MODEL.DELETED_AT.lt(time));
        return model.map(number -> gone.and(EXPERIMENT.MODEL_ID.eq(number))).orElse(gone);
    }

    private Condition isOfGoneModel() {
        Condition gone = MODEL.DELETED_AT.lt(before.toEpochMilli());
        return model.map(number -> gone.and(MODEL.ID.eq(number))).orElse(gone);
    }

    private Condition isGoneModel() {
        Condition gone = MODEL.DELETED_AT.lt(before.toEpochMilli()).and(MODEL.ID.ne(0L));
        return model.map(number -> gone.and(MODEL.ID.eq(number))).orElse(gone);
    }
}
