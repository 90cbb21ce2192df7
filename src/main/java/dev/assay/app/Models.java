package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.domain.Tag;
import dev.assay.engine.Writer;
import dev.assay.meta.Counters;
import dev.assay.meta.ModelTable;
import dev.assay.query.Best;
import dev.assay.query.Order;
import dev.assay.query.Order.SortKey;
import dev.assay.query.Order.Term;
import dev.assay.query.TextField;
import dev.assay.search.Places;
import dev.assay.sql.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jooq.DSLContext;

/// What can be done with models. By its RID a deleted model is not there, but to be restored; by its number or
/// its name, MLflow's ways, it is there and says that it is deleted. Every write is on stable storage when it
/// returns. Thread-safe.
public final class Models {

    private static final int PER_STEP = 500;

    /// Numbers are given out in the order of creation.
    private static final Term NEWEST_FIRST = new Term(new SortKey.OfText(TextField.MODEL_NUMBER), true);

    private final Database database;
    private final Writer writer;
    private final Heads heads;
    private final PageTokens pageTokens;
    private final InstantSource clock;

    Models(Database database, Writer writer, Heads heads, PageTokens pageTokens, InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.heads = heads;
        this.pageTokens = pageTokens;
        this.clock = clock;
    }

    /// Throws `ResourceNameAlreadyExists`, `InvalidDisplayName`, `RidAlreadyExists`, `LimitReached`.
    public Model create(Caller caller, Optional<IdempotencyKey> key, NewModel wanted) {
        caller.require(Scope.MODELS_WRITE, Faults::createModelDenied);
        if (wanted.id().isPresent()) {
            caller.require(Scope.ADMIN);
        }
        Rid folder = wanted.parentFolder().orElse(Model.DEFAULT_FOLDER);
        Model.requireName(folder, wanted.name());
        List<Tag> tags = Tags.set(List.of(), wanted.tags());
        String made = writer.write(work -> Once.run(work, caller, key, clock.instant(), () -> {
            DSLContext transaction = work.context();
            ModelId id = wanted.id().orElseGet(() -> ModelId.of(Uuids.next(clock)));
            if (ModelTable.find(transaction, id).isPresent()) {
                throw Faults.ridTaken(id.rid());
            }
            requireFreeName(transaction, folder, wanted.name());
            Instant now = Times.now(clock);
            ModelTable.insert(
                    transaction,
                    new Model(
                            id,
                            Counters.take(transaction, Counters.Name.MODEL, 1),
                            folder,
                            wanted.name(),
                            tags,
                            caller.user().id(),
                            now,
                            now,
                            wanted.artifactLocation(),
                            OptionalInt.empty(),
                            Optional.empty()));
            return id.locator();
        }));
        ModelId id = new ModelId(made);
        return database.read(transaction -> ModelTable.find(transaction, id)).orElseThrow(() -> notFound(id));
    }

    /// Throws `ModelNotFound`.
    public Model get(Caller caller, ModelId id) {
        caller.require(Scope.MODELS_READ);
        return database.read(transaction -> ModelTable.find(transaction, id))
                .filter(model -> model.deletedTime().isEmpty())
                .orElseThrow(() -> notFound(id));
    }

    /// By MLflow's number, the deleted too.
    public Optional<Model> findByNumber(Caller caller, long number) {
        caller.require(Scope.MODELS_READ);
        return database.read(transaction -> ModelTable.findByNumber(transaction, number));
    }

    /// By MLflow's name (`Model.pathName`), the deleted too.
    public Optional<Model> findByPathName(Caller caller, String pathName) {
        caller.require(Scope.MODELS_READ);
        int slash = pathName.indexOf('/');
        return database.read(transaction -> {
            Optional<Model> found = ModelTable.findByName(transaction, Model.DEFAULT_FOLDER, pathName);
            if (found.isPresent() || slash < 0 || !Rid.isRid(pathName.substring(0, slash))) {
                return found;
            }
            return ModelTable.findByName(
                    transaction, new Rid(pathName.substring(0, slash)), pathName.substring(slash + 1));
        });
    }

    /// Throws `InvalidPageToken`.
    public Page<Model> list(Caller caller, ModelQuery query) {
        caller.require(Scope.MODELS_READ);
        if (!query.isPlain()) {
            return search(query);
        }
        String about = "models " + query.lifecycle() + " "
                + query.name().map(name -> "=" + name).orElse("");
        long before = query.pageToken()
                .map(token -> pageTokens.read(about, token, 1)[0])
                .orElse(Long.MAX_VALUE);
        List<Model> found = database.read(transaction -> ModelTable.list(
                transaction, Lifecycles.deleted(query.lifecycle()), query.name(), before, query.pageSize() + 1));
        if (found.size() <= query.pageSize()) {
            return new Page<>(found, Optional.empty());
        }
        List<Model> shown = found.subList(0, query.pageSize());
        return new Page<>(
                shown, Optional.of(pageTokens.write(about, shown.getLast().number())));
    }

    /// Models are few: every one is looked at, in steps.
    private Page<Model> search(ModelQuery query) {
        Order order = query.order().then(NEWEST_FIRST);
        String about = "models " + query.lifecycle() + " " + query.name() + " " + query.filter() + " " + order;
        Best<Model> best = new Best<>(
                order,
                query.pageSize() + 1,
                query.pageToken().map(token -> Places.read(pageTokens.read(about, token))));
        database.read(transaction -> {
            long before = Long.MAX_VALUE;
            List<Model> step;
            do {
                step = ModelTable.list(
                        transaction, Lifecycles.deleted(query.lifecycle()), query.name(), before, PER_STEP);
                for (Model model : step) {
                    ModelSubject subject = new ModelSubject(model);
                    if (query.filter().matches(subject)) {
                        best.offer(model, subject);
                    }
                    before = model.number();
                }
            } while (step.size() == PER_STEP);
            return best;
        });
        List<Best.Hit<Model>> found = best.inOrder();
        List<Model> shown =
                found.stream().limit(query.pageSize()).map(Best.Hit::item).toList();
        return new Page<>(
                shown,
                found.size() > shown.size()
                        ? Optional.of(pageTokens.write(
                                about, Places.write(found.get(shown.size() - 1).place())))
                        : Optional.empty());
    }

    /// Returns the model as it is then. Throws `ModelNotFound`, `ResourceNameAlreadyExists`, `InvalidDisplayName`,
    /// `LimitReached`.
    public Model change(Caller caller, Optional<IdempotencyKey> key, ModelId id, ModelChanges changes) {
        caller.require(Scope.MODELS_WRITE);
        changes.retentionDays().ifPresent(Models::requireRetention);
        return edit(caller, key, id, transaction -> {
            Model model = getActive(transaction, id);
            changes.name().filter(name -> !name.equals(model.name())).ifPresent(name -> {
                Model.requireName(model.parentFolder(), name);
                requireFreeName(transaction, model.parentFolder(), name);
            });
            return changed(model, changes);
        });
    }

    /// Hides the model and its experiments. Throws `ModelNotFound`, also for one that is deleted already.
    public void delete(Caller caller, Optional<IdempotencyKey> key, ModelId id) {
        caller.require(Scope.MODELS_WRITE);
        caller.requireOwner();
        edit(
                caller,
                key,
                id,
                transaction -> withDeletedTime(getActive(transaction, id), Optional.of(Times.now(clock))));
    }

    /// Returns the model as it is then. Throws `ModelNotFound` where there never was one; one that is not deleted stays
    /// as it is.
    public Model restore(Caller caller, Optional<IdempotencyKey> key, ModelId id) {
        caller.require(Scope.MODELS_WRITE);
        caller.requireOwner();
        return edit(
                caller,
                key,
                id,
                transaction -> ModelTable.find(transaction, id)
                        .map(model -> model.deletedTime().isEmpty() ? model : withDeletedTime(model, Optional.empty()))
                        .orElseThrow(() -> notFound(id)));
    }

    private Model edit(Caller caller, Optional<IdempotencyKey> key, ModelId id, Function<DSLContext, Model> change) {
        writer.write(work -> Once.run(work, caller, key, clock.instant(), () -> {
            ModelTable.lock(work.context(), id);
            boolean hidden = isHidden(work.context(), id);
            Model after = change.apply(work.context());
            ModelTable.update(work.context(), after);
            if (hidden != after.deletedTime().isPresent()) {
                Links.refreshLinkedBy(work.context(), after.number());
            }
            work.afterCommit(heads::forget);
            return id.locator();
        }));
        return database.read(transaction -> ModelTable.find(transaction, id)).orElseThrow(() -> notFound(id));
    }

    private static boolean isHidden(DSLContext transaction, ModelId id) {
        return ModelTable.find(transaction, id)
                .filter(model -> model.deletedTime().isPresent())
                .isPresent();
    }

    private Model changed(Model model, ModelChanges changes) {
        List<Tag> tags = Tags.set(changes.tags().orElse(model.tags()), changes.setTags());
        OptionalInt retention = changes.retentionDays().orElse(model.retentionDays());
        return new Model(
                model.id(),
                model.number(),
                model.parentFolder(),
                changes.name().orElse(model.name()),
                Tags.delete(tags, changes.deletedTags()),
                model.createdBy(),
                model.createdTime(),
                Times.now(clock),
                model.artifactLocation(),
                retention,
                model.deletedTime());
    }

    private Model withDeletedTime(Model model, Optional<Instant> deletedTime) {
        return new Model(
                model.id(),
                model.number(),
                model.parentFolder(),
                model.name(),
                model.tags(),
                model.createdBy(),
                model.createdTime(),
                Times.now(clock),
                model.artifactLocation(),
                model.retentionDays(),
                deletedTime);
    }

    private static void requireRetention(OptionalInt days) {
        if (days.isPresent() && (days.getAsInt() < 1 || days.getAsInt() > Model.RETENTION_DAYS_MAX)) {
            throw Faults.invalid("retentionDays", "not 1 to " + Model.RETENTION_DAYS_MAX);
        }
    }

    private static Model getActive(DSLContext transaction, ModelId id) {
        return ModelTable.find(transaction, id)
                .filter(model -> model.deletedTime().isEmpty())
                .orElseThrow(() -> notFound(id));
    }

    private static void requireFreeName(DSLContext transaction, Rid folder, String name) {
        if (ModelTable.findByName(transaction, folder, name).isPresent()) {
            throw Faults.modelNameTaken(folder, name);
        }
    }

    private static Fault notFound(ModelId id) {
        return Faults.modelNotFound(id.rid());
    }
}
