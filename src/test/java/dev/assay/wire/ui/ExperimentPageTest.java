package dev.assay.wire.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Scope;
import dev.assay.json.JsonTree;
import dev.assay.wire.ui.Page.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the page of one experiment asks for.
class ExperimentPageTest {

    private static final String NATIVE = "/api/assay/v1";

    @TempDir
    private Path folder;

    private Page page;
    private String admin;
    private String model;
    private String experiment;

    @BeforeEach
    void open() {
        page = Page.open(folder);
        admin = "Bearer " + page.token(Scope.MODELS_READ, Scope.MODELS_WRITE, Scope.ADMIN);
        model = rid(post(NATIVE + "/models", "{\"name\": \"a model\"}"));
        experiment = rid(post(NATIVE + "/models/" + model + "/experiments", """
                {"name": "run", "branch": "dev", "jobRid": "ri.jobs.main.job.j", "createdTime": "2026-01-01T00:00:00Z",
                 "tags": ["a", {"key": "k", "value": "v"}],
                 "parameters": [{"name": "n", "value": {"type": "integer", "value": 9007199254740993}}]}"""));
    }

    @AfterEach
    void close() {
        page.close();
    }

    private Answer send(String method, String path, String body) {
        return page.send(method, path, body, "Authorization", admin);
    }

    private void send(String method, String path, String body, String type) {
        assertThat(page.sendAs(type, method, path, body, "Authorization", admin).status())
                .isBetween(201, 204);
    }

    private Map<String, Object> post(String path, String body) {
        Answer answer = send("POST", path, body);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
        return answer.json();
    }

    private void log(String body) {
        post(NATIVE + "/experiments/" + experiment + "/log", body);
    }

    private Map<String, Object> overview() {
        Answer answer = send("GET", "/ui/api/experiments/" + experiment, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static Map<String, Object> object(String json) {
        return JsonTree.readObject(json);
    }

    private static String rid(Map<String, Object> answer) {
        return (String) Objects.requireNonNull(answer.get("rid"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> of, String field) {
        return (List<Map<String, Object>>) Objects.requireNonNull(of.get(field));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> of, String field) {
        return (Map<String, Object>) Objects.requireNonNull(of.get(field));
    }

    @Test
    void overviewTellsWhatIsKnown() {
        log("""
                {"series": {"loss": {"steps": [0, 1, 9007199254740993], "times": [1000, 3000, 2000], "values": [2, "Infinity", 0.5]},
                            "nan": {"steps": [0], "times": [1000], "values": ["NaN"]}},
                 "summaryMetrics": [{"seriesName": "loss", "aggregation": "MIN"}]}""");
        Map<String, Object> overview = overview();
        assertThat(overview).containsAllEntriesOf(object("""
                {"rid": "%s", "name": "run", "status": "RUNNING", "creator": "admin", "branch": "dev",
                 "jobRid": "ri.jobs.main.job.j", "source": {"type": "sdk"}, "lastTimeMs": 2000,
                 "tags": [{"key": "a", "value": ""}, {"key": "k", "value": "v"}],
                 "parameters": [{"name": "n", "value": {"type": "integer", "value": "9007199254740993"}}],
                 "summaryMetrics": [{"seriesName": "loss", "aggregation": "MIN", "value": 0.5}],
                 "series": {"names": ["loss", "nan"], "lengths": [3, 1], "nanCounts": [0, 1],
                            "last": [0.5, "NaN"], "lastSteps": ["9007199254740993", 0], "lastTimes": [2000, 1000],
                            "min": [0.5, null], "minSteps": ["9007199254740993", null],
                            "max": ["Infinity", null], "maxSteps": [1, null]}}""".formatted(experiment)));
        assertThat(overview)
                .doesNotContainKeys("note", "endTimeMs", "linkedModelVersion", "linkedVersion", "statusMessage");
        assertThat(object(overview, "model")).containsEntry("rid", model).containsEntry("name", "a model");
    }

    @Test
    void overviewFollowsWhatChanges() {
        String of = NATIVE + "/experiments/" + experiment;
        send("PUT", of + "/note", "# n", "text/markdown");
        send("PUT", of + "/tables/t%2F1", "a,b\n1,x\n", "text/csv");
        send("PUT", of + "/linkedModelVersion", "{\"modelVersionRid\": \"ri.elsewhere.main.version.v\"}");
        post(of + "/finish", "{\"status\": \"FAILED\", \"statusMessage\": \"out of memory\"}");
        assertThat(send("DELETE", of + "/tags/k", "").status()).isEqualTo(204);
        Map<String, Object> overview = overview();
        assertThat(overview).containsKey("endTimeMs").doesNotContainKey("linkedVersion");
        assertThat(overview).containsAllEntriesOf(object("""
                {"status": "FAILED", "statusMessage": "out of memory", "note": "# n",
                 "tags": [{"key": "a", "value": ""}], "linkedModelVersion": "ri.elsewhere.main.version.v",
                 "tables": [{"name": "t/1", "sizeBytes": 8, "format": "CSV", "rowCount": 1,
                             "columns": [{"name": "a", "type": "INTEGER"}, {"name": "b", "type": "STRING"}]}]}"""));
    }

    @Test
    void overviewOfWhatIsNotThereIsNotFound() {
        send("DELETE", NATIVE + "/experiments/" + experiment, "");
        Answer deleted = send("GET", "/ui/api/experiments/" + experiment, "");
        Answer unknown = send("GET", "/ui/api/experiments/ri.models.main.experiment.unknown", "");
        assertThat(deleted.status()).isEqualTo(404);
        assertThat(deleted.body()).contains("ExperimentNotFound");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body()).contains("ExperimentNotFound");
    }

    private String chartsBody(String series, String rest) {
        return "{\"experimentRids\": [\"%s\"], \"series\": [%s], %s}".formatted(experiment, series, rest);
    }

    private List<Map<String, Object>> charts(String path, String series, String rest) {
        return list(post(path, chartsBody(series, rest)), "charts");
    }

    /// Our own API's buckets, turned into columns here, are the columns of the page.
    @Test
    void chartsAreThoseOfOurOwnApi() {
        String steps = IntStream.range(0, 999).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String values = IntStream.range(0, 999)
                .mapToObj(i -> i % 100 == 7 ? "\"NaN\"" : i == 500 ? "\"-Infinity\"" : Double.toString(Math.sin(i)))
                .collect(Collectors.joining(","));
        log("{\"series\": {\"loss\": {\"steps\": [%s], \"times\": [%s], \"values\": [%s]}}}"
                .formatted(steps, steps, values));
        for (String rest : List.of(
                "\"axis\": \"step\", \"buckets\": 37",
                "\"axis\": \"step\", \"from\": 700, \"to\": 710, \"buckets\": 4",
                "\"axis\": \"time\", \"from\": 3, \"buckets\": 500",
                "\"axis\": \"relativeTime\", \"buckets\": 3")) {
            List<Map<String, Object>> buckets =
                    list(charts(NATIVE + "/charts", "\"loss\"", rest).getFirst(), "buckets");
            Map<String, Object> columns =
                    object(charts("/ui/api/charts", "\"loss\"", rest).getFirst(), "buckets");
            assertThat(columns).hasSize(13);
            columns.forEach((name, column) -> assertThat(column)
                    .as(name)
                    .isEqualTo(buckets.stream()
                            .map(bucket -> bucket.getOrDefault(name, JsonTree.Null.NULL))
                            .toList()));
        }
    }

    @Test
    void aSeriesOfSinglePointsComesAsPoints() {
        log("""
                {"series": {"loss": {"steps": [5, 9007199254740993], "times": [1, 2], "values": [1.5, "NaN"]}}}""");
        assertThat(charts("/ui/api/charts", "\"loss\", \"none\"", "\"axis\": \"step\", \"buckets\": 10"))
                .containsExactly(object("""
                        {"experimentRid": "%s", "series": "loss",
                         "points": {"steps": [5, "9007199254740993"], "times": [1, 2], "values": [1.5, "NaN"]}}""".formatted(experiment)));
    }

    @Test
    void eachSeriesIsCutByItself() {
        log("""
                {"series": {"short": {"steps": [0, 1, 2, 3], "times": [0, 1, 2, 3], "values": [1, 2, 3, 4]},
                            "long": {"steps": [0, 1000000], "times": [0, 1], "values": [1, 2]}}}""");
        List<Map<String, Object>> charts =
                charts("/ui/api/charts", "\"short\", \"long\"", "\"axis\": \"step\", \"buckets\": 2");
        assertThat(charts.get(1)).containsEntry("series", "short");
        assertThat(object(charts.get(1), "buckets"))
                .containsAllEntriesOf(object("{\"stepFirst\": [0, 2], \"count\": [2, 2]}"));
        assertThat(charts("/ui/api/charts", "\"short\", \"long\"", "\"axis\": \"step\", \"from\": 10, \"buckets\": 2"))
                .extracting(chart -> chart.get("series"))
                .containsExactly("long");
    }

    @Test
    void chartsRefuseWhatIsPastTheLimits() {
        assertThat(send("POST", "/ui/api/charts", chartsBody("\"a\"", "\"axis\": \"step\", \"buckets\": 10001"))
                        .body())
                .contains("LimitReached");
        assertThat(send("POST", "/ui/api/charts", chartsBody("\"a\"", "\"axis\": \"stop\", \"buckets\": 1"))
                        .body())
                .contains("none of step, time, relativeTime");
        assertThat(send("POST", "/ui/api/charts", chartsBody("\"a\"", "\"axis\": \"step\", \"bucket\": 1"))
                        .body())
                .contains("unknown field");
        assertThat(page.send("POST", "/ui/api/charts", chartsBody("\"a\"", "\"axis\": \"step\", \"buckets\": 1"))
                        .status())
                .isEqualTo(401);
    }
}
