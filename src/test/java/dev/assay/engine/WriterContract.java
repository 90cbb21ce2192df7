package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Source;
import dev.assay.domain.Status;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.LogTable;
import dev.assay.meta.ModelTable;
import dev.assay.meta.Secrets;
import dev.assay.meta.SeriesTable;
import dev.assay.series.codec.FrameWriter;
import dev.assay.sql.Contents;
import dev.assay.sql.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the one writer promises on every database. A backend's own test opens the backend and knows how to lose it.
abstract class WriterContract {

    private static final long EXPERIMENT = 5;
    private static final long OTHER = 6;
    private static final long QUEUE_BYTES = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Database database;
    private Writer writer;

    protected abstract Database open(Path folder);

    /// Makes the database give up the transaction that is open.
    protected abstract void lose(DSLContext transaction);

    @BeforeEach
    void openWriter() {
        database = open(folder);
        database.write(transaction -> {
            ModelTable.insert(transaction, model());
            ExperimentTable.insert(transaction, EXPERIMENT, experiment("e"));
            ExperimentTable.insert(transaction, OTHER, experiment("other"));
            return true;
        });
        writer = new Writer(database, QUEUE_BYTES, PATIENCE);
    }

    @AfterEach
    void closeWriter() {
        writer.close();
        database.close();
    }

    @Test
    void countsSeriesOfAnExperimentAmongTheUnitsOfACommitToo() {
        SeriesLimit limit = new SeriesLimit(10, database.isShared());
        Group group = new Group();
        group.add(work -> give(work, limit, EXPERIMENT, 0, 4));
        group.add(work -> {
            give(work, limit, EXPERIMENT, 100, 105);
            throw Faults.invalid("that", "is not to be");
        });
        group.add(work -> give(work, limit, EXPERIMENT, 2, 8));
        group.add(work -> give(work, limit, OTHER, 20, 30));
        group.add(work -> give(work, limit, EXPERIMENT, 8, 11));
        group.add(work -> give(work, limit, EXPERIMENT, 20, 22));
        group.add(work -> give(work, limit, EXPERIMENT, 7, 9));
        group.add(work -> give(work, limit, EXPERIMENT, 20, 21));
        group.run();
        assertThat(group.failures()).containsOnlyKeys(1, 4, 6);
        assertThat(log(EXPERIMENT)).hasSize(1);
        writer.write(work -> give(work, limit, EXPERIMENT, 0, 8));
        assertThatThrownBy(() -> writer.write(work -> give(work, limit, EXPERIMENT, 22, 23)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.name()).isEqualTo("LimitReached"));
    }

    /// A point for each of the series from one number to before another.
    private static Object give(UnitOfWork work, SeriesLimit limit, long experiment, int from, int to) {
        List<String> names =
                IntStream.range(from, to).mapToObj(number -> "series " + number).toList();
        long[] ids = SeriesTable.findOrInsert(work.context(), 0, names).values().stream()
                .mapToLong(id -> id)
                .sorted()
                .toArray();
        limit.named(0, ids.length);
        limit.require(work, 0, experiment, ids);
        FrameWriter frame = new FrameWriter(ids.length);
        for (long id : ids) {
            frame.add(id, new long[] {1}, new long[] {1}, new double[] {1}, 0, 1);
        }
        work.append(experiment, frame.toBytes());
        return ids.length;
    }

    @Test
    void commitsAllThatWaitsAtOnce() {
        Group group = new Group();
        for (int i = 0; i < 20; i++) {
            byte mark = (byte) i;
            group.add(work -> {
                work.append(mark % 4 == 0 ? OTHER : EXPERIMENT, new byte[] {mark});
                return mark;
            });
        }
        group.run();
        assertThat(group.failures()).isEmpty();
        assertThat(log(EXPERIMENT)).hasSize(1);
        assertThat(log(EXPERIMENT).getFirst()).hasSize(15).doesNotHaveDuplicates();
        assertThat(log(OTHER)).hasSize(1);
        assertThat(log(OTHER).getFirst()).containsExactlyInAnyOrder(0, 4, 8, 12, 16);
    }

    @Test
    void keepsNothingOfAUnitThatFailedAndAllOfTheOthers() {
        Fault fault = Faults.busy("a test");
        Group group = new Group();
        group.add(work -> insert(work, "first"));
        group.add(work -> {
            insert(work, "failed");
            work.append(EXPERIMENT, new byte[] {66});
            work.afterCommit(() -> {
                throw new IllegalStateException("it never was committed");
            });
            throw fault;
        });
        group.add(work -> {
            work.append(EXPERIMENT, new byte[] {67});
            return insert(work, "last");
        });
        group.run();
        assertThat(group.failures()).containsOnlyKeys(1).containsEntry(1, fault);
        assertThat(kept("first", "failed", "last")).containsExactly("first", "last");
        assertThat(log(EXPERIMENT)).hasSize(1);
        assertThat(log(EXPERIMENT).getFirst()).containsExactly(67);
    }

    @Test
    void keepsNoFrameOfAUnitThatFailedWithoutTouchingTheDatabase() {
        Fault fault = Faults.busy("a test");
        Group group = new Group();
        group.add(work -> {
            work.append(EXPERIMENT, new byte[] {66});
            throw fault;
        });
        group.add(work -> {
            work.append(EXPERIMENT, new byte[] {67});
            return "kept";
        });
        group.run();
        assertThat(group.failures()).containsOnlyKeys(0).containsEntry(0, fault);
        assertThat(log(EXPERIMENT)).hasSize(1);
        assertThat(log(EXPERIMENT).getFirst()).containsExactly(67);
    }

    @Test
    void handsAnErrorToItsCallerAndGoesOn() {
        AssertionError error = new AssertionError("in a unit");
        assertThatThrownBy(() -> writer.write(work -> {
                    insert(work, "failed");
                    throw error;
                }))
                .isSameAs(error);
        writer.write(work -> insert(work, "later"));
        assertThat(kept("failed", "later")).containsExactly("later");
    }

    @Test
    void keepsTheStackOfAMistakeOfOurs() {
        IllegalStateException bug = new IllegalStateException("BUG: in a unit");
        assertThatThrownBy(() -> writer.write(_ -> {
                    throw bug;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(bug);
    }

    @Test
    void losesTheWholeGroupWithItsTransactionAndGoesOn() {
        writer.write(work -> insert(work, "before"));
        AtomicInteger committed = new AtomicInteger();
        Map<String, List<String>> before = Contents.of(database);
        Group group = new Group();
        group.add(work -> {
            work.afterCommit(committed::incrementAndGet);
            work.append(EXPERIMENT, new byte[] {1});
            return insert(work, "first");
        });
        group.add(work -> {
            insert(work, "second");
            lose(work.context());
            return "lost";
        });
        group.add(work -> insert(work, "third"));
        group.run();
        assertThat(group.failures()).containsOnlyKeys(0, 1, 2);
        group.failures().values().forEach(WriterContract::assertUnavailable);
        assertThat(committed).hasValue(0);
        assertThat(Contents.of(database)).isEqualTo(before);

        writer.write(work -> {
            work.append(EXPERIMENT, new byte[] {2});
            return insert(work, "later");
        });
        assertThat(kept("before", "first", "second", "third", "later")).containsExactly("before", "later");
        assertThat(log(EXPERIMENT)).hasSize(1);
    }

    @Test
    void remembersNoSeriesOfAUnitThatFailed() {
        SeriesDictionary dictionary = new SeriesDictionary();
        List<String> names = List.of("loss", "accuracy");
        Fault fault = Faults.busy("a test");
        assertThatThrownBy(() -> writer.write(work -> {
                    dictionary.learn(work, 0, names);
                    throw fault;
                }))
                .isSameAs(fault);
        assertThat(dictionary.recall(0, names)).isEmpty();

        long[] ids = writer.write(work -> dictionary.learn(work, 0, names));
        assertThat(dictionary.recall(0, names))
                .hasValueSatisfying(found -> assertThat(found.ids()).isEqualTo(ids));
        Map<Long, String> byId = database.read(transaction -> dictionary.names(transaction, Set.of(ids[0], ids[1])));
        assertThat(byId).containsEntry(ids[0], "loss").containsEntry(ids[1], "accuracy");
    }

    @Test
    void actsOnACommitBeforeItsCallerIsAnswered() {
        AtomicReference<List<String>> seen = new AtomicReference<>();
        writer.write(work -> {
            work.afterCommit(() -> seen.set(kept("row")));
            return insert(work, "row");
        });
        assertThat(seen.get()).containsExactly("row");
    }

    @Test
    void answersTheOthersWhereAnActionAfterTheCommitFails() {
        Group group = new Group();
        group.add(work -> {
            work.afterCommit(() -> {
                throw new IllegalStateException("BUG: an action");
            });
            return insert(work, "first");
        });
        group.add(work -> insert(work, "second"));
        group.run();
        assertThat(group.failures()).containsOnlyKeys(0);
        assertThat(kept("first", "second")).containsExactly("first", "second");
        writer.write(work -> insert(work, "later"));
    }

    @Test
    void triesAUnitAgainThatMetTheRowsOfAnotherServer() {
        AtomicInteger attempts = new AtomicInteger();
        database.write(transaction -> {
            Secrets.insert(transaction, "taken", new byte[] {1});
            return true;
        });
        String found = writer.write(work -> {
            work.append(EXPERIMENT, new byte[] {1});
            if (attempts.incrementAndGet() == 1) {
                insert(work, "half");
                insert(work, "taken");
            }
            return "found";
        });
        assertThat(found).isEqualTo("found");
        assertThat(attempts).hasValue(2);
        assertThat(kept("half")).isEmpty();
        assertThat(log(EXPERIMENT)).hasSize(1);
        assertThat(log(EXPERIMENT).getFirst()).hasSize(1);
        assertUnavailable(failureOf(() -> writer.write(work -> insert(work, "taken"))));
    }

    @Test
    void turnsAwayWhoFindsNoRoom() {
        writer.close();
        writer = new Writer(database, 1_024, Duration.ofMillis(20));
        Group group = new Group();
        assertThatThrownBy(() -> writer.write(work -> insert(work, "no room")))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.name()).isEqualTo("TooManyRequests"));
        group.run();
        writer.write(1 << 20, work -> insert(work, "larger than the queue"));
        writer.write(work -> insert(work, "room"));
        assertThat(kept("no room", "room")).containsExactly("room");
    }

    @Test
    void answersLaterWhoDoesNotWait() {
        Fault fault = Faults.busy("a test");
        Group group = new Group();
        CompletableFuture<String> kept =
                writer.tryWrite(0, work -> insert(work, "kept")).orElseThrow();
        CompletableFuture<Object> failed = writer.tryWrite(0, work -> {
                    insert(work, "failed");
                    throw fault;
                })
                .orElseThrow();
        assertThat(kept).isNotDone();
        group.run();
        writer.write(work -> insert(work, "behind them"));
        assertThat(kept).isCompleted();
        assertThat(failed).isCompletedExceptionally();
        assertThat(failed.exceptionNow()).isSameAs(fault);
        assertThat(kept("kept", "failed")).containsExactly("kept");
    }

    @Test
    void beginsNothingForWhoDoesNotWaitWhereThereIsNoRoom() {
        writer.close();
        assertThat(writer.tryWrite(0, work -> insert(work, "closed"))).isEmpty();
        writer = new Writer(database, 2_048, PATIENCE);
        Group group = new Group();
        assertThat(writer.tryWrite(0, work -> insert(work, "room"))).isPresent();
        assertThat(writer.tryWrite(0, work -> insert(work, "no room"))).isEmpty();
        group.run();
        writer.write(work -> insert(work, "behind it"));
        assertThat(writer.tryWrite(1_024, work -> insert(work, "room again"))).isPresent();
        writer.write(work -> insert(work, "behind that"));
        assertThat(kept("closed", "room", "no room", "room again")).containsExactly("room", "room again");
    }

    @Test
    void finishesWhatWaitsWhenItIsClosedAndRefusesWhatComesLater() throws Exception {
        Group group = new Group();
        for (int i = 0; i < 5; i++) {
            String name = "waiting" + i;
            group.add(work -> insert(work, name));
        }
        Thread closing = Thread.ofPlatform().start(writer::close);
        awaitWaiting(closing);
        assertUnavailable(failureOf(() -> writer.write(work -> insert(work, "late"))));
        group.run();
        closing.join();
        assertThat(group.failures()).isEmpty();
        assertUnavailable(failureOf(() -> writer.write(work -> insert(work, "later"))));
        assertThat(kept("waiting0", "waiting4", "late", "later")).containsExactly("waiting0", "waiting4");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("assay-writer"));
        writer.close();
    }

    @Test
    void answersACallerWhoWasInterruptedMeanwhile() throws Exception {
        Group group = new Group();
        group.add(work -> {
            work.append(EXPERIMENT, new byte[] {1});
            return insert(work, "interrupted");
        });
        group.threads.getFirst().interrupt();
        group.run();
        assertThat(group.failures()).isEmpty();
        assertThat(kept("interrupted")).containsExactly("interrupted");
    }

    @Test
    void keepsNothingForACallerWhoCameInterrupted() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>(false);
        Thread thread = Thread.ofPlatform().start(() -> {
            Thread.currentThread().interrupt();
            failure.set(failureOf(() -> writer.write(work -> insert(work, "interrupted"))));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        thread.join();
        assertUnavailable(failure.get());
        assertThat(interrupted.get()).isTrue();
        assertThat(kept("interrupted")).isEmpty();
    }

    @Test
    void doesNotStopForAnInterruptOfItsOwnThread() {
        writer.write(work -> {
            Thread.currentThread().interrupt();
            return insert(work, "first");
        });
        writer.write(work -> insert(work, "second"));
        assertThat(kept("first", "second")).containsExactly("first", "second");
    }

    @Test
    void numbersTheRowsOfTheLogUpwardsAlsoAfterItWasClosed() {
        for (int i = 0; i < 3; i++) {
            append(i);
        }
        writer.close();
        writer = new Writer(database, QUEUE_BYTES, PATIENCE);
        append(3);
        assertThat(log(EXPERIMENT).stream().map(frame -> (int) frame[0]).toList())
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    @SuppressWarnings("NullAway") // The database refuses a row without frames.
    void forgetsTheNumbersOfALogRowThatWasLost() {
        // The very first row takes a block of numbers, in a transaction that then fails.
        assertUnavailable(failureOf(() -> writer.write(work -> {
            work.append(EXPERIMENT, null);
            return "no frame";
        })));
        append(1);
        append(2);
        assertThat(Contents.of(database).get("log")).hasSize(2);
        assertThat(Contents.of(database).get("counter")).containsExactly("LOG|65536");
    }

    private void append(int mark) {
        writer.write(work -> {
            work.append(EXPERIMENT, new byte[] {(byte) mark});
            return mark;
        });
    }

    private List<byte[]> log(long experiment) {
        return database.read(transaction -> LogTable.list(transaction, experiment));
    }

    private List<String> kept(String... names) {
        return database.read(transaction -> List.of(names).stream()
                .filter(name -> Secrets.find(transaction, name).isPresent())
                .toList());
    }

    private static String insert(UnitOfWork work, String name) {
        Secrets.insert(work.context(), name, new byte[] {1});
        return name;
    }

    private static void assertUnavailable(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAVAILABLE));
    }

    private static Throwable failureOf(ThrowingCallable call) {
        return catchThrowable(call);
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    /// Units that are known to be in the queue together: the writer is held up until all of them are.
    private final class Group {

        private final CountDownLatch release = new CountDownLatch(1);
        private final List<Thread> threads = new ArrayList<>();
        private final List<AtomicReference<Throwable>> failures = new ArrayList<>();
        private final Thread holdUp;

        Group() {
            CountDownLatch held = new CountDownLatch(1);
            holdUp = Thread.ofPlatform()
                    .start(() -> writer.write(_ -> {
                        held.countDown();
                        await(release);
                        return true;
                    }));
            await(held);
        }

        void add(Function<UnitOfWork, Object> unit) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            failures.add(failure);
            Thread thread = Thread.ofPlatform().start(() -> failure.set(failureOf(() -> writer.write(unit))));
            awaitWaiting(thread);
            threads.add(thread);
        }

        void run() {
            release.countDown();
            join(holdUp);
            threads.forEach(Group::join);
        }

        /// By the place of their units.
        Map<Integer, Throwable> failures() {
            Map<Integer, Throwable> thrown = new TreeMap<>();
            for (int i = 0; i < failures.size(); i++) {
                Throwable failure = failures.get(i).get();
                if (failure != null) {
                    thrown.put(i, failure);
                }
            }
            return thrown;
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Model model() {
        return new Model(
                new ModelId("m"),
                0,
                Model.DEFAULT_FOLDER,
                "m",
                List.of(),
                new UUID(1, 1),
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    private static Experiment experiment(String name) {
        return new Experiment(
                new ExperimentId(name),
                new ModelId("m"),
                0,
                name,
                name,
                new UUID(1, 1),
                Instant.EPOCH,
                new Status(Status.Word.RUNNING, 0, OptionalLong.empty(), Optional.empty()),
                new Source.Sdk(),
                Experiment.DEFAULT_BRANCH,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
