package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static dev.assay.wire.assay.Native.assertMalformed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.ChartQuery;
import dev.assay.wire.assay.Native.Answer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {

    private static final String UNKNOWN = "ri.models.main.experiment.unknown";

    @TempDir
    private Path folder;

    private Native api;
    private String model;

    @BeforeEach
    void open() {
        api = Native.open(folder);
        model = api.model("charts");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String experiment(String createdTime) {
        return api.post(
                        "/models/" + model + "/experiments",
                        "{\"name\": \"run\", \"createdTime\": \"" + createdTime + "\"}")
                .text("rid");
    }

    private String experiment() {
        return experiment("2026-01-01T00:00:00Z");
    }

    private void log(String experiment, String series, String steps, String times, String values) {
        String body = "{\"series\": {\"%s\": {\"steps\": [%s], \"times\": [%s], \"values\": [%s]}}}"
                .formatted(series, steps, times, values);
        assertThat(api.post("/experiments/" + experiment + "/log", body).status())
                .isEqualTo(200);
    }

    private Answer charts(String series, String rest, String... experiments) {
        String rids = IntStream.range(0, experiments.length)
                .mapToObj(i -> "\"" + experiments[i] + "\"")
                .collect(Collectors.joining(", "));
        return api.post("/charts", "{\"experimentRids\": [%s], \"series\": [%s], %s}".formatted(rids, series, rest));
    }

    private static Map<String, Object> bucket(String json) {
        return JsonTree.object(JsonTree.parse(json));
    }

    @Test
    void holdsWhatIsInEachBucketExactly() {
        String experiment = experiment();
        log(experiment, "loss", "0, 1, 2, 3, 9", "10, 20, 30, 40, 50", "3, 1.5, \"NaN\", 1.5, \"-Infinity\"");
        log(experiment, "loss", "1, 1", "20, 20", "1.5, 7");
        Answer answer = charts("\"loss\"", "\"axis\": \"step\", \"buckets\": 2", experiment);
        assertThat(answer.at("from")).isEqualTo(0L);
        assertThat(answer.at("to")).isEqualTo(9L);
        assertThat(answer.at("charts", 0, "experimentRid")).isEqualTo(experiment);
        assertThat(answer.at("charts", 0, "series")).isEqualTo("loss");
        assertThat(answer.at("charts", 0, "buckets")).isEqualTo(List.of(bucket("""
                        {"stepFirst": 0, "stepLast": 3, "timeFirst": 10, "timeLast": 40, "first": 3.0, "last": 1.5,
                         "min": 1.5, "minStep": 1, "max": 7.0, "maxStep": 1,
                         "count": 5, "nanCount": 1, "sum": 13.0}"""), bucket("""
                        {"stepFirst": 9, "stepLast": 9, "timeFirst": 50, "timeLast": 50,
                         "first": "-Infinity", "last": "-Infinity", "min": "-Infinity", "minStep": 9,
                         "max": "-Infinity", "maxStep": 9, "count": 1, "nanCount": 0, "sum": "-Infinity"}""")));
    }

    @Test
    void hasNoExtremesWhereAllIsNan() {
        String experiment = experiment();
        log(experiment, "loss", "0", "0", "\"NaN\"");
        Answer answer = charts("\"loss\"", "\"axis\": \"step\", \"buckets\": 5", experiment);
        assertThat(answer.at("charts", 0, "buckets", 0)).isEqualTo(bucket("""
                {"stepFirst": 0, "stepLast": 0, "timeFirst": 0, "timeLast": 0, "first": "NaN", "last": "NaN",
                 "count": 1, "nanCount": 1, "sum": 0.0}"""));
    }

    @Test
    void cutsAlongTimesThatGoBack() {
        String experiment = experiment();
        log(experiment, "loss", "0, 1, 2, 3", "100, 300, 200, 0", "1, 2, 4, 8");
        Answer answer = charts("\"loss\"", "\"axis\": \"time\", \"from\": 0, \"to\": 399, \"buckets\": 2", experiment);
        assertThat(sums(answer, 0)).containsExactly(9.0, 6.0);
        assertThat(answer.at("charts", 0, "buckets", 0, "stepFirst")).isEqualTo(0L);
        assertThat(answer.at("charts", 0, "buckets", 0, "timeLast")).isEqualTo(0L);
    }

    @Test
    void cutsAlongTheTimeSinceEachExperimentsStart() {
        String early = experiment("1970-01-01T00:00:01Z");
        String late = experiment("1970-01-01T01:00:00Z");
        log(early, "loss", "0, 1, 2", "1000, 1500, 2000", "1, 2, 4");
        log(late, "loss", "0, 1, 2", "3600000, 3600499, 3600999", "1, 2, 4");
        Answer answer = charts("\"loss\"", "\"axis\": \"relativeTime\", \"buckets\": 2", late, early);
        assertThat(answer.at("from")).isEqualTo(0L);
        assertThat(answer.at("to")).isEqualTo(1000L);
        assertThat(answer.at("charts", 0, "experimentRid")).isEqualTo(late);
        assertThat(sums(answer, 0)).containsExactly(3.0, 4.0);
        assertThat(sums(answer, 1)).containsExactly(1.0, 6.0);
    }

    @Test
    void cutsEveryInt64() {
        String experiment = experiment();
        String edges = "\"-9223372036854775808\", 0, \"9223372036854775807\"";
        log(experiment, "loss", edges, edges, "1, 2, 4");
        for (String axis : List.of("step", "time")) {
            Answer answer = charts("\"loss\"", "\"axis\": \"" + axis + "\", \"buckets\": 7", experiment);
            assertThat(answer.at("from")).isEqualTo("-9223372036854775808");
            assertThat(answer.at("to")).isEqualTo("9223372036854775807");
            assertThat(sums(answer, 0)).containsExactly(1.0, 2.0, 4.0);
        }
    }

    @Test
    void leavesOutWhatHasNoPoints() {
        String experiment = experiment();
        String empty = experiment();
        log(experiment, "a", "0, 100", "0, 0", "1, 2");
        log(experiment, "b", "50", "0", "4");
        Answer all =
                charts("\"b\", \"a\", \"none\", \"a\"", "\"axis\": \"step\", \"buckets\": 3", empty, experiment, empty);
        assertThat(all.at("charts", 0, "series")).isEqualTo("a");
        assertThat(all.at("charts", 1, "series")).isEqualTo("b");
        assertThat(JsonTree.list(all.at("charts"))).hasSize(2);
        assertThat(sums(all, 0)).containsExactly(1.0, 2.0);
        assertThat(sums(all, 1)).containsExactly(4.0);
        assertThat(charts("\"a\"", "\"axis\": \"step\", \"buckets\": 3", empty).body())
                .isEqualTo("{\"charts\":[]}");
        assertThat(charts("\"a\"", "\"axis\": \"step\", \"from\": 200, \"buckets\": 3", experiment)
                        .body())
                .isEqualTo("{\"charts\":[]}");
        assertThat(charts("\"a\"", "\"axis\": \"step\", \"from\": 1, \"to\": 9, \"buckets\": 3", experiment)
                        .body())
                .isEqualTo("{\"from\":1,\"to\":9,\"charts\":[]}");
        assertThat(charts("", "\"axis\": \"step\", \"buckets\": 3").body()).isEqualTo("{\"charts\":[]}");
    }

    @Test
    void streamsManyBuckets() {
        String experiment = experiment();
        String steps = IntStream.range(0, 20_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        for (String series : List.of("a", "b")) {
            log(experiment, series, steps, steps, steps);
        }
        Answer answer = charts("\"a\", \"b\"", "\"axis\": \"step\", \"buckets\": 10000", experiment);
        for (int chart = 0; chart < 2; chart++) {
            List<Object> buckets = JsonTree.list(answer.at("charts", chart, "buckets"));
            assertThat(buckets).hasSize(10_000);
            assertThat(JsonTree.at(buckets.get(9_999), "sum")).isEqualTo(19_998.0 + 19_999.0);
        }
    }

    @Test
    void answersNothingOfWhatIsNotThere() {
        String experiment = experiment();
        Answer unknown = charts("\"loss\"", "\"axis\": \"step\", \"buckets\": 3", experiment, UNKNOWN);
        assertFails(unknown, 404, "ExperimentNotFound");
        api.as("DELETE", "/experiments/" + experiment).send();
        assertFails(charts("\"loss\"", "\"axis\": \"step\", \"buckets\": 3", experiment), 404, "ExperimentNotFound");
    }

    @Test
    void refusesABodyThatCannotBe() {
        String experiment = experiment();
        assertMalformed(charts("\"a\"", "\"axis\": \"steps\", \"buckets\": 3", experiment), "/axis");
        assertMalformed(charts("\"a\"", "\"axis\": \"step\"", experiment), "/buckets");
        assertMalformed(charts("\"a\"", "\"axis\": \"step\", \"buckets\": 3, \"samples\": 1", experiment), "/samples");
        assertMalformed(charts("\"a\"", "\"axis\": \"step\", \"buckets\": 3, \"from\": 0.5", experiment), "/from");
        assertMalformed(api.post("/charts", "{\"axis\": \"step\", \"buckets\": 3, \"series\": []}"), "/experimentRids");
        assertFails(charts("\"a\"", "\"axis\": \"step\", \"buckets\": 0", experiment), 400, "InvalidArgument");
        assertFails(
                charts("\"a\"", "\"axis\": \"step\", \"buckets\": 3, \"from\": 2, \"to\": 1", experiment),
                400,
                "InvalidArgument");
        assertFails(charts("\"a\"", "\"axis\": \"step\", \"buckets\": 3", "ri.a.b.c.d"), 400, "InvalidArgument");
    }

    @Test
    void keepsToItsLimits() {
        String experiment = experiment();
        Answer buckets =
                charts("\"a\"", "\"axis\": \"step\", \"buckets\": " + (ChartQuery.BUCKETS_MAX + 1), experiment);
        assertFails(buckets, 400, "LimitReached");
        String names = IntStream.range(0, ChartQuery.SERIES_MAX + 1)
                .mapToObj(i -> "\"" + i + "\"")
                .collect(Collectors.joining(","));
        assertFails(charts(names, "\"axis\": \"step\", \"buckets\": 1", experiment), 400, "LimitReached");
        String many = IntStream.range(0, 21).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));
        assertFails(charts(many, "\"axis\": \"step\", \"buckets\": 10000", experiment), 400, "LimitReached");
        String[] experiments =
                Collections.nCopies(ChartQuery.EXPERIMENTS_MAX + 1, experiment).toArray(String[]::new);
        assertFails(charts("\"a\"", "\"axis\": \"step\", \"buckets\": 1", experiments), 400, "LimitReached");
    }

    @Test
    void wantsTheScopeToRead() {
        String body = "{\"experimentRids\": [], \"series\": [\"loss\"], \"axis\": \"step\", \"buckets\": 3}";
        assertFails(api.asWriter("POST", "/charts").json(body).send(), 403, "ApiUsageDenied");
        assertThat(api.asReader("POST", "/charts").json(body).send().status()).isEqualTo(200);
        assertFails(api.anonymous("POST", "/charts").json(body).send(), 401, "MissingCredentials");
    }

    private static List<Object> sums(Answer answer, int chart) {
        return JsonTree.list(answer.at("charts", chart, "buckets")).stream()
                .map(bucket -> JsonTree.at(bucket, "sum"))
                .toList();
    }
}
