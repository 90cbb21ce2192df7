package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.ModelId;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.domain.Tag;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Row;
import dev.assay.sql.Database;
import java.util.List;
import java.util.Optional;

/// Notes of people on experiments and models, in Markdown, kept as they came. A note is the tag `Tag.NOTE`, as it is
/// for MLflow's clients, so that there is one of each thing. Thread-safe.
public final class Notes {

    private final Database database;
    private final Experiments experiments;
    private final Models models;

    Notes(Database database, Experiments experiments, Models models) {
        this.database = database;
        this.experiments = experiments;
        this.models = models;
    }

    /// Throws `ExperimentNotFound`, `NoteNotFound`.
    public String get(Caller caller, ExperimentId id) {
        caller.require(Scope.MODELS_READ);
        return note(id.rid(), tags(id));
    }

    private List<Tag> tags(ExperimentId id) {
        return database.read(transaction -> ExperimentTable.find(transaction, id))
                .filter(row -> !row.deleted())
                .map(Row::experiment)
                .map(Experiment::tags)
                .orElseThrow(() -> Faults.experimentNotFound(id.rid()));
    }

    /// Throws `ModelNotFound`, `NoteNotFound`.
    public String get(Caller caller, ModelId id) {
        return note(id.rid(), models.get(caller, id).tags());
    }

    private static String note(Rid rid, List<Tag> tags) {
        return tags.stream()
                .filter(tag -> tag.key().equals(Tag.NOTE))
                .findFirst()
                .map(Tag::value)
                .orElseThrow(() -> Faults.noteNotFound(rid));
    }

    /// Replaces what was there. Throws `ExperimentNotFound`.
    public void put(Caller caller, Optional<IdempotencyKey> key, ExperimentId id, String note) {
        Changes changes = Changes.NONE.withTags(List.of(new Tag(Tag.NOTE, note)));
        experiments.change(caller, key, new ExperimentRef.ById(id), changes);
    }

    /// Replaces what was there. Throws `ModelNotFound`.
    public void put(Caller caller, Optional<IdempotencyKey> key, ModelId id, String note) {
        models.change(caller, key, id, ModelChanges.setTag(new Tag(Tag.NOTE, note)));
    }

    /// One that is not there stays so. Throws `ExperimentNotFound`.
    public void delete(Caller caller, Optional<IdempotencyKey> key, ExperimentId id) {
        experiments.change(caller, key, new ExperimentRef.ById(id), Changes.NONE.withDeletedTag(Tag.NOTE));
    }

    /// One that is not there stays so. Throws `ModelNotFound`.
    public void delete(Caller caller, Optional<IdempotencyKey> key, ModelId id) {
        models.change(caller, key, id, ModelChanges.deleteTag(Tag.NOTE));
    }
}
