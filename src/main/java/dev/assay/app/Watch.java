package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.engine.LastChanges;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Head;
import dev.assay.meta.ExperimentVersion;
import dev.assay.meta.ModelTable;
import dev.assay.search.Browse;
import dev.assay.sql.Database;
import java.util.Optional;

/// Tells whoever watches a model or an experiment whether it has changed. Thread-safe.
public final class Watch {

    /// What is watched.
    public sealed interface Subject {}

    /// All experiments of a model.
    public record OfModel(ModelId id) implements Subject {}

    public record OfExperiment(ExperimentId id) implements Subject {}

    private final Database database;
    private final Browse browse;
    private final LastChanges lastChanges;

    Watch(Database database, Browse browse, LastChanges lastChanges) {
        this.database = database;
        this.browse = browse;
        this.lastChanges = lastChanges;
    }

    /// Names the state that the subject is in; another name means that something of it may be different. Throws
    /// `ModelNotFound`, `ExperimentNotFound`.
    public String version(Caller caller, Subject subject) {
        caller.require(Scope.MODELS_READ);
        return find(subject).orElseThrow(() -> switch (subject) {
            case OfModel(ModelId id) -> Faults.modelNotFound(id.rid());
            case OfExperiment(ExperimentId id) -> Faults.experimentNotFound(id.rid());
        });
    }

    /// The same for who was let in before; empty where it is there no more.
    public Optional<String> find(Subject subject) {
        return switch (subject) {
            case OfModel(ModelId id) -> ofModel(id);
            case OfExperiment(ExperimentId id) -> ofExperiment(id);
        };
    }

    private Optional<String> ofModel(ModelId id) {
        return database.read(transaction -> ModelTable.find(transaction, id))
                .filter(model -> model.deletedTime().isEmpty())
                .map(model -> database.read(transaction -> browse.version(transaction, model.number())));
    }

    private Optional<String> ofExperiment(ExperimentId id) {
        return database.read(transaction -> ExperimentTable.findHead(transaction, id)
                .filter(head -> !head.deleted())
                .map(Head::key)
                .map(key -> ExperimentVersion.of(transaction, key)));
    }

    /// As long as it stays the same, so does every version. Empty where nobody can tell without asking the
    /// database, as others write to it.
    public Optional<Long> moment() {
        return database.isShared() ? Optional.empty() : Optional.of(lastChanges.now());
    }
}
