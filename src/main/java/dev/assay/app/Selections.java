package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.domain.Tag;
import dev.assay.engine.UnitOfWork;
import dev.assay.engine.Writer;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Head;
import dev.assay.meta.ExperimentTable.Row;
import dev.assay.meta.ModelTable;
import dev.assay.sql.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;

/// What can be done to many experiments of a model in one call. First all of them are looked at, and nothing
/// happens where one may not; then they are changed some at a time, so that no other write waits long. Where
/// that fails in the middle, those before stay changed, and the same call again does the rest. Thread-safe.
public final class Selections {

    /// Of one call.
    public static final int EXPERIMENTS_MAX = 10_000;

    private static final int PER_UNIT = 50;

    private final Database database;
    private final Writer writer;
    private final Heads heads;
    private final Purges purges;
    private final InstantSource clock;

    Selections(Database database, Writer writer, Heads heads, Purges purges, InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.heads = heads;
        this.purges = purges;
        this.clock = clock;
    }

    /// Hides them; those that are hidden already stay so. Returns how many have changed. Throws
    /// `ModelNotFound`, `ModelExperimentNotFound`.
    public long delete(Caller caller, ModelId model, List<ExperimentId> ids) {
        Optional<Instant> now = Optional.of(Times.now(clock));
        return show(caller, model, ids, experiment -> experiment.deletedTime().or(() -> now));
    }

    /// Shows them again; those that are not deleted stay as they are. Throws as `delete` does.
    public long restore(Caller caller, ModelId model, List<ExperimentId> ids) {
        return show(caller, model, ids, _ -> Optional.empty());
    }

    private interface DeletedTime {

        Optional<Instant> of(Experiment experiment);
    }

    private long show(Caller caller, ModelId model, List<ExperimentId> ids, DeletedTime deleted) {
        caller.require(Scope.MODELS_WRITE);
        caller.requireOwner();
        requireAll(model, ids, _ -> true);
        return edit(
                ids,
                _ -> true,
                heads::forget,
                experiment -> ExperimentEdit.withDeletedTime(experiment, deleted.of(experiment)));
    }

    /// Sets a tag. Throws `ModelNotFound`, `ModelExperimentNotFound` also for one that is deleted,
    /// `LimitReached`.
    public long tag(Caller caller, ModelId model, List<ExperimentId> ids, Tag tag) {
        return change(caller, model, ids, Changes.NONE.withTags(List.of(tag)));
    }

    /// Takes a tag away where it is. Throws as `tag` does.
    public long untag(Caller caller, ModelId model, List<ExperimentId> ids, String key) {
        return change(caller, model, ids, Changes.NONE.withDeletedTag(key));
    }

    private long change(Caller caller, ModelId model, List<ExperimentId> ids, Changes changes) {
        caller.require(Scope.MODELS_WRITE);
        Predicate<Head> active = head -> !head.deleted();
        requireAll(model, ids, active);
        StatusText statusText = StatusText.of(changes);
        return edit(ids, active, () -> {}, experiment -> ExperimentEdit.apply(experiment, changes, statusText));
    }

    /// What `purge` would take: experiments, bytes in the database, and bytes of contents that no other
    /// holds. Throws as `purge` does.
    public Purges.Purged previewPurge(Caller caller, ModelId model, List<ExperimentId> ids) {
        caller.require(Scope.ADMIN);
        return purges.preview(keysOfDeleted(model, ids));
    }

    /// Takes those of them that are still there away for good, as many as there is time for. Throws
    /// `ModelNotFound`; `InvalidArgument` where one is not deleted.
    public Purges.Purged purge(Caller caller, ModelId model, List<ExperimentId> ids) {
        caller.require(Scope.ADMIN);
        return purges.purge(keysOfDeleted(model, ids));
    }

    /// One that is gone is what the caller wants.
    private List<Long> keysOfDeleted(ModelId model, List<ExperimentId> ids) {
        return database.read(transaction -> {
            long number = number(transaction, model);
            List<Head> found = ExperimentTable.findHeads(transaction, ids).values().stream()
                    .filter(head -> head.modelNumber() == number)
                    .sorted(Comparator.comparingLong(Head::key))
                    .toList();
            found.stream().filter(head -> !head.deleted()).findFirst().ifPresent(head -> {
                throw Faults.invalid("rids", "not deleted: " + head.id().rid());
            });
            return found.stream().map(Head::key).toList();
        });
    }

    private void requireAll(ModelId model, List<ExperimentId> ids, Predicate<Head> fits) {
        Rid ofModel = model.rid();
        database.read(transaction -> {
            long number = number(transaction, model);
            Map<ExperimentId, Head> found = ExperimentTable.findHeads(transaction, ids);
            for (ExperimentId id : ids) {
                Head head = found.get(id);
                if (head == null || head.modelNumber() != number || !fits.test(head)) {
                    throw Faults.modelExperimentNotFound(ofModel, id.rid());
                }
            }
            return number;
        });
    }

    private static long number(DSLContext transaction, ModelId model) {
        return ModelTable.find(transaction, model)
                .filter(found -> found.deletedTime().isEmpty())
                .map(Model::number)
                .orElseThrow(() -> notFound(model));
    }

    private static Fault notFound(ModelId model) {
        return Faults.modelNotFound(model.rid());
    }

    private long edit(
            List<ExperimentId> ids, Predicate<Head> fits, Runnable afterCommit, UnaryOperator<Experiment> edit) {
        long changed = 0;
        for (int from = 0; from < ids.size(); from += PER_UNIT) {
            List<ExperimentId> some = ids.subList(from, Math.min(ids.size(), from + PER_UNIT));
            changed += writer.write(work -> {
                work.afterCommit(afterCommit);
                return edit(work, some, fits, edit);
            });
        }
        return changed;
    }

    /// What went or was hidden since it was looked at is left alone.
    private static long edit(
            UnitOfWork work, List<ExperimentId> some, Predicate<Head> fits, UnaryOperator<Experiment> edit) {
        List<Long> keys = ExperimentTable.findHeads(work.context(), some).values().stream()
                .filter(fits)
                .map(Head::key)
                .sorted()
                .toList();
        work.changesOnly(keys.toArray(Long[]::new));
        return keys.stream().filter(key -> edit(work.context(), key, edit)).count();
    }

    private static boolean edit(DSLContext transaction, long key, UnaryOperator<Experiment> edit) {
        Row row = ExperimentTable.getLocked(transaction, key);
        Experiment after = edit.apply(row.experiment());
        boolean changed = !after.equals(row.experiment());
        if (changed) {
            ExperimentTable.update(transaction, row, after);
        }
        return changed;
    }
}
