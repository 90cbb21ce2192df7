package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.ModelVersion;
import dev.assay.domain.ModelVersionId;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.domain.User;
import dev.assay.engine.SeriesReader;
import dev.assay.meta.AccountTable;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ModelTable;
import dev.assay.meta.VersionTable;
import dev.assay.sql.Database;
import java.util.Optional;
import org.jooq.DSLContext;

/// One experiment with the names of what it points to, for people to look at. Thread-safe.
public final class Overviews {

    private final Database database;
    private final SeriesReader seriesReader;

    Overviews(Database database, SeriesReader seriesReader) {
        this.database = database;
        this.seriesReader = seriesReader;
    }

    /// Throws `ExperimentNotFound`.
    public Overview get(Caller caller, ExperimentId id) {
        caller.require(Scope.MODELS_READ);
        return database.read(transaction -> {
            ExperimentTable.Row row = ExperimentTable.find(transaction, id)
                    .filter(found -> !found.deleted())
                    .orElseThrow(() -> Faults.experimentNotFound(id.rid()));
            return of(transaction, row);
        });
    }

    private Overview of(DSLContext transaction, ExperimentTable.Row row) {
        Experiment experiment = row.experiment();
        return new Overview(
                Reads.snapshot(row, seriesReader.aggregates(transaction, row.key())),
                ModelTable.find(transaction, experiment.model())
                        .orElseThrow(() -> new IllegalStateException("BUG: an experiment without its model")),
                AccountTable.find(transaction, experiment.createdBy())
                        .map(User::name)
                        .orElse(experiment.createdBy().toString()),
                experiment.linkedModelVersion().flatMap(rid -> version(transaction, rid)));
    }

    private static Optional<ModelVersion> version(DSLContext transaction, Rid rid) {
        return ModelVersionId.find(rid)
                .flatMap(id -> VersionTable.find(transaction, id))
                .filter(row -> !row.deleted())
                .map(VersionTable.Row::version);
    }
}
