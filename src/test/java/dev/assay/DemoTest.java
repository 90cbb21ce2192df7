package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.config.Environment;
import dev.assay.config.Settings;
import dev.assay.config.SettingsReader;
import dev.assay.demo.Api;
import dev.assay.demo.Demo;
import dev.assay.json.JsonTree;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the demo has logged into a real server, read back through its API.
class DemoTest {

    private static final int SWEEP = 27;
    private static final int EPOCHS = 60;

    @TempDir
    private static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> SAID = new ArrayList<>();
    private static FolderServer server;
    private static Duration slept = Duration.ZERO;

    private record Row(Map<String, Object> fields) {

        String text(String name) {
            return (String) field(fields, name);
        }

        double number(String name) {
            return DemoTest.number(field(fields, name));
        }

        List<Row> rows(String name) {
            return DemoTest.rows(field(fields, name));
        }

        /// Of a series.
        double last(String series) {
            return rows("series").stream()
                    .filter(row -> row.text("name").equals(series))
                    .map(row -> new Row(JsonTree.find(row.fields(), "value")).number("last"))
                    .findFirst()
                    .orElseThrow();
        }

        boolean hasTag(String tag) {
            return ((List<?>) field(fields, "tags")).contains(tag);
        }
    }

    private static final class Client implements Api {

        @Override
        public Map<String, Object> ask(String method, String path, String contentType, byte[] body) {
            HttpResponse<byte[]> response = send(method, path, contentType, body);
            String text = new String(response.body(), StandardCharsets.UTF_8);
            assertThat(response.statusCode() / 100)
                    .as("%s %s: %s", method, path, text)
                    .isEqualTo(2);
            return text.isEmpty() ? Map.of() : JsonTree.readObject(text);
        }

        @Override
        public Optional<Map<String, Object>> make(String path, byte[] json) {
            HttpResponse<byte[]> response = send("POST", path, "application/json", json);
            return response.statusCode() == 409
                    ? Optional.empty()
                    : Optional.of(JsonTree.readObject(new String(response.body(), StandardCharsets.UTF_8)));
        }
    }

    @BeforeAll
    static void fill() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Settings settings = new SettingsReader(new Environment(Map.of(), folder, "Linux"))
                .read(Map.of("data", data.toString(), "http.port", "0"), null);
        server = FolderServer.start(settings);
        demo().run(false, true);
    }

    private static Demo demo() {
        return demo(pause -> {
            slept = slept.plus(pause);
            return true;
        });
    }

    private static Demo demo(Demo.Pause pause) {
        return new Demo(new Client(), InstantSource.system(), pause, SAID::add);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void isASweepOneThatDivergedAndOneThatWasWatched() {
        List<Row> all = experiments("demo/two-moons");
        assertThat(all.stream().filter(row -> row.hasTag("sweep")))
                .hasSize(SWEEP)
                .allSatisfy(row -> assertThat(row.text("status")).isEqualTo("SUCCEEDED"));
        Row broken =
                all.stream().filter(row -> row.hasTag("broken")).findFirst().orElseThrow();
        assertThat(broken.text("status")).isEqualTo("FAILED");
        assertThat(broken.text("statusMessage")).contains("NaN", "optimizer.lr");
        assertThat(broken.last("train/loss")).isNaN();
        assertThat(all.getFirst().hasTag("live")).isTrue();
        assertThat(all).hasSize(SWEEP + 2);
        assertThat(slept).isEqualTo(Duration.ofMinutes(1));
        assertThat(SAID).contains("Made the model demo/two-moons.", "Made the model demo/k-means.");
    }

    @Test
    void logsMetricsThatItsTablesGiveToTheBit() {
        List<Row> trained = experiments("demo/two-moons").stream()
                .filter(row -> row.text("status").equals("SUCCEEDED"))
                .toList();
        for (Row experiment : trained) {
            List<Row> rows = table(experiment, "predictions");
            double loss = 0;
            int right = 0;
            for (Row row : rows) {
                double score = row.number("score");
                loss += -StrictMath.log(row.number("label") == 1 ? score : 1 - score);
                right += (score >= 0.5 ? 1 : 0) == row.number("label") ? 1 : 0;
            }
            assertThat(rows).hasSize(200);
            assertThat(loss / rows.size())
                    .isEqualTo(experiment.last("val/loss"))
                    .isPositive();
            assertThat((double) right / rows.size()).isEqualTo(experiment.last("val/accuracy"));
        }
        assertThat(trained).hasSize(SWEEP + 1);
    }

    @Test
    void clustersUntilItStandsStill() {
        List<Row> all = experiments("demo/k-means");
        for (Row experiment : all) {
            double inertia = 0;
            for (Row row : table(experiment, "assignments")) {
                inertia += row.number("squared_distance");
            }
            assertThat(experiment.last("moved")).isZero();
            assertThat(inertia).isEqualTo(experiment.last("inertia")).isPositive();
        }
        assertThat(all).hasSize(7);
        // The newest has the most centres.
        assertThat(all.getFirst().last("inertia")).isLessThan(all.getLast().last("inertia") / 5);
    }

    @Test
    void publishesTheBestAsAVersion() {
        Row best = experiments("demo/two-moons").stream()
                .filter(row -> row.hasTag("sweep"))
                .min(Comparator.comparingDouble(row -> row.last("val/loss")))
                .orElseThrow();
        assertThat(best.hasTag("best")).isTrue();
        List<Row> versions =
                rows(field(get("/api/v2/models/" + model("demo/two-moons") + "/versions?preview=true"), "data"));
        assertThat(versions)
                .singleElement()
                .satisfies(version -> assertThat(version.text("rid")).isEqualTo(best.text("linkedModelVersion")));
        assertThat(best.last("val/accuracy")).isGreaterThan(0.9);
    }

    @Test
    void paintsWhatItHasLearned() throws IOException {
        Row experiment = experiments("demo/two-moons").getFirst();
        List<Row> images = rows(field(get("/api/assay/v1/experiments/" + experiment.text("rid") + "/images"), "data"));
        assertThat(images).extracting(row -> row.number("step")).containsExactly(0d, 20d, 40d, 60d, 80d, 100d, 119d);
        String path = URLEncoder.encode(images.getLast().text("path"), StandardCharsets.UTF_8)
                .replace("+", "%20");
        byte[] png = send(
                        "GET",
                        "/api/assay/v1/experiments/" + experiment.text("rid") + "/files/" + path,
                        "",
                        new byte[0])
                .body();
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getWidth()).isEqualTo(320);
        assertThat(picture.getHeight()).isEqualTo(240);
        // Where nothing of a moon lies, above and below.
        assertThat(picture.getRGB(100, 5) & 0xff0000).isGreaterThan(0xe00000);
        assertThat(picture.getRGB(200, 230) & 0xff).isGreaterThan(0xd0);
    }

    @Test
    void leavesWhatIsThereUnlessItIsToldToMakeAnother() {
        Map<String, List<Object>> first = losses("demo/two-moons");
        SAID.clear();
        demo().run(false, false);
        assertThat(SAID).hasSize(2).allSatisfy(line -> assertThat(line).contains("--again"));
        assertThat(losses("demo/two-moons")).isEqualTo(first).hasSize(SWEEP + 2);
        demo().run(true, false);
        Map<String, List<Object>> second = losses(lastMade());
        assertThat(second).hasSize(SWEEP + 1);
        assertThat(first).containsAllEntriesOf(second);
        assertThat(second.values()).allSatisfy(values -> assertThat(values).hasSizeBetween(10, EPOCHS));
    }

    @Test
    void leavesNothingRunningWhereItIsBrokenOff() {
        List<Duration> pauses = new ArrayList<>();
        Demo breaking = demo(pause -> {
            pauses.add(pause);
            return pauses.size() < 3;
        });
        assertThatThrownBy(() -> breaking.run(true, false)).isInstanceOf(CancellationException.class);
        Row last = experiments(lastMade()).getFirst();
        assertThat(last.text("status")).isEqualTo("FAILED");
        assertThat(last.text("statusMessage")).isEqualTo("Broken off at epoch 2");
        assertThat(last.rows("series")).isNotEmpty();
    }

    /// The model that was made last, as the demo says.
    private static String lastMade() {
        String before = "Made the model ";
        String said = SAID.stream()
                .filter(line -> line.startsWith(before))
                .reduce((_, last) -> last)
                .orElseThrow();
        return said.substring(before.length(), said.length() - 1);
    }

    /// All values of a series, by the experiment's name.
    private static Map<String, List<Object>> losses(String model) {
        Map<String, List<Object>> losses = new HashMap<>();
        for (Row row : experiments(model)) {
            Map<String, Object> points =
                    get("/api/assay/v1/experiments/" + row.text("rid") + "/points?series=train/loss");
            losses.put(row.text("name"), List.copyOf((List<?>)
                    field(JsonTree.find(points, "series", "train/loss"), "values")));
        }
        return losses;
    }

    private static List<Row> table(Row experiment, String name) {
        String path = "/api/v2/models/" + experiment.text("modelRid") + "/experiments/" + experiment.text("rid")
                + "/artifactTables/" + name + "/json?preview=true&pageSize=100&offset=";
        List<Row> all = new ArrayList<>();
        List<Row> page;
        do {
            byte[] rows = send("GET", path + all.size(), "", new byte[0]).body();
            page = rows(JsonTree.read(new String(rows, StandardCharsets.UTF_8)));
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    private static String model(String name) {
        return rows(field(get("/api/assay/v1/models"), "data")).stream()
                .filter(row -> row.text("name").equals(name))
                .findFirst()
                .orElseThrow()
                .text("rid");
    }

    /// The newest first.
    private static List<Row> experiments(String model) {
        byte[] all = "{\"pageSize\": 100}".getBytes(StandardCharsets.UTF_8);
        Map<String, Object> found = new Client()
                .ask("POST", "/api/assay/v1/models/" + model(model) + "/experiments/search", "application/json", all);
        return rows(field(found, "data"));
    }

    @SuppressWarnings("unchecked")
    private static List<Row> rows(Object list) {
        return ((List<Object>) list)
                .stream().map(row -> new Row((Map<String, Object>) row)).toList();
    }

    private static Object field(Map<String, Object> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private static double number(Object value) {
        return value instanceof JsonTree.Num(String text)
                ? Double.parseDouble(text)
                : Double.parseDouble((String) value);
    }

    private static Map<String, Object> get(String path) {
        return new Client().ask("GET", path, "", new byte[0]);
    }

    private static HttpResponse<byte[]> send(String method, String path, String contentType, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer " + server.localToken())
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
