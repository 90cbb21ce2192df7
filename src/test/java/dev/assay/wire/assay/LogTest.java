package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static dev.assay.wire.assay.Native.assertMalformed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.wire.assay.Native.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {

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

    private Answer log(String body) {
        return api.asWriter("POST", experiment + "/log").json(body).send();
    }

    private Object points() {
        return api.get(experiment + "/points").at("series");
    }

    private static String loss(String columns) {
        return "{\"series\": {\"loss\": {" + columns + "}}}";
    }

    @Test
    void logsEverythingInOneRequest() {
        Answer logged = log("""
            {"parameters": [{"name": "lr", "value": {"type": "double", "value": 0.001}}],
             "series": {"train/loss": {"values": [0.9, "NaN"], "steps": [0, 1], "times": [1764000000000, 1764000001000]}},
             "summaryMetrics": [{"seriesName": "train/loss", "aggregation": "MIN"}],
             "tags": ["good", {"key": "k", "value": "v"}],
             "attributes": {"name": "renamed", "branch": "b", "jobRid": "ri.j.main.j.x",
                            "source": {"type": "authoring", "stemmaRid": "ri.s.main.s.x"}}}\
            """);
        assertThat(logged.status()).isEqualTo(200);
        assertThat(logged.body()).isEqualTo("{}");
        Answer read = api.get(experiment);
        assertThat(read.text("name")).isEqualTo("renamed");
        assertThat(read.text("branch")).isEqualTo("b");
        assertThat(read.text("jobRid")).isEqualTo("ri.j.main.j.x");
        assertThat(read.text("source", "stemmaRid")).isEqualTo("ri.s.main.s.x");
        assertThat(read.at("tags")).isEqualTo(List.of("good"));
        assertThat(read.at("parameters", 0, "value", "value")).isEqualTo(0.001);
        assertThat(read.at("series", 0))
                .isEqualTo(Map.of(
                        "name",
                        "train/loss",
                        "length",
                        2L,
                        "value",
                        Map.of("type", "double", "min", 0.9, "max", 0.9, "last", "NaN")));
        assertThat(read.at("summaryMetrics", 0))
                .isEqualTo(Map.of("seriesName", "train/loss", "aggregation", "MIN", "value", 0.9));
    }

    @Test
    void keepsEveryNumberToTheBit() {
        assertThat(log(loss("\"steps\": [\"-9223372036854775808\", 9223372036854775807, 0, 1, 2, 3, 4],"
                                + "\"times\": [\"9223372036854775807\", -9223372036854775808, -1, 0, 1, 2, 3],"
                                + "\"values\": [4.9e-324, 1.7976931348623157e308, -0.0, \"-Infinity\", \"Infinity\","
                                + " \"NaN\", 0.1]"))
                        .status())
                .isEqualTo(200);
        assertThat(api.get(experiment + "/points").body())
                .isEqualTo(
                        "{\"series\":{\"loss\":{"
                                + "\"steps\":[\"-9223372036854775808\",0,1,2,3,4,\"9223372036854775807\"],"
                                + "\"times\":[\"9223372036854775807\",-1,0,1,2,3,\"-9223372036854775808\"],"
                                + "\"values\":[4.9E-324,-0.0,\"-Infinity\",\"Infinity\",\"NaN\",0.1,1.7976931348623157E308]}}}");
    }

    @Test
    void saysWhereABodyIsMalformed() {
        assertMalformed(log("{\"metrics\": {}}"), "/metrics");
        assertMalformed(log("{\"series\": {}, \"series\": {}}"), "/series");
        assertMalformed(log("{\"series\": []}"), "/series");
        assertMalformed(log("{\"series\": {\"a\": {}, \"a\": {}}}"), "/series/a/steps");
        assertMalformed(log(loss("\"steps\": [1]")), "/series/loss/values");
        assertMalformed(log(loss("\"values\": [1]")), "/series/loss/steps");
        assertMalformed(log(loss("\"steps\": [1], \"values\": [1, 2]")), "/series/loss/values");
        assertMalformed(log(loss("\"steps\": [1], \"values\": [1], \"times\": []")), "/series/loss/times");
        assertMalformed(log(loss("\"steps\": [1], \"values\": [1], \"wall\": [1]")), "/series/loss/wall");
        assertMalformed(log(loss("\"steps\": [1], \"steps\": [1], \"values\": [1]")), "/series/loss/steps");
        assertMalformed(log(loss("\"steps\": [1.0], \"values\": [1]")), "/series/loss/steps/0");
        assertMalformed(log(loss("\"steps\": [9223372036854775808], \"values\": [1]")), "/series/loss/steps/0");
        assertMalformed(log(loss("\"steps\": [1], \"values\": [1e999]")), "/series/loss/values/0");
        assertMalformed(log(loss("\"steps\": [1], \"values\": [null]")), "/series/loss/values/0");
        assertMalformed(log(loss("\"steps\": [1], \"values\": [\"nan\"]")), "/series/loss/values/0");
        assertMalformed(log("{\"series\": {\"a/b~c\": {\"steps\": 1}}}"), "/series/a~1b~0c/steps");
        assertMalformed(log("{\"summaryMetrics\": [{\"seriesName\": \"a\"}]}"), "/summaryMetrics/0/aggregation");
        assertMalformed(
                log("{\"summaryMetrics\": [{\"seriesName\": \"a\", \"aggregation\": \"MEAN\"}]}"),
                "/summaryMetrics/0/aggregation");
        assertMalformed(log("{\"attributes\": {\"status\": \"FAILED\"}}"), "/attributes/status");
        assertFails(log("{\"series\": {\"\": {\"steps\": [], \"values\": []}}}"), 400, "InvalidArgument");
        assertFails(
                log("{\"series\": {\"" + "x".repeat(251) + "\": {\"steps\": [1], \"values\": [1]}}}"),
                400,
                "InvalidArgument");
        assertFails(log("{\"series\": {\"a\": {\"steps\": [1"), 400, "MalformedBody");
    }

    @Test
    void keepsNothingOfABodyThatIsRefused() {
        String good = "\"parameters\": [{\"name\": \"p\", \"value\": {\"type\": \"string\", \"value\": \"v\"}}],"
                + "\"tags\": [\"t\"], \"series\": {\"a\": {\"steps\": [1], \"values\": [1]}}";
        assertFails(log("{" + good + ", \"attributes\": {\"name\": \"\"}}"), 400, "InvalidArgument");
        assertMalformed(log("{" + good + ", \"x\": 1}"), "/x");
        Answer read = api.get(experiment);
        assertThat(read.at("parameters")).isEqualTo(List.of());
        assertThat(read.at("series")).isEqualTo(List.of());
        assertThat(read.at("tags")).isEqualTo(List.of());
    }

    @Test
    void saysThatAnExperimentHasAllTheSeriesItMayHave(@TempDir Path other) {
        try (Native limited = Native.withSeriesMax(other, 2)) {
            String log = limited.experiment() + "/log";
            String points = "{\"steps\":[1],\"times\":[1],\"values\":[1]}";
            String two = "{\"series\":{\"a\":" + points + ",\"b\":" + points + "}}";
            assertThat(limited.asWriter("POST", log).json(two).send().status()).isEqualTo(200);
            Answer refused = limited.asWriter("POST", log)
                    .json("{\"series\":{\"c\":" + points + "}}")
                    .send();
            assertFails(refused, 400, "LimitReached");
            assertThat(refused.text("parameters", "what")).isEqualTo("series of an experiment");
            assertThat(refused.text("parameters", "max")).isEqualTo("2");
        }
    }

    @Test
    void givesPointsWithoutTimesTheServersTimeOnceForAKey() {
        String body = loss("\"steps\": [1, 2], \"values\": [0.5, 0.25]");
        long before = System.currentTimeMillis();
        api.asWriter("POST", experiment + "/log").key("k").json(body).send();
        api.asWriter("POST", experiment + "/log").key("k").json(body).send();
        long after = System.currentTimeMillis();
        List<Object> times = JsonTree.list(JsonTree.at(points(), "loss", "times"));
        assertThat(times).hasSize(2).allSatisfy(time -> assertThat((Long) time).isBetween(before, after));
        assertFails(
                api.asWriter("POST", experiment + "/log").key("k").json("{}").send(), 409, "IdempotencyKeyReused");
    }

    @Test
    void makesASetOfPointsThatComeTwice() {
        String body = loss("\"steps\": [1, 1, 2], \"times\": [5, 5, 6], \"values\": [0.5, 0.5, 0.25]");
        log(body);
        log(body);
        assertThat(JsonTree.at(points(), "loss", "values")).isEqualTo(List.of(0.5, 0.25));
    }

    @Test
    void takesSeriesOfAnyNameAndNoPoints() {
        assertThat(log("{}").status()).isEqualTo(200);
        assertThat(log("{\"series\": {\"none\": {\"steps\": [], \"times\": [], \"values\": []}}}")
                        .status())
                .isEqualTo(200);
        assertThat(log("{\"series\": {\"a/b %2F ü 😀\": {\"steps\": [1], \"times\": [1], \"values\": [1]}}}")
                        .status())
                .isEqualTo(200);
        assertThat(JsonTree.object(points())).containsOnlyKeys("a/b %2F ü 😀");
    }

    @Test
    void takesTenMegabytesPlainAndPacked() throws IOException {
        int points = 500_000;
        StringBuilder steps = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < points; i++) {
            steps.append(i == 0 ? "" : ",").append(i);
            values.append(i == 0 ? "" : ",").append(1.0 / (3 + i));
        }
        String body = loss("\"steps\":[" + steps + "],\"values\":[" + values + "]");
        assertThat(body.length()).isGreaterThan(10_000_000);
        assertThat(log(body).status()).isEqualTo(200);
        assertThat(api.get(experiment).at("series", 0, "length")).isEqualTo((long) points);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body.replace("loss", "gzip").getBytes(StandardCharsets.UTF_8));
        }
        Answer again = api.asWriter("POST", experiment + "/log")
                .header("Content-Encoding", "gzip")
                .body("application/json", BodyPublishers.ofByteArray(packed.toByteArray()))
                .send();
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(api.get(experiment).at("series", 0, "name")).isEqualTo("gzip");
    }

    @Test
    void refusesMorePointsThanAreTaken() {
        String numbers = "1" + ",1".repeat(SeriesBody.POINTS_MAX);
        Answer refused = log(loss("\"steps\":[" + numbers + "]"));
        assertFails(refused, 400, "LimitReached");
        assertFails(log(loss("\"steps\":[" + "1,".repeat(9 << 20) + "1]")), 413, "RequestTooLarge");
    }
}
