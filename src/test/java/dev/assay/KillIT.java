package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The built server is killed while many clients write to it and their points are rolled up all the time, and started
/// again on the same folder.
class KillIT {

    private static final int WRITERS = 8;
    private static final int SERIES = 5;
    private static final Duration WRITING_MAX = Duration.ofSeconds(4);
    private static final String[] ROLLS_UP_AT_ONCE = {
        "--set", "series.roll-up-bytes=1", "--set", "series.roll-up-age-ms=1"
    };
    private static final Pattern RUN_ID = Pattern.compile("\"run_id\"\\s*:\\s*\"([0-9a-f]{32})\"");
    private static final Pattern STEP = Pattern.compile("\"step\"\\s*:\\s*([0-9]+)");

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void keepsWhatItAcknowledgedAndNothingByHalf(long seed) throws Exception {
        try (BuiltServer server = BuiltServer.start(folder.resolve("data"), ROLLS_UP_AT_ONCE);
                HttpClient client = HttpClient.newHttpClient()) {
            List<RunWriter> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new RunWriter(client, server.url(), createRun(client, server.url())));
            }
            List<Thread> threads =
                    writers.stream().map(Thread::startVirtualThread).toList();
            Thread.sleep(new Random(seed).nextLong(WRITING_MAX.toMillis() / 4, WRITING_MAX.toMillis()));
            server.kill();
            for (Thread thread : threads) {
                thread.join();
            }
            server.restart();
            assertThat(writers)
                    .allSatisfy(writer -> assertThat(writer.acknowledged.get()).isPositive());
            for (RunWriter writer : writers) {
                check(client, server.url(), writer);
            }
        }
    }

    /// A batch has one point in each of the series and a tag: all of them are there or none is.
    private static void check(HttpClient client, URI url, RunWriter writer) throws Exception {
        List<Long> first = steps(client, url, writer.run, 0);
        List<Long> expected = new ArrayList<>();
        for (long step = 0; step < first.size(); step++) {
            expected.add(step);
        }
        assertThat(first).isEqualTo(expected);
        assertThat(first.size()).isBetween(writer.acknowledged.get(), writer.acknowledged.get() + 1);
        for (int series = 1; series < SERIES; series++) {
            assertThat(steps(client, url, writer.run, series)).isEqualTo(first);
        }
        String run = get(client, url, "runs/get?run_id=" + writer.run);
        assertThat(run)
                .contains("\"batch-" + (first.size() - 1) + "\"")
                .doesNotContain("\"batch-" + first.size() + "\"");
    }

    private static List<Long> steps(HttpClient client, URI url, String run, int series) throws Exception {
        String history = get(client, url, "metrics/get-history?run_id=" + run + "&metric_key=m" + series);
        return STEP.matcher(history)
                .results()
                .map(found -> Long.valueOf(found.group(1)))
                .toList();
    }

    private static String createRun(HttpClient client, URI url) throws Exception {
        HttpResponse<String> answer =
                post(client, url, "runs/create", "{\"experiment_id\": \"0\", \"start_time\": 1, \"tags\": []}");
        Matcher found = RUN_ID.matcher(answer.body());
        assertThat(found.find()).as(answer.body()).isTrue();
        return found.group(1);
    }

    private static String get(HttpClient client, URI url, String path) throws Exception {
        HttpResponse<String> answer =
                client.send(request(url, path).GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> post(HttpClient client, URI url, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                request(url, path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI url, String path) {
        return HttpRequest.newBuilder(URI.create(url + "/api/2.0/mlflow/" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + BuiltServer.TOKEN);
    }

    /// Writes batch after batch to one run until the server is gone.
    private static final class RunWriter implements Runnable {

        private final HttpClient client;
        private final URI url;
        private final String run;
        private final AtomicInteger acknowledged = new AtomicInteger();

        RunWriter(HttpClient client, URI url, String run) {
            this.client = client;
            this.url = url;
            this.run = run;
        }

        @Override
        public void run() {
            try {
                while (post(client, url, "runs/log-batch", batch(acknowledged.get()))
                                .statusCode()
                        == 200) {
                    acknowledged.incrementAndGet();
                }
            } catch (IOException e) {
                // The server was killed: what was under way may be there or not.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private String batch(int step) {
            List<String> metrics = new ArrayList<>();
            for (int series = 0; series < SERIES; series++) {
                metrics.add("{\"key\": \"m%d\", \"value\": %d.5, \"timestamp\": %d, \"step\": %d}"
                        .formatted(series, step, step, step));
            }
            return "{\"run_id\": \"%s\", \"metrics\": %s, \"params\": [], \"tags\": [{\"key\": \"t\", \"value\": \"batch-%d\"}]}"
                    .formatted(run, metrics, step);
        }
    }
}
