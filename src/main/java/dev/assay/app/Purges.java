package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.engine.Sweep;
import dev.assay.engine.Writer;
import dev.assay.meta.ArtifactUseTable;
import dev.assay.meta.Deleted;
import dev.assay.meta.Deleted.GoneExperiment;
import dev.assay.meta.Deleted.GoneModel;
import dev.assay.meta.ExperimentBytes;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.IdempotencyTable;
import dev.assay.meta.ModelTable;
import dev.assay.meta.VersionTable;
import dev.assay.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jooq.DSLContext;

/// Takes what was deleted long enough ago away for good, and frees its bytes. First an experiment is gone, for every
/// reader and with all its names; then what it left is freed little by little. Cut short at any moment, the next purge
/// goes on. All of it wants the admin scope. Thread-safe.
public final class Purges {

    /// How long one call works before it says that there is more.
    private static final Duration SLICE = Duration.ofSeconds(5);

    /// How long a purge waits for reads under way, and how often it looks. Longer ones leave it to the next purge.
    private static final Duration READS_WAIT = Duration.ofSeconds(1);
    private static final Duration READS_PAUSE = Duration.ofMillis(10);

    /// After everything.
    private static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    private static final int EXPERIMENTS_PER_UNIT = 20;
    private static final int VERSIONS_PER_UNIT = 20;
    private static final int MODELS_PER_UNIT = 20;
    private static final int MODELS_PER_READ = 500;
    private static final int PAGES_PER_STEP = 256;

    private final Database database;
    private final Writer writer;
    private final Heads heads;
    private final Sweep sweep;
    private final ArtifactSweep artifactSweep;
    private final PageTokens pageTokens;
    private final InstantSource clock;
    private final ReentrantLock turn = new ReentrantLock(true);
    /// Whether pages wait to be given back to the file system; of whoever has the turn.
    private boolean pagesLeft;
    /// Whether reads held up the last of it.
    private boolean logsLeft;

    Purges(
            Database database,
            Writer writer,
            Heads heads,
            Sweep sweep,
            ArtifactSweep artifactSweep,
            PageTokens pageTokens,
            InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.heads = heads;
        this.sweep = sweep;
        this.artifactSweep = artifactSweep;
        this.pageTokens = pageTokens;
        this.clock = clock;
    }

    /// An experiment that would go, and its bytes in the database; contents that it shares belong to nobody alone.
    public record Candidate(ExperimentId id, ModelId model, String name, Instant deletedTime, long bytes) {}

    /// A model that would go, once its experiments have.
    public record CandidateModel(ModelId id, String name, Instant deletedTime) {}

    /// What an experiment takes, to the byte of what is stored: frames that wait in the log, packs of points, stored
    /// aggregates, the document with parameters and tags, and the contents that it holds, be they shared or not.
    public record Bytes(long log, long packs, long aggregates, long document, long artifacts) {

        public long total() {
            return log + packs + aggregates + document + artifacts;
        }
    }

    /// A page of what would go.
    ///
    /// @param models all of them, on the first page
    /// @param artifactBytes contents that none but these experiments hold, on the first page
    public record Preview(
            List<Candidate> experiments,
            List<CandidateModel> models,
            long artifactBytes,
            Optional<String> nextPageToken) {}

    /// What went in one call.
    ///
    /// @param bytes freed in the database
    /// @param artifactBytes freed of contents
    /// @param more there was no time for all
    public record Purged(long experiments, long models, long bytes, long artifactBytes, boolean more) {

        boolean isNothing() {
            return experiments + models + bytes + artifactBytes == 0;
        }
    }

    /// What `purge` would take. Throws `InvalidArgument` where the time is to come.
    public Preview preview(Caller caller, Instant deletedBefore, int pageSize, Optional<String> pageToken) {
        caller.require(Scope.ADMIN);
        requirePast(deletedBefore);
        String about = "purge " + deletedBefore;
        long after = pageToken.map(token -> pageTokens.read(about, token, 1)[0]).orElse(Long.MIN_VALUE);
        Deleted deleted = new Deleted(deletedBefore, Optional.empty());
        return database.read(transaction -> {
            List<GoneExperiment> found = deleted.experiments(transaction, after, pageSize + 1);
            List<GoneExperiment> page = found.subList(0, Math.min(found.size(), pageSize));
            boolean first = pageToken.isEmpty();
            return new Preview(
                    page.stream().map(gone -> candidate(transaction, gone)).toList(),
                    first ? models(transaction, deleted) : List.of(),
                    first ? deleted.artifactBytes(transaction) : 0,
                    found.size() > pageSize
                            ? Optional.of(pageTokens.write(about, page.getLast().key()))
                            : Optional.empty());
        });
    }

    private static Candidate candidate(DSLContext transaction, GoneExperiment gone) {
        return new Candidate(
                gone.id(),
                gone.model(),
                gone.name(),
                gone.deletedTime(),
                ExperimentBytes.of(transaction, gone.key()).stored());
    }

    private static List<CandidateModel> models(DSLContext transaction, Deleted deleted) {
        return deleted.models(transaction, -1, Integer.MAX_VALUE).stream()
                .map(gone -> new CandidateModel(gone.id(), gone.name(), gone.deletedTime()))
                .toList();
    }

    /// Takes away what was deleted before then, and frees what has no owner, as much as fits into a `SLICE`.
    public Purged purge(Caller caller, Instant deletedBefore) {
        caller.require(Scope.ADMIN);
        requirePast(deletedBefore);
        return purge(deletedBefore, slice());
    }

    /// What `purge` of these would take, as far as they are deleted.
    Purged preview(List<Long> keys) {
        return database.read(transaction -> {
            long stored = ExperimentBytes.stored(transaction, keys).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return new Purged(keys.size(), 0, stored, ArtifactUseTable.bytesOfNobodyElse(transaction, keys), false);
        });
    }

    /// Takes these away, as far as they are deleted, and frees what has no owner, as much as fits into a
    /// `SLICE`.
    Purged purge(List<Long> keys) {
        turn.lock();
        try {
            BooleanSupplier goOn = slice();
            Gone gone = removeExperiments(keys, goOn);
            return free(gone, 0, goOn);
        } finally {
            turn.unlock();
        }
    }

    Purged purge(Instant deletedBefore, BooleanSupplier goOn) {
        return purge(List.of(new Deleted(deletedBefore, Optional.empty())), goOn);
    }

    /// What an experiment takes. Throws `ExperimentNotFound`.
    public Bytes bytes(Caller caller, ExperimentId id) {
        caller.require(Scope.MODELS_READ);
        return database.read(transaction -> ExperimentTable.findHead(transaction, id)
                .filter(head -> !head.deleted())
                .map(head -> ExperimentBytes.of(transaction, head.key()))
                .map(found ->
                        new Bytes(found.log(), found.packs(), found.aggregates(), found.document(), found.artifacts()))
                .orElseThrow(() -> Faults.experimentNotFound(id.rid())));
    }

    /// What the retention of each model says, and all else that has no owner, as much as fits into a `SLICE` and as
    /// long as `goOn` says so.
    Purged purgeByRetention(BooleanSupplier goOn) {
        BooleanSupplier slice = slice();
        Instant now = clock.instant();
        List<Deleted> due = new ArrayList<>();
        long before = Long.MAX_VALUE;
        List<Model> models = models(before);
        while (!models.isEmpty()) {
            for (Model model : models) {
                model.retentionDays()
                        .ifPresent(days ->
                                due.add(new Deleted(now.minus(Duration.ofDays(days)), Optional.of(model.number()))));
            }
            before = models.getLast().number();
            models = models(before);
        }
        writer.write(work -> {
            IdempotencyTable.deleteBefore(work.context(), now.minus(Once.KEPT));
            return now;
        });
        return purge(due, () -> goOn.getAsBoolean() && slice.getAsBoolean());
    }

    private static BooleanSupplier slice() {
        long end = System.nanoTime() + SLICE.toNanos();
        return () -> System.nanoTime() - end < 0;
    }

    private List<Model> models(long before) {
        return database.read(transaction ->
                ModelTable.list(transaction, Optional.empty(), Optional.empty(), before, MODELS_PER_READ));
    }

    /// One at a time: two would only be in each other's way. Whoever waits has a turn after the one that works.
    private Purged purge(List<Deleted> due, BooleanSupplier goOn) {
        turn.lock();
        try {
            return purgeAlone(due, goOn);
        } finally {
            turn.unlock();
        }
    }

    private Purged purgeAlone(List<Deleted> due, BooleanSupplier goOn) {
        long experiments = 0;
        long models = 0;
        long bytes = 0;
        for (Deleted deleted : due) {
            Gone gone = removeExperiments(deleted, goOn);
            experiments += gone.count();
            bytes += gone.bytes() + removeVersions(deleted, goOn);
            models += removeModels(deleted, goOn);
        }
        return free(new Gone(experiments, bytes), models, goOn);
    }

    /// Frees what those who are gone have left, and all else that has no owner.
    private Purged free(Gone gone, long models, BooleanSupplier goOn) {
        long bytes = gone.bytes() + sweep.run(goOn);
        long artifactBytes = artifactSweep.run(goOn);
        pagesLeft |= gone.count() + models + bytes > 0;
        if (pagesLeft || logsLeft) {
            giveBack(goOn);
        }
        return new Purged(gone.count(), models, bytes, artifactBytes, pagesLeft || !goOn.getAsBoolean());
    }

    private record Gone(long count, long bytes) {}

    private Gone removeExperiments(Deleted deleted, BooleanSupplier goOn) {
        long count = 0;
        long bytes = 0;
        long after = Long.MIN_VALUE;
        while (goOn.getAsBoolean()) {
            long from = after;
            List<GoneExperiment> some =
                    database.read(transaction -> deleted.experiments(transaction, from, EXPERIMENTS_PER_UNIT));
            if (some.isEmpty()) {
                break;
            }
            Gone unit = remove(deleted, some.stream().map(GoneExperiment::key).toList());
            count += unit.count();
            bytes += unit.bytes();
            after = some.getLast().key();
        }
        return new Gone(count, bytes);
    }

    /// Whenever they were deleted.
    private Gone removeExperiments(List<Long> keys, BooleanSupplier goOn) {
        Deleted deleted = new Deleted(EVER, Optional.empty());
        Gone all = new Gone(0, 0);
        for (int from = 0; from < keys.size() && goOn.getAsBoolean(); from += EXPERIMENTS_PER_UNIT) {
            Gone unit = remove(deleted, keys.subList(from, Math.min(keys.size(), from + EXPERIMENTS_PER_UNIT)));
            all = new Gone(all.count() + unit.count(), all.bytes() + unit.bytes());
        }
        return all;
    }

    private Gone remove(Deleted deleted, List<Long> some) {
        return writer.write(work -> {
            long count = 0;
            long bytes = 0;
            for (long key : some) {
                long document = ExperimentBytes.of(work.context(), key).document();
                if (deleted.remove(work.context(), key)) {
                    count++;
                    bytes += document;
                }
            }
            work.afterCommit(heads::forget);
            return new Gone(count, bytes);
        });
    }

    /// Returns the bytes that were freed.
    private long removeVersions(Deleted deleted, BooleanSupplier goOn) {
        long bytes = 0;
        long after = -1;
        while (goOn.getAsBoolean()) {
            long from = after;
            List<Long> some = database.read(transaction -> deleted.versions(transaction, from, VERSIONS_PER_UNIT));
            if (some.isEmpty()) {
                break;
            }
            bytes += writer.write(work -> removeVersions(deleted, work.context(), some));
            after = some.getLast();
        }
        return bytes;
    }

    private static long removeVersions(Deleted deleted, DSLContext transaction, List<Long> some) {
        long bytes = 0;
        for (long key : some) {
            long document = VersionTable.documentBytes(transaction, key);
            if (deleted.removeVersion(transaction, key)) {
                bytes += document;
            }
        }
        return bytes;
    }

    private long removeModels(Deleted deleted, BooleanSupplier goOn) {
        long count = 0;
        long after = -1;
        while (goOn.getAsBoolean()) {
            long from = after;
            List<GoneModel> some = database.read(transaction -> deleted.models(transaction, from, MODELS_PER_UNIT));
            if (some.isEmpty()) {
                break;
            }
            count += writer.write(work -> some.stream()
                    .filter(model -> deleted.removeModel(work.context(), model.number()))
                    .count());
            after = some.getLast().number();
        }
        return count;
    }

    private void giveBack(BooleanSupplier goOn) {
        while (pagesLeft && goOn.getAsBoolean()) {
            pagesLeft = writer.write(work -> database.giveBack(work.context(), PAGES_PER_STEP)) > 0;
        }
        logsLeft = !pagesLeft && !shrinkLogs();
    }

    /// The file is shorter once what the log holds is in it, for which reads that are under way must end.
    private boolean shrinkLogs() {
        long end = System.nanoTime() + READS_WAIT.toNanos();
        boolean shrunk = database.shrinkLogs();
        while (!shrunk && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(READS_PAUSE.toNanos());
            shrunk = database.shrinkLogs();
        }
        return shrunk;
    }

    private void requirePast(Instant time) {
        if (time.isAfter(clock.instant())) {
            throw Faults.invalid("deletedBefore", "in the future");
        }
    }
}
