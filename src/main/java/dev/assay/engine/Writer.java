package dev.assay.engine;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.observe.Metric;
import dev.assay.observe.Metrics;
import dev.assay.sql.Database;
import dev.assay.sql.DatabaseException;
import dev.assay.sql.Writing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer of a process: every write of the store is a unit of work that it runs. It takes all units
/// that wait, runs them in one transaction with a savepoint each, commits with one fsync, and then answers them
/// all. So a caller that was answered knows that what it wrote is on stable storage, and that what a fault told
/// it of was there.
///
/// Thread-safe; the database is touched by its own thread alone.
public final class Writer implements AutoCloseable {

    /// A group larger than this makes its first unit wait too long.
    private static final int GROUP_UNITS_MAX = 4_096;

    /// What a unit weighs beside its bytes.
    private static final int UNIT_BYTES = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final Database database;
    private final Metrics metrics;
    private final Duration roomWait;
    private final int queueKilobytes;
    private final Semaphore room;
    private final BlockingQueue<Waiting<?>> queue = new LinkedBlockingQueue<>();
    private final LogAppender log = new LogAppender();
    private final Recovery recovery;
    private final Tails tails = new Tails(System::nanoTime);
    private final LastChanges lastChanges;
    private final Thread thread;
    private long lostWrites;
    private volatile boolean closing;
    private volatile boolean ended;

    /// @param queueBytes how much may wait
    /// @param roomWait how long a caller waits for room before it is told that the server is busy
    public Writer(Database database, long queueBytes, Duration roomWait, Metrics metrics) {
        this.database = database;
        this.metrics = metrics;
        this.recovery = new Recovery(database, metrics);
        this.lastChanges = new LastChanges(database.isShared());
        this.roomWait = roomWait;
        this.queueKilobytes = Math.toIntExact(Math.max(1, queueBytes / 1024));
        this.room = new Semaphore(queueKilobytes, true);
        metrics.gauge(Metric.WRITER_QUEUE_BYTES, () -> 1024.0 * (queueKilobytes - room.availablePermits()));
        this.thread = Thread.ofPlatform().name("assay-writer").start(this::run);
    }

    /// Measured by nobody.
    public Writer(Database database, long queueBytes, Duration roomWait) {
        this(database, queueBytes, roomWait, new Metrics());
    }

    /// Runs the unit and returns its result once that is on stable storage.
    ///
    /// @param bytes what the unit holds in memory while it waits
    /// @throws Fault what the unit threw; `TooManyRequests` where the queue stayed full; `Unavailable`,
    ///     `DiskFull` or `DiskFailed` where the database failed: nothing of the unit was acknowledged then
    public <T> T write(long bytes, Function<UnitOfWork, T> unit) {
        if (closing) {
            throw stopping();
        }
        int weight = weight(bytes);
        Waiting<T> waiting = new Waiting<>(unit);
        takeRoom(weight);
        try {
            add(waiting);
            return waiting.answer();
        } finally {
            room.release(weight);
        }
    }

    public <T> T write(Function<UnitOfWork, T> unit) {
        return write(0, unit);
    }

    /// What was changed here.
    public LastChanges lastChanges() {
        return lastChanges;
    }

    /// What was added to the log here.
    Tails tails() {
        return tails;
    }

    /// The same without waiting: the future is completed by the writer's thread, exceptionally with what `write` would
    /// throw. Empty, and nothing begun, where there is no room or the writer is closing.
    public <T> Optional<CompletableFuture<T>> tryWrite(long bytes, Function<UnitOfWork, T> unit) {
        int weight = weight(bytes);
        if (closing || !room.tryAcquire(weight)) {
            return Optional.empty();
        }
        Waiting<T> waiting = new Waiting<>(unit);
        waiting.whenAnswered(() -> room.release(weight));
        add(waiting);
        return Optional.of(waiting.future);
    }

    private int weight(long bytes) {
        return (int) Math.min(queueKilobytes, (bytes + UNIT_BYTES + 1023) / 1024);
    }

    private void add(Waiting<?> waiting) {
        queue.add(waiting);
        if (ended) {
            refuseWaiting();
        }
    }

    /// Lets what waits finish, and refuses what comes later.
    @Override
    public void close() {
        closing = true;
        queue.add(new Waiting<>(_ -> true));
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeRoom(int weight) {
        try {
            if (!room.tryAcquire(weight, roomWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Faults.busy("too many writes wait");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Faults.unavailable("interrupted", e);
        }
    }

    /// However the thread ends, nobody is left waiting for it.
    private void run() {
        List<Waiting<?>> group = List.of();
        try {
            while (!closing || !queue.isEmpty()) {
                group = nextGroup();
                runGroup(group);
            }
        } finally {
            closing = true;
            ended = true;
            group.forEach(Writer::refuse);
            refuseWaiting();
        }
    }

    /// What waits, in the order in which it came; empty after an interrupt, for which the writer does not
    /// stop, and when it is time to recover.
    private List<Waiting<?>> nextGroup() {
        List<Waiting<?>> group = new ArrayList<>();
        try {
            Waiting<?> first = queue.poll(recovery.patience().toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                group.add(first);
                queue.drainTo(group, GROUP_UNITS_MAX - 1);
            }
        } catch (InterruptedException e) {
            LOG.warn("the writer does not stop for an interrupt");
        }
        return group;
    }

    /// What came too late; it may have been put there after the thread looked for the last time, so both sides look.
    private void refuseWaiting() {
        for (Waiting<?> late = queue.poll(); late != null; late = queue.poll()) {
            refuse(late);
        }
    }

    /// Changes nothing for one who was answered already.
    private static void refuse(Waiting<?> waiting) {
        waiting.fail(stopping());
        waiting.finish();
    }

    private static Fault stopping() {
        return Faults.unavailable("the server is stopping", new IllegalStateException("closed"));
    }

    private void runGroup(List<Waiting<?>> group) {
        try {
            recovery.require();
            commitGroup(group);
        } catch (DatabaseException | DataAccessException e) {
            forget();
            Fault refused = recovery.refuse(e);
            group.forEach(waiting -> waiting.fail(refused));
            lost(group.size(), e);
        } catch (RuntimeException | Error e) {
            forget();
            group.forEach(waiting -> waiting.fail(e));
            LOG.error("BUG: a group of {} writes failed", group.size(), e);
        }
        group.forEach(Waiting::finish);
    }

    private void forget() {
        log.forget();
        lastChanges.doubt();
    }

    /// A disk that fails does so again and again: only the first time is told at length.
    private void lost(int writes, RuntimeException e) {
        if (lostWrites == 0 && writes > 0) {
            LOG.error("a group of {} writes was not kept", writes, e);
        }
        lostWrites += writes;
    }

    private void kept() {
        if (lostWrites > 0) {
            LOG.warn("writes are kept again; {} were not", lostWrites);
            lostWrites = 0;
        }
    }

    private void commitGroup(List<Waiting<?>> group) {
        try (Writing writing = database.beginWriting()) {
            GroupFigures figures = new GroupFigures(metrics);
            Group done = new Group();
            group.forEach(waiting -> waiting.run(writing, done));
            List<UnitOfWork.Append> appends = done.appends();
            log.write(writing.context(), appends);
            figures.committing();
            commit(writing, touched(group));
            figures.committed(
                    group.size(),
                    appends.stream().mapToLong(append -> append.frame().length).sum(),
                    group.stream().mapToLong(Waiting::points).sum());
            tails.written(appends);
            kept();
        }
    }

    private void commit(Writing writing, LastChanges.Touched touched) {
        lastChanges.begin(touched);
        try {
            writing.commit();
        } finally {
            lastChanges.end(touched);
        }
    }

    private static LastChanges.Touched touched(List<Waiting<?>> group) {
        Set<Long> experiments = new HashSet<>();
        boolean any = false;
        for (Waiting<?> waiting : group) {
            experiments.addAll(waiting.touched().experiments());
            any |= waiting.touched().any();
        }
        return new LastChanges.Touched(experiments, any);
    }

    private static Fault unavailable(RuntimeException cause) {
        return Faults.unavailable("it could not write", cause);
    }

    /// A unit in the queue, and the caller who waits for it.
    private final class Waiting<T> {

        private record Done<T>(UnitOfWork work, T result) {}

        private final Function<UnitOfWork, T> unit;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private LastChanges.Touched touched = LastChanges.Touched.NOTHING;
        private long points;
        private Runnable finish = () -> {};

        Waiting(Function<UnitOfWork, T> unit) {
            this.unit = unit;
        }

        LastChanges.Touched touched() {
            return touched;
        }

        long points() {
            return points;
        }

        /// What the unit throws is its caller's, and no one else's; a database that lost the transaction is everyone's.
        void run(Writing writing, Group group) {
            try {
                attemptTwice(writing, group);
            } catch (DatabaseException lost) {
                throw lost;
            } catch (DataAccessException e) {
                fail(unavailable(e));
            } catch (RuntimeException | Error failure) {
                fail(failure);
            }
        }

        /// Another server may have been faster; then its rows are seen now, and the unit finds out what that means.
        private void attemptTwice(Writing writing, Group group) {
            try {
                attempt(writing, group);
            } catch (IntegrityConstraintViolationException e) {
                attempt(writing, group);
            }
        }

        private void attempt(Writing writing, Group group) {
            Done<T> done = writing.unit(context -> {
                UnitOfWork work = new UnitOfWork(context, group);
                return new Done<>(work, unit.apply(work));
            });
            done.work().done();
            touched = done.work().touched();
            points = done.work().points();
            finish = () -> succeed(done.work(), done.result());
        }

        /// What is stored is stored: an action that fails is our mistake, of which its caller hears, and nobody waits
        /// in vain.
        private void succeed(UnitOfWork work, T result) {
            try {
                tails.ended(work.ended());
                work.committed();
                future.complete(result);
            } catch (RuntimeException | Error e) {
                LOG.error("BUG: an action after a commit failed", e);
                future.completeExceptionally(e);
            }
        }

        void fail(Throwable failure) {
            finish = () -> future.completeExceptionally(failure);
        }

        void finish() {
            finish.run();
        }

        void whenAnswered(Runnable action) {
            var _ = future.whenComplete((_, _) -> action.run());
        }

        T answer() {
            try {
                return future.join();
            } catch (CompletionException e) {
                switch (e.getCause()) {
                    case Fault fault -> throw fault;
                    case RuntimeException failure -> throw new IllegalStateException("a unit of work failed", failure);
                    case Error failure -> throw failure;
                    case null, default -> throw e;
                }
            }
        }
    }
}
