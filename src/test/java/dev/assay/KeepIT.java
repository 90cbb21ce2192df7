package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store is kept as its owner would: the built jar's commands beside the built server, killed at any moment.
class KeepIT {

    private static final Pattern RID = Pattern.compile("\"rid\"\\s*:\\s*\"(ri\\.[^\"]+)\"");
    private static final int BATCHES = 20;
    private static final int BATCH_POINTS = 20_000;
    /// From before the command does anything to after it is done.
    private static final long[] KILLED_AFTER_MS = {300, 500, 600, 700, 800, 900, 1_000, 1_200, 1_500};

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random(1);
    private Path data;

    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void nameTheFolder() {
        data = folder.resolve("data");
    }

    @Test
    void backsUpBesideTheServerAndRestores() throws Exception {
        String experiment;
        String points;
        try (BuiltServer server = BuiltServer.start(data)) {
            experiment = fill(server);
            points = get(server, "/experiments/" + experiment + "/points");
            killEach(
                    folder.resolve("backup"),
                    () -> BuiltServer.command(
                            "backup", folder.resolve("backup").toString(), "--data", data.toString()));
            Ended made = run("backup", folder.resolve("whole").toString(), "--data", data.toString());
            assertThat(made.code()).as(made.err()).isZero();
            assertThat(made.err()).contains("database: ", "artifacts: ", "all verified");
            Ended again = run("backup", folder.resolve("whole").toString(), "--data", data.toString());
            assertThat(again).isEqualTo(new Ended(1, "", again.err()));
            assertThat(again.err()).contains("is there already").hasLineCount(1);
            Ended inUse = run("restore", folder.resolve("whole").toString(), "--data", data.toString());
            assertThat(inUse.code()).isEqualTo(3);
            server.stop();
        }
        Path restored = folder.resolve("restored");
        for (long delay : KILLED_AFTER_MS) {
            Process command = BuiltServer.command(
                            "restore", folder.resolve("whole").toString(), "--data", restored.toString())
                    .redirectErrorStream(true)
                    .start();
            killAfter(command, delay);
            if (Files.exists(restored.resolve("assay.db"))) {
                break;
            }
            if (Files.exists(restored.resolve("restoring"))) {
                Ended refused = run("token", "list", "--data", restored.toString());
                assertThat(refused.code()).isEqualTo(1);
                assertThat(refused.err()).contains("cut short");
            }
        }
        if (!Files.exists(restored.resolve("assay.db"))) {
            Ended done = run("restore", folder.resolve("whole").toString(), "--data", restored.toString());
            assertThat(done.code()).as(done.err()).isZero();
        }
        Ended full = run("restore", folder.resolve("whole").toString(), "--data", restored.toString());
        assertThat(full.code()).isEqualTo(1);
        assertThat(full.err()).contains("is not empty").hasLineCount(1);
        try (BuiltServer server = BuiltServer.start(restored)) {
            assertThat(get(server, "/experiments/" + experiment + "/points")).isEqualTo(points);
        }
    }

    /// Killed at any moment, a purge has taken nothing else away, and the next one frees the rest.
    @Test
    void purgesThroughTheServerAndChecksAfterEveryKill() throws Exception {
        try (BuiltServer server = BuiltServer.start(data, "--set", "purge.interval-ms=600000")) {
            String kept = fill(server);
            String keptPoints = get(server, "/experiments/" + kept + "/points");
            List<String> gone = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                gone.add(fill(server));
            }
            for (String experiment : gone) {
                send(server, "DELETE", "/experiments/" + experiment, "application/json", "");
            }
            assertClean();
            Ended dry = run("purge", "--older-than", "0d", "--dry-run", "--data", data.toString());
            assertThat(dry.code()).as(dry.err()).isZero();
            assertThat(dry.out()).hasLineCount(3).contains(gone);
            assertThat(dry.err()).contains("Would purge 3 experiments and 0 models");
            Ended young = run("purge", "--older-than", "1d", "--data", data.toString());
            assertThat(young.err()).contains("Purged 0 experiments");
            long full = Files.size(data.resolve("assay.db"));
            for (long delay : new long[] {20, 60, 150, 300}) {
                Thread purge = Thread.ofVirtual().start(() -> purgeUntilKilled(server));
                Thread.sleep(delay);
                server.kill();
                purge.join();
                assertClean();
                server.restart();
                assertThat(get(server, "/experiments/" + kept + "/points")).isEqualTo(keptPoints);
            }
            Ended purged = run("purge", "--older-than", "0d", "--data", data.toString());
            assertThat(purged.code()).as(purged.err()).isZero();
            assertThat(run("purge", "--older-than", "0d", "--data", data.toString())
                            .err())
                    .contains("Purged 0 experiments and 0 models: 0 bytes in the database, 0 bytes of artifacts.");
            assertThat(Files.size(data.resolve("assay.db"))).isLessThan(full / 2);
            assertThat(artifacts()).isEqualTo(BATCHES);
            assertThat(get(server, "/experiments/" + kept + "/points")).isEqualTo(keptPoints);
            assertClean();
        }
        assertClean();
        Ended offline = run("purge", "--older-than", "0d", "--data", data.toString());
        assertThat(offline.code()).as(offline.err()).isZero();
    }

    @Test
    void saysWhatIsDamaged() throws Exception {
        try (BuiltServer server = BuiltServer.start(data)) {
            fill(server);
            server.stop();
        }
        try (Stream<Path> files = Files.walk(data.resolve("artifacts"))) {
            Path artifact = files.filter(file -> file.getFileName().toString().length() == 64)
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(artifact);
            bytes[bytes.length / 2] ^= 1;
            Files.write(artifact, bytes);
            Ended checked = run("fsck", "--data", data.toString());
            assertThat(checked.code()).isEqualTo(1);
            assertThat(checked.out())
                    .hasLineCount(1)
                    .startsWith(
                            "artifact " + artifact.getFileName() + ", held by experiment ri.models.main.experiment.");
            assertThat(checked.err()).contains("1 findings.");
        }
        Ended none = run("fsck", "--data", folder.resolve("none").toString());
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("there is no store").hasLineCount(1);
    }

    private void purgeUntilKilled(BuiltServer server) {
        try {
            post(server, "/purge", "{\"deletedBefore\": \"" + Instant.now() + "\"}");
        } catch (Exception _) {
            // It was killed.
        }
    }

    private void assertClean() throws Exception {
        Ended checked = run("fsck", "--data", data.toString());
        assertThat(checked.out()).isEmpty();
        assertThat(checked.code()).as(checked.err()).isZero();
        assertThat(checked.err()).contains("all is as it was written");
    }

    private long artifacts() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("artifacts"))) {
            return files.filter(file -> file.getFileName().toString().length() == 64)
                    .count();
        }
    }

    private interface Command {

        ProcessBuilder make();
    }

    /// Killed at any moment, it has made a whole folder or none.
    private void killEach(Path target, Command command) throws Exception {
        int whole = 0;
        for (long delay : KILLED_AFTER_MS) {
            killAfter(command.make().redirectErrorStream(true).start(), delay);
            if (Files.exists(target)) {
                whole++;
                Path restored = folder.resolve("restored-" + delay);
                Ended done = run("restore", target.toString(), "--data", restored.toString());
                assertThat(done.code()).as(done.err()).isZero();
                Files.move(target, folder.resolve("backup-" + delay));
            }
        }
        assertThat(whole).as("kills that came too late").isLessThan(KILLED_AFTER_MS.length);
    }

    private static void killAfter(Process process, long delayMs) throws Exception {
        Thread.ofVirtual().start(() -> {
            try {
                process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException _) {
                // It was killed.
            }
        });
        process.waitFor(delayMs, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    /// Some megabytes of points, and tables.
    private String fill(BuiltServer server) throws Exception {
        String model = rid(post(server, "/models", "{\"name\": \"m" + random.nextLong() + "\"}"));
        String experiment = rid(post(server, "/models/" + model + "/experiments", "{\"name\": \"e\"}"));
        for (int batch = 0; batch < BATCHES; batch++) {
            post(server, "/experiments/" + experiment + "/log", points(batch * BATCH_POINTS));
            send(server, "PUT", "/experiments/" + experiment + "/tables/t" + batch, "text/csv", table());
        }
        return experiment;
    }

    private String points(int firstStep) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < BATCH_POINTS; i++) {
            values.add(random.nextDouble());
        }
        List<Long> steps =
                LongStream.range(firstStep, firstStep + BATCH_POINTS).boxed().toList();
        return "{\"series\": {\"loss\": {\"steps\": %s, \"times\": %s, \"values\": %s}}}"
                .formatted(steps, steps, values);
    }

    private String table() {
        StringBuilder csv = new StringBuilder("a,b\n");
        for (int row = 0; row < 5_000; row++) {
            csv.append(random.nextInt()).append(',').append(random.nextInt()).append('\n');
        }
        return csv.toString();
    }

    private static String rid(String json) {
        Matcher rid = RID.matcher(json);
        assertThat(rid.find()).as(json).isTrue();
        return rid.group(1);
    }

    private String get(BuiltServer server, String path) throws Exception {
        return send(server, "GET", path, "application/json", "");
    }

    private String post(BuiltServer server, String path, String body) throws Exception {
        return send(server, "POST", path, "application/json", body);
    }

    private String send(BuiltServer server, String method, String path, String type, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve("/api/assay/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + BuiltServer.TOKEN)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", type);
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    private static Ended run(String... args) throws Exception {
        Path err = Files.createTempFile("keep", ".err");
        Process process = BuiltServer.command(args).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        Ended ended = new Ended(code, out, Files.readString(err));
        Files.delete(err);
        return ended;
    }
}
