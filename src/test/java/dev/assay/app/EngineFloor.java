package dev.assay.app;

import dev.assay.artifact.local.LocalArtifactStore;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Model;
import dev.assay.domain.Scope;
import dev.assay.series.Batch;
import dev.assay.series.sql.SqlPackStore;
import dev.assay.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// How many points a second the engine takes, durably, from threads of its own process: what ingest by Arrow is held
/// against. Not a test: `java -cp target/classes:target/test-classes:… dev.assay.app.EngineFloor [seconds [roll-up]]`
/// prints a line; with `roll-up` the points also go from the log into packs meanwhile, as they do in a server.
/// The batches are those of the figure: ten series of a thousand points each, eight at a time, each to its experiment.
public final class EngineFloor {

    private static final int WRITERS = 8;
    private static final int SERIES = 10;
    private static final int STEPS = 1_000;
    private static final long TIME_MS = 1_760_000_000_000L;
    private static final Duration WARM_MAX = Duration.ofSeconds(10);

    private final Store store;
    private final Caller caller;
    private final double[] values = new SplittableRandom(1).doubles(STEPS).toArray();
    private final AtomicLong points = new AtomicLong();

    private EngineFloor(Store store) {
        this.store = store;
        this.caller = new Caller(store.admin(), EnumSet.allOf(Scope.class));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Duration measured = Duration.ofSeconds(arguments.length == 0 ? 5 : Long.parseLong(arguments[0]));
        Path folder = Files.createTempDirectory("assay-engine-floor");
        try (Database database = Database.sqlite(folder.resolve("assay.db"));
                Store store = Store.open(
                        database,
                        new SqlPackStore(),
                        new LocalArtifactStore(folder.resolve("artifacts")),
                        InstantSource.system(),
                        Store.Limits.DEFAULT)) {
            if (arguments.length > 1 && arguments[1].equals("roll-up")) {
                store.startRollUp();
            }
            double rate = new EngineFloor(store).run(measured);
            System.out.printf("arrow %d points a batch, %.0f points/s%n", SERIES * STEPS, rate);
            store.metrics()
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("assay_roll_up_lag_seconds "))
                    .forEach(System.out::println);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private double run(Duration measured) throws InterruptedException {
        Duration warm = measured.compareTo(WARM_MAX) < 0 ? measured : WARM_MAX;
        long end = System.nanoTime() + warm.plus(measured).toNanos();
        Model model = store.models().create(caller, Optional.empty(), NewModel.named("floor"));
        Thread[] writers = new Thread[WRITERS];
        for (int i = 0; i < WRITERS; i++) {
            ExperimentId experiment =
                    store.experiments().create(caller, Optional.empty(), model.id(), NewExperiment.named("run"));
            writers[i] = Thread.ofPlatform().start(() -> write(experiment, end));
        }
        Thread.sleep(warm);
        long before = points.get();
        long begun = System.nanoTime();
        for (Thread writer : writers) {
            writer.join();
        }
        return (points.get() - before) * 1e9 / (System.nanoTime() - begun);
    }

    private void write(ExperimentId experiment, long end) {
        ExperimentRef ref = new ExperimentRef.ById(experiment);
        for (long first = 0; System.nanoTime() < end; first += STEPS) {
            store.experiments().change(caller, Optional.empty(), ref, Changes.NONE.withPoints(batch(first)));
            points.addAndGet((long) SERIES * STEPS);
        }
    }

    private Batch batch(long first) {
        long[] steps = new long[STEPS];
        Arrays.setAll(steps, i -> first + i);
        long[] times = new long[STEPS];
        Arrays.setAll(times, i -> TIME_MS + 100 * (first + i));
        Batch batch = new Batch();
        for (int series = 0; series < SERIES; series++) {
            batch.addColumns("metric_%03d".formatted(series), steps, times, values);
        }
        return batch;
    }
}
