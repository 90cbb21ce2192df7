package dev.assay.engine;

import dev.assay.domain.Fault;
import dev.assay.meta.LogTable;
import dev.assay.meta.RollupTable;
import dev.assay.observe.Metrics;
import dev.assay.sql.Database;
import dev.assay.sql.DatabaseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes points out of the log into packs, and keeps packs few, in a thread of its own. Whatever it does,
/// whenever it is stopped or killed, and however many servers do it on one database: the points of a series
/// stay the set that they were. What fails is tried again.
public final class RollUp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RollUp.class);

    /// What a pack holds, about; and what is encoded or written at once.
    static final int PACK_BYTES = 4 << 20;

    /// What comes meanwhile is done together.
    private static final Duration PAUSE = Duration.ofMillis(300);

    /// How long one round merges, at least one.
    private static final Duration MERGING = Duration.ofSeconds(1);

    /// Between two looks into the log for what nobody here remembers.
    private static final Duration SCAN_PAUSE = Duration.ofMinutes(1);

    private static final int ROUND_MAX = 1_000;
    private static final int SCANNED_AT_ONCE = 10_000;
    private static final int MERGES_WAITING_MAX = 10_000;
    /// 1 MB of SQLite's.
    private static final int PAGES_GIVEN_BACK_AT_ONCE = 256;

    /// When the tail of an experiment is rolled up, beside at its end.
    ///
    /// @param tailBytes a tail is rolled up that weighs so much
    /// @param tailAge or has waited so long
    public record Bounds(long tailBytes, Duration tailAge) {

        public static final Bounds DEFAULT = new Bounds(2L << 20, Duration.ofSeconds(5));
    }

    private final Database database;
    private final Writer writer;
    private final Tails tails;
    private final RollUpFigures figures;
    private final StoredPacks packs;
    private final Bounds bounds;
    private final int packBytes;
    private final PackNumbers numbers;
    private final Merges merges;
    private final RollUpBatch batch;
    /// Whether each has ended.
    private final SequencedMap<Long, Boolean> toMerge = new LinkedHashMap<>();
    private final Set<Long> unmerged = new HashSet<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private Optional<Thread> thread = Optional.empty();
    private long scannedAt;
    private boolean mergesLost = true;
    private boolean failing;
    private boolean tidy;

    public RollUp(
            Database database, Writer writer, StoredPacks packs, InstantSource clock, Bounds bounds, Metrics metrics) {
        this(database, writer, packs, clock, bounds, PACK_BYTES, metrics);
    }

    RollUp(
            Database database,
            Writer writer,
            StoredPacks packs,
            InstantSource clock,
            Bounds bounds,
            int packBytes,
            Metrics metrics) {
        this.database = database;
        this.writer = writer;
        this.tails = writer.tails();
        this.figures = new RollUpFigures(metrics, tails);
        this.packs = packs;
        this.bounds = bounds;
        this.numbers = new PackNumbers(writer);
        this.merges = new Merges(database, writer, packs, numbers, clock, packBytes);
        this.packBytes = packBytes;
        this.batch = new RollUpBatch(writer, packs.store(), this::written);
    }

    /// From now on it works by itself, beginning with what an earlier process left.
    public synchronized void start() {
        if (thread.isPresent()) {
            throw new IllegalStateException("BUG: started twice");
        }
        thread = Optional.of(Thread.ofPlatform().name("assay-roll-up").start(this::run));
    }

    /// Rolls up all that the log holds, and merges what is worth it; for tools and tests, where it was not started.
    public synchronized void rollAll() {
        scan();
        do {
            rollUp(tails.take(0, Duration.ZERO, Integer.MAX_VALUE));
        } while (mergeNext());
    }

    /// Returns when what it was about is done; what waits is left to the next start.
    @Override
    public synchronized void close() {
        closing.countDown();
        try {
            if (thread.isPresent()) {
                thread.get().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        scannedAt = System.nanoTime() - SCAN_PAUSE.toNanos();
        while (!pause(PAUSE)) {
            try {
                round();
                recovered();
            } catch (Fault | DatabaseException e) {
                failed(e);
            } catch (RuntimeException | Error e) {
                LOG.error("BUG: a round of the roll-up failed", e);
            }
        }
    }

    /// Whether it is to end.
    private boolean pause(Duration duration) {
        try {
            return closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.warn("the roll-up does not stop for an interrupt");
            return false;
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void round() {
        if (tails.takeLost() || System.nanoTime() - scannedAt >= SCAN_PAUSE.toNanos()) {
            scannedAt = System.nanoTime();
            scan();
            merges.sweep();
        }
        List<Tails.Tail> due = tails.take(bounds.tailBytes(), bounds.tailAge(), ROUND_MAX);
        if (!due.isEmpty()) {
            rollUp(due);
        } else if (mergeFor(MERGING) && tails.isEmpty() && !tidy) {
            tidyUp();
        }
    }

    /// Tails come before merges. True where none waits any more.
    private boolean mergeFor(Duration duration) {
        long until = System.nanoTime() + duration.toNanos();
        boolean waits = true;
        while (waits && System.nanoTime() - until < 0) {
            waits = mergeNext();
        }
        return !waits;
    }

    /// What an earlier process left, or another server does not take care of.
    private void scan() {
        tails.found(database.read(transaction -> LogTable.experiments(transaction, Long.MIN_VALUE, SCANNED_AT_ONCE)));
        if (mergesLost && toMerge.isEmpty()) {
            mergesLost = false;
            List<Long> ended = database.read(
                    transaction -> RollupTable.listToMerge(transaction, Long.MIN_VALUE, MERGES_WAITING_MAX));
            ended.forEach(experiment -> considerMerge(experiment, true));
        }
    }

    private void rollUp(List<Tails.Tail> due) {
        Queue<Tails.Tail> left = new ArrayDeque<>(due);
        figures.inHand(due);
        try {
            while (!left.isEmpty() && !isClosing()) {
                rollUp(left.remove());
            }
            batch.flush();
        } finally {
            left.forEach(tails::putBack);
            figures.inHand(List.of());
        }
    }

    /// A long tail in several steps, each of which is written before the next is read.
    private void rollUp(Tails.Tail tail) {
        try {
            RollUpFigures.Step step = figures.begin();
            Optional<TailPack> pack = read(tail);
            while (pack.isPresent()) {
                batch.add(tail, pack.get(), step);
                if (!pack.get().partial()) {
                    return;
                }
                batch.flush();
                step = figures.begin();
                pack = read(tail);
            }
            considerMerge(tail.experiment(), tail.ended());
        } catch (Fault fault) {
            batch.retry(tail);
            throw fault;
        } catch (RuntimeException e) {
            batch.fail(tail, e);
        }
    }

    private Optional<TailPack> read(Tails.Tail tail) {
        return TailPack.read(database, packs, tail.experiment(), numbers::take, packBytes);
    }

    private void written(Tails.Tail tail, TailPack pack) {
        tidy = false;
        if (pack.after().runs() > 1) {
            considerMerge(tail.experiment(), tail.ended());
        }
    }

    private void considerMerge(long experiment, boolean ended) {
        if (unmerged.contains(experiment)) {
            return;
        }
        if (toMerge.size() < MERGES_WAITING_MAX) {
            toMerge.merge(experiment, ended, Boolean::logicalOr);
        } else {
            mergesLost = true;
        }
    }

    /// False where nothing waits.
    private boolean mergeNext() {
        if (toMerge.isEmpty() || isClosing()) {
            return false;
        }
        Map.Entry<Long, Boolean> next = toMerge.pollFirstEntry();
        long experiment = next.getKey();
        try {
            if (merges.merge(experiment, next.getValue())) {
                tidy = false;
                considerMerge(experiment, next.getValue());
            }
        } catch (Fault fault) {
            throw fault;
        } catch (RuntimeException e) {
            leaveUnmerged(experiment, e);
        }
        return true;
    }

    /// It is not tried again before the next start; all its points can be read as well as before.
    private void leaveUnmerged(long experiment, RuntimeException e) {
        if (unmerged.size() < MERGES_WAITING_MAX && unmerged.add(experiment)) {
            LOG.error("the packs of experiment {} cannot be merged", experiment, e);
        }
    }

    /// In small steps, while nobody writes.
    private void tidyUp() {
        while (tails.isEmpty() && !isClosing()) {
            long left =
                    writer.write(work -> database.giveBack(work.changesOnly().context(), PAGES_GIVEN_BACK_AT_ONCE));
            if (left == 0) {
                tidy = database.shrinkLogs();
                return;
            }
        }
    }

    private void failed(RuntimeException e) {
        if (!failing) {
            failing = true;
            LOG.error("the roll-up waits for the store; points stay in the log", e);
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("the roll-up goes on");
        }
    }
}
