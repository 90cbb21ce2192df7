package dev.assay.engine;

import static dev.assay.sql.tables.Tables.AGGREGATES;
import static dev.assay.sql.tables.Tables.LOG;
import static dev.assay.sql.tables.Tables.LOOSE_PACK;
import static dev.assay.sql.tables.Tables.PACK;
import static dev.assay.sql.tables.Tables.ROLLUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.Source;
import dev.assay.domain.Status;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ModelTable;
import dev.assay.meta.PackEntry;
import dev.assay.meta.RollupTable;
import dev.assay.series.Batch;
import dev.assay.series.Frames;
import dev.assay.sql.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is rolled up and merged, by whom, and wherever one of them ends in the middle of it: a series is the set of
/// its points. A backend's own test opens the backend. `-Dassay.simulation.seeds=N` simulates more,
/// `-Dassay.simulation.seed=S` one alone.
abstract class RollUpContract {

    private static final long SERIES = 42;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    static final Instant START = Instant.ofEpochMilli(1_700_000_000_000L);

    @TempDir
    Path folder;

    private Database database;

    protected abstract Database open(Path folder);

    protected abstract int seeds();

    @BeforeEach
    void openDatabase() {
        database = open(folder);
        insertModel(database);
    }

    static void insertModel(Database database) {
        database.write(transaction -> {
            ModelTable.insert(
                    transaction,
                    new Model(
                            new ModelId("m"),
                            1,
                            Model.DEFAULT_FOLDER,
                            "m",
                            List.of(),
                            new UUID(0, 0),
                            START,
                            START,
                            Optional.empty(),
                            OptionalInt.empty(),
                            Optional.empty()));
            return true;
        });
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void keepsEverySeriesTheSetOfItsPoints() {
        simulate(false);
    }

    /// One server goes on from what it read before.
    @Test
    void readsTheSameWhereItGoesOn() {
        int wentOn = simulate(true);
        assertThat(wentOn).isGreaterThan(Long.getLong("assay.simulation.seed") == null ? 0 : -1);
    }

    private int simulate(boolean alone) {
        Optional<Long> only = Optional.ofNullable(Long.getLong("assay.simulation.seed"));
        long from = only.orElse(0L);
        long to = only.isPresent() ? from + 1 : Long.getLong("assay.simulation.seeds", seeds());
        int wentOn = 0;
        for (long seed = from; seed < to; seed++) {
            try (RollUpSimulation simulation = new RollUpSimulation(database, seed, alone)) {
                simulation.run();
                wentOn += simulation.wentOn();
            } catch (Throwable e) {
                throw new AssertionError("-Dassay.simulation.seed=" + seed, e);
            }
        }
        requireNothingLeft();
        return wentOn;
    }

    private void requireNothingLeft() {
        assertThat(database.<Integer>read(transaction -> transaction.fetchCount(LOG)
                        + transaction.fetchCount(PACK)
                        + transaction.fetchCount(LOOSE_PACK)
                        + transaction.fetchCount(ROLLUP)
                        + transaction.fetchCount(AGGREGATES)))
                .isZero();
    }

    /// Neither the memory nor a transaction grows with the tail.
    @Test
    void rollsUpALongTailInSteps() {
        insertExperiment(database, 1, Status.Word.RUNNING);
        int packBytes = 32 << 10;
        int frames = 600;
        int points = 300;
        try (SimulatedServer server = server(packBytes)) {
            for (int i = 0; i < frames; i++) {
                log(server, 1, i * points, points);
            }
            long before = server.doors.calls();
            server.rollUp.rollAll();
            assertThat(server.doors.calls() - before).isGreaterThan(20);
            List<PackEntry> packs = packs(1);
            assertThat(packs)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(pack -> assertThat(pack.bytes()).isLessThan(2L * packBytes));
            assertThat(packs.stream().map(PackEntry::run).distinct().count()).isLessThan(10);
            assertThat(packs.stream().mapToLong(PackEntry::points).sum()).isEqualTo((long) frames * points);
            SeriesAggregates aggregates = aggregates(server, 1);
            assertThat(aggregates.length()).isEqualTo((long) frames * points);
            assertThat(aggregates.last().step()).isEqualTo(frames * points - 1);
        }
        assertThat(logRows()).isZero();
    }

    @Test
    void rollsUpByItselfWhatWaitsHereAndWhatAnEarlierProcessLeft() throws InterruptedException {
        insertExperiment(database, 1, Status.Word.RUNNING);
        insertExperiment(database, 2, Status.Word.RUNNING);
        insertExperiment(database, 3, Status.Word.FINISHED);
        try (SimulatedServer earlier = server(RollUp.PACK_BYTES)) {
            log(earlier, 1, 0, 10);
            earlier.rollUp.rollAll();
            log(earlier, 1, 10, 10);
            log(earlier, 3, 0, 10);
        }
        try (SimulatedServer server = server(RollUp.PACK_BYTES)) {
            server.rollUp.start();
            log(server, 2, 0, 10);
            awaitEmptyLog();
            log(server, 2, 5, 10);
            log(server, 3, 10, 10);
            server.writer.write(work -> {
                work.end(3);
                return true;
            });
            awaitEmptyLog();
            assertThat(aggregates(server, 1).length()).isEqualTo(20);
            assertThat(aggregates(server, 2).length()).isEqualTo(15);
            awaitRuns(3, 1);
            assertThat(aggregates(server, 3).length()).isEqualTo(20);
        }
    }

    @Test
    void triesAgainWhatFailed() throws InterruptedException {
        insertExperiment(database, 1, Status.Word.RUNNING);
        try (SimulatedServer server = server(RollUp.PACK_BYTES)) {
            server.doors.failPuts(2);
            server.rollUp.start();
            log(server, 1, 0, 10);
            assertThat(aggregates(server, 1).length()).isEqualTo(10);
            awaitEmptyLog();
            assertThat(aggregates(server, 1).length()).isEqualTo(10);
            assertThat(packs(1)).hasSize(1);
        }
    }

    @Test
    void knowsAggregatesWithoutReadingPacks() {
        insertExperiment(database, 1, Status.Word.RUNNING);
        try (SimulatedServer server = server(RollUp.PACK_BYTES)) {
            log(server, 1, 0, 10_000);
            server.rollUp.rollAll();
            log(server, 1, 10_000, 10);
            server.doors.crashAfter(0);
            assertThat(aggregates(server, 1).length()).isEqualTo(10_010);
        }
    }

    /// What is damaged stays where it is and is said; all else goes on.
    @Test
    void leavesADamagedExperimentAndGoesOn() {
        insertExperiment(database, 1, Status.Word.RUNNING);
        insertExperiment(database, 2, Status.Word.RUNNING);
        insertExperiment(database, 3, Status.Word.RUNNING);
        try (SimulatedServer server = server(RollUp.PACK_BYTES)) {
            for (long experiment = 1; experiment <= 2; experiment++) {
                for (int i = 0; i < 4; i++) {
                    log(server, experiment, 10 * i, 10);
                    server.rollUp.rollAll();
                }
            }
            log(server, 1, 100, 10);
            log(server, 3, 0, 10);
            database.write(transaction -> transaction
                    .update(LOG)
                    .set(LOG.FRAME, new byte[] {1, 2, 3})
                    .where(LOG.EXPERIMENT_ID.eq(1L))
                    .execute());
            server.rollUp.rollAll();
            assertThat(logRows()).isEqualTo(1);
            assertThat(packs(1)).hasSize(1);
            assertThat(packs(2)).hasSize(1);
            assertThat(aggregates(server, 3).length()).isEqualTo(10);
        }
    }

    private SimulatedServer server(int packBytes) {
        RollUp.Bounds soon = new RollUp.Bounds(1, Duration.ZERO);
        return new SimulatedServer(database, () -> START, packBytes, soon);
    }

    private static void log(SimulatedServer server, long experiment, int stepFrom, int points) {
        Batch batch = new Batch();
        for (int i = 0; i < points; i++) {
            batch.add("s", stepFrom + i, stepFrom + i, Math.sin(stepFrom + i));
        }
        byte[] frame = Frames.encode(batch, new long[] {SERIES});
        server.writer.write(work -> {
            work.append(experiment, frame);
            return true;
        });
    }

    private SeriesAggregates aggregates(SimulatedServer server, long experiment) {
        SortedMap<Long, SeriesAggregates> all =
                database.read(transaction -> server.reader.aggregatesById(transaction, experiment));
        assertThat(all).containsOnlyKeys(SERIES);
        return Objects.requireNonNull(all.get(SERIES));
    }

    private List<PackEntry> packs(long experiment) {
        return database.<Optional<RollupTable.Row>>read(transaction -> RollupTable.find(transaction, experiment))
                .map(RollupTable.Row::packs)
                .orElse(List.of());
    }

    private int logRows() {
        return database.<Integer>read(transaction -> transaction.fetchCount(LOG));
    }

    private void awaitEmptyLog() throws InterruptedException {
        await(() -> logRows() == 0);
    }

    private void awaitRuns(long experiment, long runs) throws InterruptedException {
        await(() -> packs(experiment).stream().map(PackEntry::run).distinct().count() == runs);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (long until = System.nanoTime() + PATIENCE.toNanos(); !condition.getAsBoolean(); ) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.sleep(20);
        }
    }

    static void insertExperiment(Database database, long key, Status.Word word) {
        database.write(transaction -> {
            ExperimentTable.insert(transaction, key, experiment(key, word));
            return true;
        });
    }

    static Experiment experiment(long key, Status.Word word) {
        return experiment(key, word, Optional.empty());
    }

    static Experiment deleted(long key, Instant time) {
        return experiment(key, Status.Word.RUNNING, Optional.of(time));
    }

    private static Experiment experiment(long key, Status.Word word, Optional<Instant> deletedTime) {
        return new Experiment(
                new ExperimentId("e" + key),
                new ModelId("m"),
                1,
                "%032x".formatted(key),
                "e",
                new UUID(0, 0),
                START,
                new Status(word, 0, OptionalLong.empty(), Optional.empty()),
                new Source.Sdk(),
                Experiment.DEFAULT_BRANCH,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                deletedTime);
    }
}
