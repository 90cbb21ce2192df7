package dev.assay.app;

import dev.assay.artifact.ArtifactStore;
import dev.assay.domain.Artifact;
import dev.assay.domain.Caller;
import dev.assay.domain.Experiment;
import dev.assay.domain.Faults;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Head;
import dev.assay.sql.Database;
import java.util.Optional;
import org.jooq.DSLContext;

/// The tables of experiments that are found by their models. A table is read as it was when it was opened, also where
/// another took its name meanwhile. Thread-safe.
public final class TableReads {

    /// Each may hold a group of rows in memory.
    private static final int OPEN_MAX = 16;

    private final Database database;
    private final ArtifactStore artifacts;
    private final Places places = new Places(OPEN_MAX, "too many tables are being read");
    private final Places unpacking;
    private final TableOrders orders = new TableOrders();

    /// @param unpacking where pages of Parquet are unpacked
    TableReads(Database database, ArtifactStore artifacts, Places unpacking) {
        this.database = database;
        this.artifacts = artifacts;
        this.unpacking = unpacking;
    }

    /// To be closed by the caller. Throws `ModelExperimentNotFound`, `ExperimentArtifactNotFound`; `TooManyRequests`
    /// where too many are open.
    public StoredTable open(Caller caller, Rid model, Rid experiment, String name) {
        caller.require(Scope.MODELS_READ);
        Artifact artifact = database.read(transaction -> find(transaction, model, experiment, name))
                .orElseThrow(() -> Faults.experimentArtifactNotFound(model, experiment, name));
        return new StoredTable(artifact, artifacts, places.take(), unpacking, orders);
    }

    private static Optional<Artifact> find(DSLContext transaction, Rid model, Rid experiment, String name) {
        Head head = Heads.getOfModel(transaction, model, experiment);
        Experiment found = ExperimentTable.find(transaction, head.id())
                .orElseThrow(() -> new IllegalStateException("BUG: an experiment with a head alone"))
                .experiment();
        return found.artifacts().stream()
                .filter(artifact -> artifact.name().equals(name))
                .filter(Artifact::isTable)
                .findFirst();
    }
}
