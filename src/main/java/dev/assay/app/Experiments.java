package dev.assay.app;

import dev.assay.app.Changes.StatusChange;
import dev.assay.app.ExperimentRef.ByRunId;
import dev.assay.artifact.ArtifactStore;
import dev.assay.domain.Caller;
import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.domain.Status;
import dev.assay.domain.Texts;
import dev.assay.engine.UnitOfWork;
import dev.assay.engine.Writer;
import dev.assay.meta.Counters;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Head;
import dev.assay.meta.ExperimentTable.Row;
import dev.assay.meta.ModelTable;
import dev.assay.series.Batch;
import dev.assay.sql.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jooq.DSLContext;

/// What can be done to experiments. Every write is on stable storage when it returns, whole or not at all. Thread-safe.
public final class Experiments {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Database database;
    private final Writer writer;
    private final Heads heads;
    private final PointWrites pointWrites;
    private final ArtifactStore artifacts;
    private final Contents contents;
    private final InstantSource clock;

    Experiments(
            Database database,
            Writer writer,
            Heads heads,
            PointWrites pointWrites,
            ArtifactStore artifacts,
            Contents contents,
            InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.heads = heads;
        this.pointWrites = pointWrites;
        this.artifacts = artifacts;
        this.contents = contents;
        this.clock = clock;
    }

    /// Throws `ModelNotFound`, also for a deleted model, and `RidAlreadyExists`.
    public ExperimentId create(Caller caller, Optional<IdempotencyKey> key, ModelId modelId, NewExperiment wanted) {
        caller.require(Scope.MODELS_WRITE);
        requireImporter(caller, wanted);
        Texts.requireName("experiment name", wanted.name());
        Texts.requireName("branch", wanted.branch());
        long bytes = ParameterChanges.bytes(wanted.parameters()) + Tags.bytes(wanted.tags());
        String made = writer.write(
                bytes,
                work -> Once.run(work, caller, key, clock.instant(), () -> {
                    DSLContext transaction = work.context();
                    Model model = ModelTable.find(transaction, modelId)
                            .filter(found -> found.deletedTime().isEmpty())
                            .orElseThrow(() -> Faults.modelNotFound(modelId.rid()));
                    Experiment experiment = newExperiment(caller, model, wanted);
                    requireFree(transaction, experiment);
                    long number = Counters.take(transaction, Counters.Name.EXPERIMENT, 1);
                    work.changesOnly(number);
                    ExperimentTable.insert(transaction, number, experiment);
                    experiment.linkedModelVersion().ifPresent(_ -> Links.settle(work, number, experiment));
                    return experiment.id().locator();
                }));
        return new ExperimentId(made);
    }

    /// Throws `ExperimentNotFound`, `Deleted` (by run id), `ParameterChanged`, `LimitReached`.
    public void change(Caller caller, Optional<IdempotencyKey> key, ExperimentRef ref, Changes changes) {
        caller.require(Scope.MODELS_WRITE);
        changes.attributes().name().ifPresent(name -> Texts.requireName("experiment name", name));
        changes.attributes().branch().ifPresent(branch -> Texts.requireName("branch", branch));
        StatusText statusText = StatusText.of(changes);
        if (!StatusText.isLong(changes)) {
            change(caller, key, ref, changes, statusText);
            return;
        }
        requireAccepted(caller, key, ref, experiment -> ExperimentEdit.apply(experiment, changes, statusText));
        contents.keep(() -> {
            StatusText.store(changes, artifacts);
            change(caller, key, ref, changes, statusText);
        });
    }

    private void change(
            Caller caller, Optional<IdempotencyKey> key, ExperimentRef ref, Changes changes, StatusText statusText) {
        Optional<PointWrites.Prepared> points = changes.points()
                .filter(batch -> !batch.isEmpty())
                .map(batch -> pointWrites.prepare(heads.get(ref), batch));
        long bytes = ParameterChanges.bytes(changes.parameters())
                + Tags.bytes(changes.tags())
                + points.map(PointWrites.Prepared::bytes).orElse(0L);
        writer.write(bytes, work -> {
            return Once.run(work, caller, key, clock.instant(), () -> {
                Head head = points.isPresent()
                        ? heads.confirm(work, ref, points.get().found())
                        : Heads.getActive(work.context(), ref);
                work.changesOnly(head.key());
                if (changesRow(changes)) {
                    edit(work, head, experiment -> changed(work, head, experiment, changes, statusText));
                }
                points.ifPresent(prepared -> prepared.append(work, head));
                if (ends(changes)) {
                    work.end(head.key());
                }
                return head.id().locator();
            });
        });
    }

    /// Adds points alone, as `change` does, without waiting: the future is completed once they are on stable
    /// storage, by a thread that must not be held up. Empty, and nothing done, where it would have to wait
    /// for the experiment, which was not written to lately, or for room in the writer's queue.
    public Optional<CompletableFuture<ExperimentId>> tryAdd(Caller caller, ExperimentRef ref, Batch batch) {
        caller.require(Scope.MODELS_WRITE);
        return heads.recall(ref).flatMap(found -> {
            PointWrites.Prepared points = pointWrites.prepare(found, batch);
            return writer.tryWrite(points.bytes(), work -> {
                Head head = heads.confirm(work, ref, found);
                points.append(work.changesOnly(head.key()), head);
                return head.id();
            });
        });
    }

    /// Ends the experiment now, as Foundry's users do; it still takes points, and may run again.
    public void finish(
            Caller caller,
            Optional<IdempotencyKey> key,
            ExperimentRef ref,
            Status.Word word,
            Optional<String> message) {
        StatusChange ended =
                new StatusChange(Optional.of(word), OptionalLong.of(clock.millis()), Optional.of(message.orElse("")));
        change(caller, key, ref, Changes.NONE.withStatus(ended));
    }

    /// Hides the experiment. By run id, one that is deleted already stays so.
    public void delete(Caller caller, Optional<IdempotencyKey> key, ExperimentRef ref) {
        caller.require(Scope.MODELS_WRITE);
        caller.requireOwner();
        Optional<Instant> now = Optional.of(Times.now(clock));
        write(caller, key, work -> {
            Head head = Heads.find(work.context(), ref)
                    .filter(found -> ref instanceof ByRunId || !found.deleted())
                    .orElseThrow(() -> Heads.notFound(ref));
            edit(
                    work,
                    head,
                    experiment -> ExperimentEdit.withDeletedTime(
                            experiment, experiment.deletedTime().or(() -> now)));
            work.afterCommit(heads::forget);
            return head;
        });
    }

    /// Shows it again; one that is not deleted stays as it is. In a deleted model it stays hidden.
    public void restore(Caller caller, Optional<IdempotencyKey> key, ExperimentRef ref) {
        caller.require(Scope.MODELS_WRITE);
        caller.requireOwner();
        write(caller, key, work -> {
            Head head = Heads.find(work.context(), ref).orElseThrow(() -> Heads.notFound(ref));
            edit(work, head, experiment -> ExperimentEdit.withDeletedTime(experiment, Optional.empty()));
            work.afterCommit(heads::forget);
            return head;
        });
    }

    private void write(Caller caller, Optional<IdempotencyKey> key, Function<UnitOfWork, Head> unit) {
        writer.write(work -> Once.run(
                work, caller, key, clock.instant(), () -> unit.apply(work).id().locator()));
    }

    private static void edit(UnitOfWork work, Head head, UnaryOperator<Experiment> edit) {
        work.changesOnly(head.key());
        Row row = ExperimentTable.getLocked(work.context(), head.key());
        Experiment after = edit.apply(row.experiment());
        if (!after.equals(row.experiment())) {
            ExperimentTable.update(work.context(), row, after);
        }
    }

    private static Experiment changed(
            UnitOfWork work, Head head, Experiment before, Changes changes, StatusText statusText) {
        Experiment after = ExperimentEdit.apply(before, changes, statusText);
        boolean links = changes.attributes().linkedModelVersion().isPresent()
                || changes.cleared().contains(Changes.Attribute.LINKED_MODEL_VERSION);
        return links ? Links.settle(work, head.key(), after) : after;
    }

    private static boolean ends(Changes changes) {
        return changes.status()
                .flatMap(Changes.StatusChange::word)
                .filter(Status.Word::isEnd)
                .isPresent();
    }

    private static boolean changesRow(Changes changes) {
        return !changes.parameters().isEmpty()
                || !changes.tags().isEmpty()
                || !changes.deletedTags().isEmpty()
                || !changes.summaryMetrics().isEmpty()
                || !changes.attributes().equals(Changes.Attributes.NONE)
                || !changes.cleared().isEmpty()
                || changes.status().isPresent();
    }

    /// Refuses what the unit of work would refuse as the store is now, before an artifact is stored for it: else its
    /// content would be left behind.
    private void requireAccepted(
            Caller caller, Optional<IdempotencyKey> key, ExperimentRef ref, Consumer<Experiment> edit) {
        database.read(transaction -> {
            requireAccepted(transaction, caller, key, clock.instant(), ref, edit);
            return ref;
        });
    }

    /// The same for whoever edits an experiment.
    static void requireAccepted(
            DSLContext transaction,
            Caller caller,
            Optional<IdempotencyKey> key,
            Instant now,
            ExperimentRef ref,
            Consumer<Experiment> edit) {
        if (Once.find(transaction, caller, key, now).isEmpty()) {
            Head head = Heads.getActive(transaction, ref);
            ExperimentTable.find(transaction, head.id()).map(Row::experiment).ifPresent(edit);
        }
    }

    private Experiment newExperiment(Caller caller, Model model, NewExperiment wanted) {
        ExperimentId id = wanted.id().orElseGet(() -> ExperimentId.of(Uuids.next(clock)));
        Instant createdTime = wanted.createdTime().orElseGet(() -> Times.now(clock));
        return new Experiment(
                id,
                model.id(),
                model.number(),
                runId(id),
                wanted.name(),
                wanted.createdBy().orElse(caller.user().id()),
                createdTime,
                new Status(
                        wanted.status(),
                        wanted.startTimeMs().orElse(createdTime.toEpochMilli()),
                        OptionalLong.empty(),
                        Optional.empty()),
                wanted.source(),
                wanted.branch(),
                wanted.jobRid(),
                wanted.linkedModelVersion(),
                ParameterChanges.apply(List.of(), wanted.parameters(), Changes.ParameterRule.OVERWRITE),
                Tags.set(List.of(), wanted.tags()),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /// A UUID's own digits; another locator gets a run id that is minted.
    private String runId(ExperimentId id) {
        return UUID_TEXT.matcher(id.locator()).matches()
                ? Uuids.hex(UUID.fromString(id.locator()))
                : Uuids.hex(Uuids.next(clock));
    }

    private static void requireFree(DSLContext transaction, Experiment experiment) {
        if (ExperimentTable.findHead(transaction, experiment.id()).isPresent()
                || ExperimentTable.findHeadByRunId(transaction, experiment.runId())
                        .isPresent()) {
            throw Faults.ridTaken(experiment.id().rid());
        }
    }

    private static void requireImporter(Caller caller, NewExperiment wanted) {
        if (wanted.id().isPresent()
                || wanted.createdTime().isPresent()
                || wanted.createdBy().isPresent()) {
            caller.require(Scope.ADMIN);
        }
        if (wanted.createdTime()
                .filter(time -> !time.equals(time.truncatedTo(ChronoUnit.MILLIS)))
                .isPresent()) {
            throw Faults.invalid("createdTime", "finer than a millisecond");
        }
    }
}
