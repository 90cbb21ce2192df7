package dev.assay.wire.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Filters and orders of the two searches.
class SearchTest {

    @TempDir
    Path folder;

    private Tracking tracking;

    @BeforeEach
    void open() {
        tracking = new Tracking(folder);
        run("a", 3, "0.5", "x", "\"m\",\"value\":1");
        run("b", 2, "10", "X", "\"m\",\"value\":\"NaN\"");
        run("c", 1, "9", "y", "\"other\",\"value\":1");
    }

    private void run(String name, int start, String parameter, String tag, String metric) {
        String run = tracking.post("runs/create", """
            {"experiment_id":"0","start_time":%d,"run_name":"%s","tags":[{"key":"t","value":"%s"},{"key":"assay.branch","value":"dev-%s"}]}\
            """.formatted(start, name, tag, name))
                .text("run.info.run_id");
        tracking.post("runs/log-batch", """
            {"run_id":"%s","params":[{"key":"p","value":"%s"}],"metrics":[{"key":%s,"timestamp":1,"step":0}]}\
            """.formatted(run, parameter, metric));
    }

    @AfterEach
    void close() {
        tracking.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "metrics.m > 0 | a",
                "metrics.m != 5 | a b",
                "metrics.m <= 1 and params.p = '0.5' | a",
                "params.p > 8 | b c",
                "params.p = '9.0' | ",
                "tags.t = 'x' | a",
                "tags.t LIKE 'x' | a",
                "tags.t ILIKE 'x' | a b",
                "tags.`mlflow.runName` = 'b' and attributes.run_name = 'b' | b",
                "tags.`assay.branch` = 'dev-c' and branch = 'dev-c' | c",
                "tags.`assay.branch` IS NULL | ",
                "attributes.status = 'RUNNING' and start_time < 3 | b c",
                "metrics.m > 0 or series.other.length = 1 | a c",
                "params.q IS NULL and not tags.t = 'y' | a b"
            })
    void filters(String filter, String names) {
        assertThat(names(filter, "")).isEqualTo(names == null ? "" : names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "metrics.m | a b c",
                "metrics.m DESC | a b c",
                "params.p | a b c",
                "params.p DESC | c b a",
                "tags.`mlflow.runName` DESC | c b a",
                "start_time ASC | c b a",
                "attributes.`end_time` | a b c"
            })
    void orders(String order, String names) {
        assertThat(names("", "\"" + order + "\"")).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics.m > '1'",
                "params.p = x",
                "m > 1",
                "metrics.m >",
                "attributes.color = 'red'",
                "metrics.m = 1 metrics.m = 2",
                "tags.t > 'a'"
            })
    void refusesWhatItCannotRead(String filter) {
        Tracking.Answer answer = search("\"experiment_ids\":[\"0\"],\"filter\":\"" + filter + "\"");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(answer.text("message")).contains("at character");
    }

    @Test
    void searchesSeveralExperimentsTogether() {
        String other = tracking.experiment("other");
        tracking.post("runs/create", "{\"experiment_id\":\"" + other + "\",\"start_time\":5,\"run_name\":\"d\"}");
        assertThat(search("\"experiment_ids\":[\"0\",\"" + other + "\"],\"filter\":\"start_time > 1\"")
                        .body())
                .containsSubsequence("\"run_name\":\"d\"", "\"run_name\":\"a\"", "\"run_name\":\"b\"");
    }

    @Test
    void filtersAndOrdersExperiments() {
        tracking.experiment("vision/one");
        String two = tracking.experiment("vision/two");
        tracking.post(
                "experiments/set-experiment-tag",
                "{\"experiment_id\":\"" + two + "\",\"key\":\"team\",\"value\":\"a\"}");
        assertThat(experiments("name LIKE 'vision/%'", "name")).isEqualTo("vision/one vision/two");
        assertThat(experiments("name ILIKE 'VISION/%'", "name DESC")).isEqualTo("vision/two vision/one");
        assertThat(experiments("tags.team = 'a'", "")).isEqualTo("vision/two");
        assertThat(experiments("attribute.name != 'Default' and tags.team IS NULL", ""))
                .isEqualTo("vision/one");
        assertThat(experiments("creation_time > 0", "experiment_id")).isEqualTo("Default vision/one vision/two");
        assertThat(tracking.post("experiments/search", "{\"max_results\":5,\"filter\":\"metrics.m > 1\"}")
                        .code())
                .isEqualTo("INVALID_PARAMETER_VALUE");
        Tracking.Answer first = tracking.post("experiments/search", "{\"max_results\":2,\"order_by\":[\"name\"]}");
        assertThat(tracking.post(
                                "experiments/search",
                                "{\"max_results\":2,\"order_by\":[\"name\"],\"page_token\":\""
                                        + first.text("next_page_token") + "\"}")
                        .text("experiments.0.name"))
                .isEqualTo("vision/two");
    }

    private String experiments(String filter, String order) {
        String orders = order.isEmpty() ? "" : "\"" + order + "\"";
        Tracking.Answer answer = tracking.post(
                "experiments/search",
                "{\"max_results\":10,\"filter\":\"" + filter + "\",\"order_by\":[" + orders + "]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return IntStream.range(0, 10)
                .mapToObj(i -> Optional.ofNullable(answer.at("experiments." + i + ".name")))
                .flatMap(Optional::stream)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private String names(String filter, String orders) {
        Tracking.Answer answer =
                search("\"experiment_ids\":[\"0\"],\"filter\":\"" + filter + "\",\"order_by\":[" + orders + "]");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return IntStream.range(0, 10)
                .mapToObj(i -> Optional.ofNullable(answer.at("runs." + i + ".info.run_name")))
                .flatMap(Optional::stream)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private Tracking.Answer search(String fields) {
        return tracking.post("runs/search", "{" + fields + "}");
    }
}
