package dev.assay.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.BuiltServer;
import dev.assay.app.TestStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built server is killed while many clients write to it and their points are rolled up all the time, and started
/// again on the same folder, again and again.
///
/// `-Dassay.kill.minutes=N` keeps at it for so long.
class KillIT {

    private static final Duration LASTING = Duration.ofMinutes(Integer.getInteger("assay.kill.minutes", 0));
    private static final int ROUNDS_MIN = 3;
    private static final int WRITERS = 16;
    private static final Duration WRITING_MAX = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] ROLLS_UP_AT_ONCE = {
        "--set", "series.roll-up-bytes=1024", "--set", "series.roll-up-age-ms=1"
    };
    private static final Pattern STEP = Pattern.compile("\"step\"\\s*:\\s*([0-9]+)");

    @TempDir
    Path folder;

    @Test
    void keepsWhatItAcknowledgedAndNothingByHalf() throws Exception {
        long end = System.nanoTime() + LASTING.toNanos();
        Map<String, Integer> acknowledged = new TreeMap<>();
        try (BuiltServer server = BuiltServer.start(folder.resolve("data"), ROLLS_UP_AT_ONCE);
                Calls calls = new Calls(server)) {
            for (int seed = 1; seed <= ROUNDS_MIN || System.nanoTime() < end; seed++) {
                List<RunWriter> writers = RunWriter.of(calls, WRITERS);
                writeUntilKilled(server, writers, new Random(seed));
                server.restart();
                for (RunWriter writer : writers) {
                    acknowledged.put(writer.runId(), check(calls, writer));
                }
            }
            System.out.printf(
                    "killed %d times, %d batches of %d runs kept%n",
                    acknowledged.size() / WRITERS,
                    acknowledged.values().stream().mapToInt(batches -> batches).sum(),
                    acknowledged.size());
            assertThat(server.stop()).as(server.errors()).isEqualTo(143);
        }
        Path data = folder.resolve("data");
        try (TestStore store = TestStore.open(data)) {
            KeptRuns.check(data, store, acknowledged);
        }
    }

    private static void writeUntilKilled(BuiltServer server, List<RunWriter> writers, Random random) throws Exception {
        List<Thread> threads = writers.stream().map(Thread::startVirtualThread).toList();
        awaitFirst(writers);
        Thread.sleep(random.nextLong(WRITING_MAX.toMillis() / 4, WRITING_MAX.toMillis()));
        server.kill();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(writers).allSatisfy(writer -> {
            assertThat(writer.acknowledged()).isPositive();
            assertThat(writer.failures()).isEmpty();
            assertThat(writer.refusals()).isEmpty();
        });
    }

    /// However busy the machine is, something was acknowledged to each before the server is killed.
    private static void awaitFirst(List<RunWriter> writers) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (writers.stream().anyMatch(writer -> writer.acknowledged() == 0)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    /// How many batches the server that was started again has; a batch under way may be there or not.
    private static int check(Calls calls, RunWriter writer) throws IOException, InterruptedException {
        List<Long> first = steps(calls, writer.runId(), 0);
        assertThat(first).isEqualTo(LongStream.range(0, first.size()).boxed().toList());
        assertThat(first.size()).isBetween(writer.acknowledged(), writer.acknowledged() + 1);
        for (int series = 1; series < RunWriter.SERIES; series++) {
            assertThat(steps(calls, writer.runId(), series)).isEqualTo(first);
        }
        assertThat(calls.get("/api/2.0/mlflow/runs/get?run_id=" + writer.runId()))
                .contains("\"" + RunWriter.mark(writer.runId(), first.size() - 1) + "\"");
        return first.size();
    }

    private static List<Long> steps(Calls calls, String run, int series) throws IOException, InterruptedException {
        String history = calls.get("/api/2.0/mlflow/metrics/get-history?run_id=" + run + "&metric_key=m" + series);
        return STEP.matcher(history)
                .results()
                .map(found -> Long.valueOf(found.group(1)))
                .toList();
    }
}
