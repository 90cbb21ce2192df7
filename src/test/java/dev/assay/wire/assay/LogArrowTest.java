package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static dev.assay.wire.assay.Native.assertMalformed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.columnar.ColumnarFormat;
import dev.assay.columnar.PointTable;
import dev.assay.columnar.TextColumn;
import dev.assay.wire.assay.Native.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `log` with points in Arrow's streaming format.
class LogArrowTest {

    private static final String ARROW = ColumnarFormat.ARROW.mediaType();
    private static final Path GOLDEN = Path.of("src/test/resources/golden/arrow");

    @TempDir
    private Path folder;

    private Native api;
    private String experiment;

    @BeforeEach
    void open() {
        api = Native.open(folder);
        experiment = api.experiment();
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Native.Request request(byte[] body) {
        return api.asWriter("POST", experiment + "/log").body(ARROW, BodyPublishers.ofByteArray(body));
    }

    private Object points() {
        return api.get(experiment + "/points").at("series");
    }

    private static byte[] golden(String name) throws IOException {
        return Files.readAllBytes(GOLDEN.resolve(name + ".arrow"));
    }

    private static byte[] stream(String series, int points) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PointTable table = ColumnarFormat.ARROW.open(out, List.of(new TextColumn("series", List.of(series))));
        table.lead(0);
        for (int i = 0; i < points; i++) {
            table.point(i, i, i);
        }
        table.end();
        return out.toByteArray();
    }

    @Test
    void keepsPoints() throws IOException {
        assertThat(request(golden("dictionary-int32")).send().body()).isEqualTo("{}");
        assertThat(JsonTree.at(points(), "b/c"))
                .isEqualTo(Map.of(
                        "steps", List.of(-3L, -2L, 3L, Long.toString(Long.MAX_VALUE)),
                        "times",
                                List.of(1_760_000_002_000L, 1_760_000_003_000L, 1_760_000_008_000L, 1_760_000_009_000L),
                        "values", List.of(1.0, 1.5, "-Infinity", -0.0)));
    }

    @Test
    void addsNothingWhereItComesAgain() throws IOException {
        request(golden("plain")).send();
        Object once = points();
        request(golden("zstd")).send();
        assertThat(points()).isEqualTo(once);
    }

    @Test
    void keepsNothingOfAStreamThatIsCut() throws IOException {
        byte[] whole = golden("batches");
        Answer refused = request(Arrays.copyOf(whole, whole.length - 8)).send();
        assertMalformed(refused, "message 5");
        assertThat(points()).isEqualTo(Map.of());
    }

    @Test
    void saysWhichRowIsNull() throws IOException {
        assertMalformed(request(golden("refused-null")).send(), "value, row 7");
    }

    /// The media type with a parameter goes the general way.
    @Test
    void answersAlikeWhicheverWayTheBodyGoes() throws IOException {
        byte[] good = golden("dictionary-int32");
        String unknown = Native.V1 + "/experiments/ri.assay.main.model-experiment.none";
        for (String at : List.of(experiment, api.experiment(), unknown, Native.V1 + "/experiments/no-rid")) {
            for (byte[] body : List.of(good, golden("empty"), golden("refused-null-place"), new byte[] {1, 2, 3})) {
                Answer prompt = send(at, ARROW, body);
                Answer general = send(at, ARROW + "; x=y", body);
                assertThat(prompt.status()).isEqualTo(general.status());
                assertThat(withoutInstance(prompt)).isEqualTo(withoutInstance(general));
            }
        }
        assertThat(JsonTree.object(points())).containsKey("b/c");
        assertThat(api.store().store().metrics().text())
                .contains("route=\"" + Native.V1 + "/experiments/{experimentRid}/log\"")
                .doesNotContain(experiment);
    }

    private Answer send(String at, String type, byte[] body) {
        return api.asWriter("POST", at + "/log")
                .body(type, BodyPublishers.ofByteArray(body))
                .send();
    }

    private static String withoutInstance(Answer answer) {
        return answer.body().replaceAll("\"errorInstanceId\":\"[^\"]*\"", "");
    }

    @Test
    void takesAGzippedBody() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(golden("plain"));
        }
        Answer answer =
                request(packed.toByteArray()).header("Content-Encoding", "gzip").send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(JsonTree.object(points())).hasSize(3);
    }

    @Test
    void holdsBodiesToTheirLimit() {
        byte[] large = stream("s", (int) Native.ARROW_BYTES_MAX / 28);
        assertFails(request(large).send(), 413, "RequestTooLarge");
        assertFails(
                api.asWriter("POST", experiment + "/log")
                        .body(ARROW, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .send(),
                413,
                "RequestTooLarge");
        assertThat(request(stream("s", 200_000)).send().status()).isEqualTo(200);
        assertThat(points()).isNotEqualTo(Map.of());
    }

    @Test
    void refusesWhatIsNoArrow() {
        assertMalformed(
                request("{\"series\": {}}".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .send(),
                "message 0");
        assertFails(
                api.asWriter("POST", experiment + "/log")
                        .header("Content-Type", ARROW)
                        .send(),
                400,
                "MissingPostBody");
        assertFails(
                api.asWriter("POST", experiment + "/log")
                        .body("application/vnd.apache.arrow.file", "ARROW1")
                        .send(),
                415,
                "UnsupportedMediaType");
    }

    @Test
    void doesOnceWhatComesUnderOneKey() throws IOException {
        byte[] untimed = golden("time-none");
        assertThat(request(untimed).key("k").send().status()).isEqualTo(200);
        Object once = points();
        long logged = System.currentTimeMillis();
        while (System.currentTimeMillis() == logged) {
            Thread.onSpinWait();
        }
        assertThat(request(untimed).key("k").send().status()).isEqualTo(200);
        assertThat(points()).isEqualTo(once);
        assertFails(request(golden("plain")).key("k").send(), 409, "IdempotencyKeyReused");
    }

    @Test
    void wantsTheScopeToWrite() throws IOException {
        Answer refused = api.asReader("POST", experiment + "/log")
                .body(ARROW, BodyPublishers.ofByteArray(golden("plain")))
                .send();
        assertFails(refused, 403, "ApiUsageDenied");
    }
}
