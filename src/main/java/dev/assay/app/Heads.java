package dev.assay.app;

import dev.assay.app.ExperimentRef.ById;
import dev.assay.app.ExperimentRef.ByRunId;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Rid;
import dev.assay.engine.UnitOfWork;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Head;
import dev.assay.meta.ModelTable;
import dev.assay.sql.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;

/// The experiments that take writes, by their names. What was found is remembered for two seconds, so that an
/// experiment deleted on another server takes points no longer than that; one that is deleted here takes none
/// from then on. Thread-safe.
final class Heads {

    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int REMEMBERED_MAX = 10_000;

    /// @param changes how often this process had deleted or restored something before it read this
    record Found(Head head, long untilMs, long changes) {}

    private final Database database;
    private final InstantSource clock;
    private final AtomicLong changes = new AtomicLong();
    private final Map<ExperimentRef, Found> remembered = new ConcurrentHashMap<>();

    Heads(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// What is committed, as far as is known. Throws where the experiment takes no writes.
    Found get(ExperimentRef ref) {
        Found found = remembered.get(ref);
        return found != null && isCurrent(found) ? found : read(ref);
    }

    /// The same without asking the database: empty as well where it is not remembered.
    Optional<Found> recall(ExperimentRef ref) {
        return Optional.ofNullable(remembered.get(ref)).filter(this::isCurrent);
    }

    /// The same inside a unit of work, where it is certain: what was found before is asked for again only if it
    /// may have changed.
    Head confirm(UnitOfWork work, ExperimentRef ref, Found before) {
        return isCurrent(before) ? before.head() : getActive(work.context(), ref);
    }

    /// To be called when experiments were deleted, restored or purged here, once that is on stable storage. A read that
    /// is under way may have seen what was before; what it then remembers counts for nothing.
    void forget() {
        changes.incrementAndGet();
        remembered.clear();
    }

    private boolean isCurrent(Found found) {
        return found.changes() == changes.get() && clock.millis() < found.untilMs();
    }

    private Found read(ExperimentRef ref) {
        long before = changes.get();
        long untilMs = clock.millis() + REMEMBERED.toMillis();
        Found found = new Found(database.read(transaction -> getActive(transaction, ref)), untilMs, before);
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        remembered.put(ref, found);
        return found;
    }

    /// Throws where it takes no writes.
    static Head getActive(DSLContext transaction, ExperimentRef ref) {
        Head head = find(transaction, ref).orElseThrow(() -> notFound(ref));
        if (head.deleted()) {
            throw switch (ref) {
                case ById _ -> notFound(ref);
                case ByRunId run -> Faults.deleted("run", run.runId());
            };
        }
        return head;
    }

    /// By the RIDs of the model and of the experiment, of any service and type. Throws `ModelExperimentNotFound` where
    /// there is no such model, or none of its experiments has this RID.
    static Head getOfModel(DSLContext transaction, Rid model, Rid experiment) {
        Optional<Long> number = ModelId.find(model)
                .flatMap(id -> ModelTable.find(transaction, id))
                .filter(found -> found.deletedTime().isEmpty())
                .map(Model::number);
        return ExperimentId.find(experiment)
                .flatMap(id -> ExperimentTable.findHead(transaction, id))
                .filter(head -> !head.deleted() && number.equals(Optional.of(head.modelNumber())))
                .orElseThrow(() -> Faults.modelExperimentNotFound(model, experiment));
    }

    /// Throws where it is not shown: by its RID a deleted one is not.
    static Head getShown(DSLContext transaction, ExperimentRef ref) {
        return find(transaction, ref)
                .filter(head -> ref instanceof ByRunId || !head.deleted())
                .orElseThrow(() -> notFound(ref));
    }

    static Optional<Head> find(DSLContext transaction, ExperimentRef ref) {
        return switch (ref) {
            case ById byId -> ExperimentTable.findHead(transaction, byId.id());
            case ByRunId byRunId -> ExperimentTable.findHeadByRunId(transaction, byRunId.runId());
        };
    }

    static Fault notFound(ExperimentRef ref) {
        return switch (ref) {
            case ById byId -> Faults.experimentNotFound(byId.id().rid());
            case ByRunId byRunId -> Faults.runNotFound(byRunId.runId());
        };
    }
}
