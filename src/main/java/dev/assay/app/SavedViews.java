package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.SavedView;
import dev.assay.domain.Scope;
import dev.assay.engine.Writer;
import dev.assay.meta.ModelTable;
import dev.assay.meta.SavedViewTable;
import dev.assay.sql.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/// Views of a model's experiments, shared by everyone who sees the model. All of it throws `ModelNotFound`, also for a
/// deleted model. Thread-safe.
public final class SavedViews {

    private final Database database;
    private final Writer writer;
    private final InstantSource clock;

    SavedViews(Database database, Writer writer, InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.clock = clock;
    }

    /// In the order of their names.
    public List<SavedView> list(Caller caller, ModelId id) {
        caller.require(Scope.MODELS_READ);
        return database.read(transaction ->
                SavedViewTable.list(transaction, active(transaction, id).number()));
    }

    /// In the place of the one that has its name. Throws `LimitReached`.
    public SavedView put(
            Caller caller, Optional<IdempotencyKey> key, ModelId id, String name, String state, boolean isDefault) {
        caller.require(Scope.MODELS_WRITE);
        SavedView.requireName(name);
        SavedView.requireState(state);
        SavedView wanted = new SavedView(name, state, isDefault, caller.user().id(), Times.now(clock));
        writer.write(work -> Once.run(work, caller, key, clock.instant(), () -> {
            DSLContext transaction = work.context();
            ModelTable.lock(transaction, id);
            long model = active(transaction, id).number();
            if (SavedViewTable.find(transaction, model, name).isEmpty()
                    && SavedViewTable.count(transaction, model) >= SavedView.VIEWS_MAX) {
                throw Faults.limitReached("views of a model", SavedView.VIEWS_MAX);
            }
            SavedViewTable.put(transaction, model, wanted);
            return name;
        }));
        return wanted;
    }

    /// One that is not there stays so.
    public void delete(Caller caller, Optional<IdempotencyKey> key, ModelId id, String name) {
        caller.require(Scope.MODELS_WRITE);
        writer.write(work -> Once.run(work, caller, key, clock.instant(), () -> {
            ModelTable.lock(work.context(), id);
            SavedViewTable.delete(work.context(), active(work.context(), id).number(), name);
            return name;
        }));
    }

    private static Model active(DSLContext transaction, ModelId id) {
        return ModelTable.find(transaction, id)
                .filter(model -> model.deletedTime().isEmpty())
                .orElseThrow(() -> Faults.modelNotFound(id.rid()));
    }
}
