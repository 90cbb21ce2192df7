package dev.assay.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged is on stable storage, whatever the power and the disk do: everything that the
/// built server does to its files is recorded, and disks are rebuilt from it as a power failure at any
/// moment might leave them.
///
/// `-Dassay.durability.images=N` rebuilds more of them than the build has time for.
class DurabilityIT {

    private static final int IMAGES = Integer.getInteger("assay.durability.images", 1_000);
    private static final int WRITERS = 6;
    private static final int BATCHES = 120;
    private static final int FILES = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void everyPowerFailureLeavesWhatWasAcknowledged() throws Exception {
        try (Recorder recorder = Recorder.start(folder);
                Calls calls = new Calls(recorder.server())) {
            List<RunWriter> writers = RunWriter.of(calls, WRITERS);
            write(writers, BATCHES / 2);
            recorder.server().kill();
            recorder.server().restart();
            write(writers, BATCHES);
            recorder.server().stop();
            assertThat(writers)
                    .allSatisfy(writer -> assertThat(writer.refusals()).isEmpty());
            new Images(recorder, 1).check(writers, List.of(), IMAGES);
        }
    }

    @Test
    void failingSyncsAreAnsweredWith503AndLoseNothing() throws Exception {
        try (Recorder recorder = Recorder.start(folder);
                Calls calls = new Calls(recorder.server())) {
            List<RunWriter> writers = RunWriter.of(calls, WRITERS);
            write(writers, 10);
            for (int round = 1; round <= 5; round++) {
                long before = recorder.failed();
                List<Thread> threads = start(writers, 10 + 10 * round);
                recorder.failSyncs(round);
                awaitFailed(recorder, before + round);
                join(threads);
            }
            // A failed commit that looks whole in memory is found by the next start.
            long before = recorder.failed();
            recorder.failSyncs(-1);
            List<Thread> threads = start(writers, BATCHES);
            awaitFailed(recorder, before + 3);
            recorder.server().kill();
            join(threads);
            recorder.mend();
            recorder.server().restart();
            write(writers, BATCHES);
            recorder.server().stop();
            assertToldOnce(recorder.server().errors());
            assertRefused(writers, "The disk failed to confirm a write", "it could not read");
            new Images(recorder, 2).check(writers, List.of(), IMAGES / 4);
        }
    }

    @Test
    void failingWritesAreAnsweredWith503AndLoseNothing() throws Exception {
        try (Recorder recorder = Recorder.start(folder);
                Calls calls = new Calls(recorder.server())) {
            List<RunWriter> writers = RunWriter.of(calls, WRITERS);
            for (int round = 1; round <= 5; round++) {
                long before = recorder.failed();
                List<Thread> threads = start(writers, 15 * round);
                recorder.failWrites(round);
                awaitFailed(recorder, before + round);
                join(threads);
            }
            recorder.server().stop();
            assertRefused(writers, "The disk failed to confirm a write", "it could not read");
            new Images(recorder, 3).check(writers, List.of(), IMAGES / 4);
        }
    }

    @Test
    void aFullDiskIsAnsweredWith503AndNeedsNoRestart() throws Exception {
        try (Recorder recorder = Recorder.start(folder);
                Calls calls = new Calls(recorder.server())) {
            List<RunWriter> writers = RunWriter.of(calls, WRITERS);
            for (int round = 1; round <= 5; round++) {
                long before = recorder.failed();
                List<Thread> threads = start(writers, 15 * round);
                recorder.leaveSpace(50_000L * (round - 1) + 1_234);
                awaitFailed(recorder, before + 5);
                recorder.mend();
                join(threads);
            }
            recorder.server().stop();
            assertRefused(writers, "The disk is full");
            new Images(recorder, 4).check(writers, List.of(), IMAGES / 4);
        }
    }

    @Test
    void uploadsWhoseSyncsFailAreAnsweredWith503AndLoseNothing() throws Exception {
        try (Recorder recorder = Recorder.start(folder);
                Calls calls = new Calls(recorder.server())) {
            List<Uploader> uploaders = Uploader.of(calls, WRITERS);
            upload(uploaders, 5);
            for (int round = 1; round <= 5; round++) {
                long before = recorder.failed();
                List<Thread> threads = startUploads(uploaders, 5 + 5 * round);
                recorder.failSyncs(round);
                awaitFailed(recorder, before + round);
                join(threads);
            }
            long before = recorder.failed();
            recorder.failSyncs(-1);
            List<Thread> threads = startUploads(uploaders, FILES);
            awaitFailed(recorder, before + 3);
            recorder.server().kill();
            join(threads);
            recorder.mend();
            recorder.server().restart();
            upload(uploaders, FILES);
            recorder.server().stop();
            assertUploadsRefused(
                    uploaders,
                    "an artifact cannot be made durable",
                    "an artifact cannot be written",
                    "The disk failed to confirm a write",
                    "it could not read");
            new Images(recorder, 5).check(List.of(), uploaders, IMAGES / 4);
        }
    }

    @Test
    void uploadsToAFullDiskAreAnsweredWith503AndNeedNoRestart() throws Exception {
        try (Recorder recorder = Recorder.start(folder);
                Calls calls = new Calls(recorder.server())) {
            List<Uploader> uploaders = Uploader.of(calls, WRITERS);
            upload(uploaders, 5);
            for (int round = 1; round <= 5; round++) {
                long before = recorder.failed();
                List<Thread> threads = startUploads(uploaders, 5 + 5 * round);
                recorder.leaveSpace(100_000L * (round - 1) + 1_234);
                awaitFailed(recorder, before + 5);
                recorder.mend();
                join(threads);
            }
            recorder.server().stop();
            assertUploadsRefused(uploaders, "The disk is full");
            new Images(recorder, 6).check(List.of(), uploaders, IMAGES / 4);
        }
    }

    private static void upload(List<Uploader> uploaders, int files) throws InterruptedException {
        join(startUploads(uploaders, files));
        assertThat(uploaders).allSatisfy(uploader -> {
            assertThat(uploader.failures()).isEmpty();
            assertThat(uploader.acknowledged()).isEqualTo(files);
        });
    }

    private static List<Thread> startUploads(List<Uploader> uploaders, int files) {
        uploaders.forEach(uploader -> uploader.stopAt(files));
        return uploaders.stream().map(Thread::startVirtualThread).toList();
    }

    private static void assertUploadsRefused(List<Uploader> uploaders, String... texts) {
        assertThat(uploaders)
                .allSatisfy(uploader -> assertThat(uploader.failures()).isEmpty());
        assertRefusals(uploaders.stream().flatMap(uploader -> uploader.refusals().stream()), texts);
    }

    private static void assertRefused(List<RunWriter> writers, String... texts) {
        assertRefusals(writers.stream().flatMap(writer -> writer.refusals().stream()), texts);
    }

    /// The log tells at length of a disk that fails, then nothing of it until writes are kept again.
    private static void assertToldOnce(String log) {
        List<String> told = log.lines()
                .filter(line -> line.contains("was not kept") || line.contains("writes are kept again"))
                .map(line -> line.contains("was not kept") ? "failed" : "kept")
                .toList();
        assertThat(told).startsWith("failed", "kept").hasSizeGreaterThan(3);
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i)).as("%d of %s", i, told).isNotEqualTo(told.get(i - 1));
        }
    }

    /// With the first of the texts, or also with the others.
    private static void assertRefusals(Stream<String> all, String... texts) {
        List<String> refusals = all.toList();
        assertThat(refusals.stream().filter(refusal -> refusal.contains(texts[0])))
                .isNotEmpty();
        assertThat(refusals.stream().filter(refusal -> Stream.of(texts).noneMatch(refusal::contains)))
                .isEmpty();
    }

    private static void write(List<RunWriter> writers, int batches) throws InterruptedException {
        join(start(writers, batches));
        assertThat(writers).allSatisfy(writer -> {
            assertThat(writer.failures()).isEmpty();
            assertThat(writer.acknowledged()).isEqualTo(batches);
        });
    }

    private static List<Thread> start(List<RunWriter> writers, int batches) {
        writers.forEach(writer -> writer.stopAt(batches));
        return writers.stream().map(Thread::startVirtualThread).toList();
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            assertThat(thread.join(PATIENCE)).isTrue();
        }
    }

    private static void awaitFailed(Recorder recorder, long calls) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (recorder.failed() < calls) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(1);
        }
    }
}
