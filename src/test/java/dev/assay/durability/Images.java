package dev.assay.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.TestStore;
import dev.assay.durability.SimulatedDisk.Luck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Rebuilds disks from a recording, opens each with the real store, and holds it against what was
/// acknowledged when the power failed.
final class Images {

    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    /// Images that wait in memory.
    private static final int WAITING_MAX = 2 * THREADS;

    private static final List<Luck> LUCK = List.of(Luck.values());

    private static final Path MEMORY = Path.of("/dev/shm");

    /// @param files what the disk holds
    private record Image(
            String name, Map<Path, byte[]> files, Map<String, Integer> batchesByRun, Map<String, Integer> filesByRun) {}

    private final List<Event> events;
    private final Path root;
    private final long seed;
    private final SplittableRandom random;
    private final Semaphore room = new Semaphore(WAITING_MAX);
    private final List<Future<?>> checks = new ArrayList<>();

    Images(Recorder recorder, long seed) throws IOException {
        this.events = Event.read(recorder.log());
        this.root = recorder.disk();
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /// Of `count` power failures, half strike when an answer has just left, a few during the very first
    /// start, and the others anywhere.
    void check(List<RunWriter> writers, List<Uploader> uploaders, int count) throws Exception {
        int[] moments = moments(count);
        SimulatedDisk disk = new SimulatedDisk(root);
        Acknowledgements acknowledgements = new Acknowledgements(writers, uploaders);
        Path scratch = scratch();
        long begun = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < events.size(); i++) {
                disk.follow(events.get(i));
                acknowledgements.follow(events.get(i));
                for (int n = 0; n < moments[i]; n++) {
                    check(image(disk, acknowledgements, i, n), scratch, pool);
                }
            }
            for (Future<?> check : checks) {
                check.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("a disk that lost something", e.getCause());
        } finally {
            delete(scratch);
        }
        writers.forEach(writer ->
                assertThat(acknowledgements.batchesByRun()).containsEntry(writer.runId(), writer.acknowledged()));
        uploaders.forEach(uploader ->
                assertThat(acknowledgements.filesByRun()).containsEntry(uploader.runId(), uploader.acknowledged()));
        System.out.printf(
                "%d disks rebuilt from %d records, seed %d, in %d s%n",
                checks.size(), events.size(), seed, (System.nanoTime() - begun) / 1_000_000_000);
        assertThat(checks).hasSizeGreaterThanOrEqualTo(count);
    }

    /// How many images to take after each event.
    private int[] moments(int count) {
        int[] answers = IntStream.range(0, events.size())
                .filter(i -> Acknowledgements.isOfAWrite(events.get(i)))
                .toArray();
        assertThat(answers).isNotEmpty();
        int[] moments = new int[events.size()];
        for (int i = 0; i < count; i++) {
            int moment = switch (i % 20) {
                case 0 -> random.nextInt(answers[0]);
                case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> answers[random.nextInt(answers.length)];
                default -> random.nextInt(answers[0], events.size());
            };
            moments[moment]++;
        }
        return moments;
    }

    private Image image(SimulatedDisk disk, Acknowledgements acknowledgements, int event, int n) {
        boolean writing = acknowledgements.batchesByRun().values().stream().anyMatch(batches -> batches > 0);
        boolean uploading = acknowledgements.filesByRun().values().stream().anyMatch(uploads -> uploads > 0);
        Luck luck = LUCK.get(random.nextInt(LUCK.size()));
        return new Image(
                "seed " + seed + ", after record " + event + ", kept of the unsynced: " + luck + " (" + n + ")",
                disk.image(luck, random),
                writing ? acknowledgements.batchesByRun() : Map.of(),
                uploading ? acknowledgements.filesByRun() : Map.of());
    }

    private void check(Image image, Path scratch, ExecutorService pool) throws InterruptedException {
        room.acquire();
        Path folder = scratch.resolve(Integer.toString(checks.size()));
        checks.add(pool.submit(() -> {
            try {
                check(image, folder);
            } finally {
                delete(folder);
                room.release();
            }
            return true;
        }));
    }

    private static void check(Image image, Path folder) throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data);
        for (Map.Entry<Path, byte[]> file : image.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        try (TestStore store = TestStore.open(data)) {
            KeptRuns.check(data, store, image.batchesByRun());
            Uploader.check(store, image.filesByRun());
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(image.name(), e);
        }
    }

    /// In memory where the system lets us: nothing here need survive.
    private static Path scratch() throws IOException {
        return Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "assay-images")
                : Files.createTempDirectory("assay-images");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
