package dev.assay.engine;

import static dev.assay.sql.tables.Tables.AGGREGATES;
import static dev.assay.sql.tables.Tables.LOG;
import static dev.assay.sql.tables.Tables.LOOSE_PACK;
import static dev.assay.sql.tables.Tables.PACK;
import static dev.assay.sql.tables.Tables.ROLLUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Experiment;
import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.Status;
import dev.assay.meta.Deleted;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.LogTable;
import dev.assay.meta.PackEntry;
import dev.assay.meta.RollupTable;
import dev.assay.series.Batch;
import dev.assay.series.Frames;
import dev.assay.series.NaiveSeries;
import dev.assay.series.Parts;
import dev.assay.series.PointCursor;
import dev.assay.series.PointRange;
import dev.assay.series.RandomPoints;
import dev.assay.series.sql.SqlPackStore;
import dev.assay.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jooq.DSLContext;

/// Two servers on one database, or one alone that remembers what it read, log, roll up, merge, purge, die and come
/// back,
/// as a seed has it; after every step what they read is held against a sorted set.
final class RollUpSimulation implements AutoCloseable {

    private static final int STEPS_MAX = 40;
    private static final int EXPERIMENTS_MAX = 3;
    private static final int SERIES_MAX = 4;
    private static final int WRITERS = 4;
    private static final long EXPERIMENTS_OF_SEED = 10;

    private final Database database;
    private final RandomPoints points;
    private final Random random;
    private final int packBytes;
    private final boolean ordered;
    private final boolean alone;
    /// How far each of several writers has come, which have steps of their own.
    private final long[] written = new long[WRITERS];

    private final List<SimulatedServer> servers = new ArrayList<>();
    private final Map<Long, SortedMap<Long, NaiveSeries>> model = new TreeMap<>();
    private final List<Long> purged = new ArrayList<>();
    private final List<Point> logged = new ArrayList<>();
    private final long[] ids;
    private Instant now = RollUpContract.START;
    private long step;
    private int wentOn;

    RollUpSimulation(Database database, long seed, boolean alone) {
        this.database = database;
        this.alone = alone;
        this.points = new RandomPoints(seed);
        this.random = points.random();
        this.packBytes = 64 << random.nextInt(8);
        this.ordered = random.nextBoolean();
        this.ids = LongStream.generate(() -> random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(1_000))
                .distinct()
                .limit(1 + random.nextInt(SERIES_MAX))
                .sorted()
                .toArray();
        for (int i = 0; i < (alone ? 1 : 2); i++) {
            servers.add(newServer());
        }
        for (int i = 0; i <= random.nextInt(EXPERIMENTS_MAX); i++) {
            long experiment = seed * EXPERIMENTS_OF_SEED + i;
            RollUpContract.insertExperiment(database, experiment, Status.Word.RUNNING);
            model.put(experiment, new TreeMap<>());
        }
    }

    void run() {
        for (int i = 5 + random.nextInt(STEPS_MAX); i > 0; i--) {
            long experiment = someExperiment();
            step(random.nextInt(servers.size()), experiment);
            if (model.containsKey(experiment)) {
                check(experiment);
            }
        }
        finish();
        purgeAll();
    }

    /// How often what was read before was enough to go on from.
    int wentOn() {
        return wentOn;
    }

    private SimulatedServer newServer() {
        return alone
                ? SimulatedServer.alone(database, () -> now, packBytes)
                : new SimulatedServer(database, () -> now, packBytes);
    }

    private long someExperiment() {
        return List.copyOf(model.keySet()).get(random.nextInt(model.size()));
    }

    private void step(int index, long experiment) {
        SimulatedServer server = servers.get(index);
        switch (random.nextInt(20)) {
            case 0, 1 -> server.rollUp.rollAll();
            case 2 -> server.readTail(experiment);
            case 3 -> server.writeTail();
            case 4 -> server.readMerge(experiment, random.nextBoolean());
            case 5 -> server.writeMerge();
            case 6 -> crash(index, () -> server.rollUp.rollAll());
            case 7 ->
                crash(index, () -> {
                    server.readMerge(experiment, true);
                    server.writeMerge();
                });
            case 8 -> end(server, experiment);
            case 9 -> restart(index);
            case 10 -> sweep(server);
            case 11 -> {
                if (model.size() > 1) {
                    purge(server, experiment);
                }
            }
            case 12 -> free(server);
            case 13 -> crash(index, () -> free(server));
            case 14 -> logLate(server);
            default -> log(server, experiment);
        }
    }

    private void crash(int index, Runnable work) {
        SimulatedServer server = servers.get(index);
        server.doors.crashAfter(random.nextInt(12));
        try {
            work.run();
            server.doors.stayAlive();
        } catch (Crash _) {
            restart(index);
        }
    }

    private void restart(int index) {
        servers.get(index).close();
        servers.set(index, newServer());
    }

    private void sweep(SimulatedServer server) {
        now = now.plus(Duration.ofMinutes(random.nextInt(15)));
        server.merges.sweep();
    }

    /// Gone for every reader at once; what it leaves is freed later.
    private void purge(SimulatedServer server, long experiment) {
        Experiment running = RollUpContract.experiment(experiment, Status.Word.RUNNING);
        Experiment deleted = RollUpContract.deleted(experiment, now);
        now = now.plusMillis(1);
        assertThat(server.writer.<Boolean>write(work -> {
                    ExperimentTable.update(
                            work.context(), new ExperimentTable.Row(experiment, running, false), deleted);
                    return new Deleted(now, Optional.empty()).remove(work.context(), experiment);
                }))
                .isTrue();
        model.remove(experiment);
        purged.add(experiment);
    }

    private void free(SimulatedServer server) {
        int slices = random.nextInt(20);
        int[] asked = new int[1];
        server.leftovers.run(() -> asked[0]++ < slices);
    }

    /// By a server that has not heard of the purge.
    private void logLate(SimulatedServer server) {
        if (!purged.isEmpty()) {
            long experiment = purged.get(random.nextInt(purged.size()));
            byte[] frame = Frames.encode(latePoint(), new long[] {ids[0]});
            server.writer.write(work -> {
                work.append(experiment, frame);
                return true;
            });
        }
    }

    private Batch latePoint() {
        Batch batch = new Batch();
        Point point = points.next();
        batch.add("s", point.step(), point.timeMs(), point.value());
        return batch;
    }

    private void end(SimulatedServer server, long experiment) {
        server.writer.write(work -> {
            ExperimentTable.update(
                    work.context(),
                    new ExperimentTable.Row(
                            experiment, RollUpContract.experiment(experiment, Status.Word.RUNNING), false),
                    RollUpContract.experiment(experiment, Status.Word.FINISHED));
            work.end(experiment);
            return true;
        });
    }

    private void log(SimulatedServer server, long experiment) {
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            frames.add(frame(experiment));
        }
        server.writer.write(work -> {
            frames.forEach(frame -> work.append(experiment, frame));
            return true;
        });
    }

    private byte[] frame(long experiment) {
        Batch batch = new Batch();
        int count = 1 + random.nextInt(random.nextInt(4) == 0 ? 150 : 12);
        boolean repeats = random.nextInt(4) == 0 && !logged.isEmpty();
        for (int i = 0; i < count; i++) {
            int series = random.nextInt(ids.length);
            Point point = repeats ? logged.get(random.nextInt(logged.size())) : nextPoint();
            batch.add("s" + series, point.step(), point.timeMs(), point.value());
            series(experiment, ids[series]).points.add(point);
            logged.add(point);
        }
        long[] idsOfNames = batch.names().stream()
                .mapToLong(name -> ids[Integer.parseInt(name.substring(1))])
                .toArray();
        return Frames.encode(batch, idsOfNames);
    }

    private Point nextPoint() {
        Point point = points.next();
        return ordered ? new Point(alone ? drifting() : step++, point.timeMs(), point.value()) : point;
    }

    private long drifting() {
        int writer = random.nextInt(1 + random.nextInt(WRITERS));
        return written[writer]++ * WRITERS + writer;
    }

    private NaiveSeries series(long experiment, long id) {
        return model.computeIfAbsent(experiment, _ -> new TreeMap<>()).computeIfAbsent(id, _ -> new NaiveSeries());
    }

    /// As a server that knows nothing sees it, and one that remembers much.
    private void check(long experiment) {
        SimulatedServer server = servers.get(random.nextInt(servers.size()));
        SortedMap<Long, NaiveSeries> expected = model.getOrDefault(experiment, new TreeMap<>());
        database.read(transaction -> {
            server.growing.flatMap(tails -> tails.find(transaction, experiment)).ifPresent(aggregates -> {
                wentOn++;
                check(experiment, aggregates, expected);
            });
            check(experiment, server.reader.aggregatesById(transaction, experiment), expected);
            if (random.nextInt(3) == 0) {
                checkPoints(server.reader.parts(transaction, experiment), expected);
            }
            return true;
        });
    }

    private void check(
            long experiment, SortedMap<Long, SeriesAggregates> aggregates, SortedMap<Long, NaiveSeries> expected) {
        assertThat(aggregates.keySet()).isEqualTo(expected.keySet());
        aggregates.forEach((id, found) ->
                assertThat(bits(found)).isEqualTo(bits(series(experiment, id).aggregates())));
    }

    private void checkPoints(Parts parts, SortedMap<Long, NaiveSeries> expected) {
        assertThat(parts.ids()).isEqualTo(expected.keySet());
        PointRange range = random.nextBoolean() ? PointRange.ALL : someRange();
        PointCursor.openAll(parts, new TreeSet<>(expected.keySet()), range)
                .forEach((id, cursor) -> assertThat(drain(cursor))
                        .as("%s", range)
                        .isEqualTo(expected.getOrDefault(id, new NaiveSeries()).read(range)));
    }

    private PointRange someRange() {
        if (logged.isEmpty()) {
            return PointRange.ALL;
        }
        long stepFrom = logged.get(random.nextInt(logged.size())).step();
        long stepTo = logged.get(random.nextInt(logged.size())).step();
        return new PointRange(stepFrom, stepTo, random.nextInt(20), random.nextInt(100));
    }

    /// Everything ends, what was left lying is swept, and nothing is left but what must be.
    private void finish() {
        for (int i = 0; i < servers.size(); i++) {
            servers.get(i).writeTail();
            servers.get(i).writeMerge();
        }
        now = now.plus(Duration.ofHours(1));
        SimulatedServer server = servers.getFirst();
        model.keySet().forEach(experiment -> end(server, experiment));
        server.merges.sweep();
        server.rollUp.rollAll();
        model.forEach((experiment, series) -> {
            check(experiment);
            database.read(transaction -> checkStored(transaction, experiment, series));
        });
    }

    /// Nothing is left of what was purged; the files of the store could be as small as before.
    private void purgeAll() {
        SimulatedServer server = servers.getLast();
        List.copyOf(model.keySet()).forEach(experiment -> purge(server, experiment));
        server.leftovers.run(() -> true);
        database.read(transaction -> {
            purged.forEach(experiment -> {
                assertThat(transaction.fetchCount(LOG, LOG.EXPERIMENT_ID.eq(experiment)))
                        .isZero();
                assertThat(transaction.fetchCount(PACK, PACK.EXPERIMENT_ID.eq(experiment)))
                        .isZero();
                assertThat(transaction.fetchCount(LOOSE_PACK, LOOSE_PACK.EXPERIMENT_ID.eq(experiment)))
                        .isZero();
                assertThat(transaction.fetchCount(ROLLUP, ROLLUP.EXPERIMENT_ID.eq(experiment)))
                        .isZero();
                assertThat(transaction.fetchCount(AGGREGATES, AGGREGATES.EXPERIMENT_ID.eq(experiment)))
                        .isZero();
            });
            return true;
        });
    }

    private boolean checkStored(DSLContext transaction, long experiment, SortedMap<Long, NaiveSeries> series) {
        assertThat(LogTable.list(transaction, experiment)).isEmpty();
        List<PackEntry> packs = RollupTable.find(transaction, experiment)
                .map(RollupTable.Row::packs)
                .orElse(List.of());
        assertThat(new SqlPackStore().list(transaction, experiment))
                .containsExactlyInAnyOrderElementsOf(
                        packs.stream().map(PackEntry::number).toList());
        assertThat(MergePlan.choose(packs, true, packBytes)).isEmpty();
        if (packs.stream().map(PackEntry::run).distinct().count() == 1) {
            assertThat(packs.stream().mapToLong(PackEntry::points).sum())
                    .isEqualTo(series.values().stream()
                            .mapToLong(one -> one.points.size())
                            .sum());
        }
        SortedMap<Long, String> expected = new TreeMap<>();
        series.forEach((id, one) -> expected.put(id, bits(one.aggregates())));
        SortedMap<Long, String> across = new TreeMap<>();
        SeriesAcross.of(
                transaction, List.of(experiment), series.keySet(), (_, id, stored) -> across.put(id, bits(stored)));
        assertThat(across).isEqualTo(expected);
        return true;
    }

    private static List<Point> drain(PointCursor cursor) {
        List<Point> drained = new ArrayList<>();
        while (cursor.next()) {
            drained.add(new Point(cursor.step(), cursor.timeMs(), cursor.value()));
        }
        return drained;
    }

    private static String bits(SeriesAggregates aggregates) {
        return aggregates + " "
                + Long.toHexString(Double.doubleToRawLongBits(aggregates.last().value()));
    }

    @Override
    public void close() {
        servers.forEach(SimulatedServer::close);
    }
}
