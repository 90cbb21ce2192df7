package dev.assay.wire.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.TestStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parameters and metrics, one by one and in batches, and a metric's history.
final class LoggingTest {

    @TempDir
    Path folder;

    private Tracking tracking;
    private String run;

    @BeforeEach
    void start() {
        tracking = new Tracking(folder);
        run = tracking.run();
    }

    @AfterEach
    void stop() {
        tracking.close();
    }

    @Test
    void keepsAParametersTextAndRefusesAnother() {
        assertThat(parameter("p", "1.0").body()).isEqualTo("{}");
        assertThat(parameter("p", "1.0").status()).isEqualTo(200);
        Tracking.Answer refused = parameter("p", "1");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("INVALID_PARAMETER_VALUE");
        parameter("long", "x".repeat(20_000));
        assertThat(tracking.get("runs/get?run_id=" + run).body())
                .contains("{\"key\":\"p\",\"value\":\"1.0\"}", "x".repeat(20_000));
    }

    @Test
    void saysThatARunHasAllTheSeriesItMayHave(@TempDir Path other) {
        try (Tracking limited = new Tracking(TestStore.withSeriesMax(other, 2), true)) {
            String point = "\"value\":1,\"timestamp\":1,\"step\":1}";
            String id = "{\"run_id\":\"" + limited.run() + "\",";
            for (String key : List.of("a", "b", "a")) {
                assertThat(limited.post("runs/log-metric", id + "\"key\":\"" + key + "\"," + point)
                                .status())
                        .isEqualTo(200);
            }
            String both = id + "\"metrics\":[{\"key\":\"a\"," + point + ",{\"key\":\"c\"," + point + "]}";
            for (Tracking.Answer refused : List.of(
                    limited.post("runs/log-metric", id + "\"key\":\"c\"," + point),
                    limited.post("runs/log-batch", both))) {
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.code()).isEqualTo("INVALID_PARAMETER_VALUE");
                assertThat(refused.body()).contains("at most 2 series of an experiment");
            }
        }
    }

    @Test
    void keepsEveryDoubleToTheBit() {
        metric("nan", "\"NaN\"", "1");
        metric("infinity", "\"Infinity\"", "1");
        metric("less", "\"-Infinity\"", "1");
        metric("zero", "-0.0", "1");
        metric("tiny", "4.9e-324", "1");
        assertThat(history("metric_key=nan").at("metrics.0.value")).isEqualTo("NaN");
        assertThat(history("metric_key=infinity").at("metrics.0.value")).isEqualTo("Infinity");
        assertThat(history("metric_key=less").at("metrics.0.value")).isEqualTo("-Infinity");
        assertThat(history("metric_key=zero").at("metrics.0.value")).isEqualTo(-0.0);
        assertThat(history("metric_key=tiny").at("metrics.0.value")).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void answersStepsPastWhatADoubleHoldsAsNumbers() {
        metric("m", "1", "9007199254740993");
        metric("m", "1", Long.toString(Long.MAX_VALUE));
        assertThat(history("metric_key=m").body())
                .contains("\"step\":9007199254740993}", "\"step\":9223372036854775807}");
    }

    @Test
    void takesAStepThatIsNotGivenForZero() {
        tracking.post("runs/log-metric", "{\"run_id\":\"" + run + "\",\"key\":\"m\",\"value\":1,\"timestamp\":\"7\"}");
        assertThat(history("metric_key=m").at("metrics.0"))
                .isEqualTo(Map.of("key", "m", "value", 1.0, "timestamp", 7L, "step", 0L));
    }

    @Test
    void showsTheGreatestPointOfASeriesAsItsMetric() {
        batch("\"metrics\":[" + point("m", 5, 10, 1) + "," + point("m", 6, 9, 9) + "," + point("m", 4, 10, 0) + "]");
        assertThat(tracking.get("runs/get?run_id=" + run).at("run.data.metrics"))
                .isEqualTo(List.of(Map.of("key", "m", "value", 5.0, "timestamp", 1L, "step", 10L)));
    }

    @Test
    void keepsAPointThatComesTwiceOnce() {
        String body = "\"metrics\":[" + point("m", 5, 1, 1) + "," + point("m", 5, 1, 1) + "]";
        batch(body);
        batch(body);
        assertThat(history("metric_key=m").at("metrics.1")).isNull();
    }

    @Test
    void givesAHistoryByPages() {
        batch("\"metrics\":["
                + IntStream.range(0, 5).mapToObj(i -> point("m", i, i, 1)).collect(Collectors.joining(",")) + "]");
        Tracking.Answer first = history("metric_key=m&max_results=3");
        assertThat(first.at("metrics.2.step")).isEqualTo(2L);
        assertThat(first.at("metrics.3")).isNull();
        Tracking.Answer second = history("metric_key=m&max_results=3&page_token=" + first.text("next_page_token"));
        assertThat(second.at("metrics.0.step")).isEqualTo(3L);
        assertThat(second.at("metrics.1.step")).isEqualTo(4L);
        assertThat(second.at("next_page_token")).isNull();
        assertThat(history("metric_key=m").at("metrics.4.step")).isEqualTo(4L);
        assertThat(history("metric_key=other&max_results=3").body()).isEqualTo("{}");
        assertThat(history("metric_key=other").body()).isEqualTo("{}");
    }

    @Test
    void takesABatchWholeWhereverTheRunIsNamed() {
        Tracking.Answer answer = tracking.post(
                "runs/log-batch",
                "{\"tags\":[{\"value\":\"v\",\"key\":\"t\"}],\"params\":[{\"key\":\"p\",\"value\":\"1\"}],\"metrics\":[{\"run_id\":\"x\",\"step\":\"3\",\"timestamp\":1,\"value\":2,\"key\":\"m\",\"new\":[{}]}],\"run_id\":\""
                        + run + "\"}");
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(tracking.get("runs/get?run_id=" + run).body())
                .contains(
                        "{\"key\":\"t\",\"value\":\"v\"}",
                        "{\"key\":\"p\",\"value\":\"1\"}",
                        "{\"key\":\"m\",\"value\":2.0,\"timestamp\":1,\"step\":3}");
    }

    @Test
    void keepsNothingOfABatchThatIsRefused() {
        parameter("p", "1");
        String before = tracking.get("runs/get?run_id=" + run).body();
        assertThat(batch(
                                "\"metrics\":[" + point("m", 1, 1, 1)
                                        + "],\"tags\":[{\"key\":\"t\",\"value\":\"v\"}],\"params\":[{\"key\":\"p\",\"value\":\"2\"}]")
                        .code())
                .isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(batch("\"tags\":[{\"key\":\"t\",\"value\":\"v\"}],\"metrics\":[" + point("a*", 1, 1, 1) + "]")
                        .code())
                .isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(tracking.get("runs/get?run_id=" + run).body()).isEqualTo(before);
    }

    /// What is known of a run that has just taken points must not outlive it.
    @Test
    void takesNoPointsOfARunFromTheMomentThatItIsDeleted() {
        String named = "{\"run_id\":\"" + run + "\"}";
        for (int i = 0; i < 3; i++) {
            assertThat(batch("\"metrics\":[" + point("m", 1, i, 1) + "]").status())
                    .isEqualTo(200);
            tracking.post("runs/delete", named);
            Tracking.Answer refused = batch("\"metrics\":[" + point("m", 1, i, 2) + "]");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("INVALID_PARAMETER_VALUE");
            tracking.post("runs/restore", named);
        }
        assertThat(batch("\"metrics\":[" + point("m", 1, 3, 1) + "]").status()).isEqualTo(200);
        tracking.post("experiments/delete", "{\"experiment_id\":\"0\"}");
        assertThat(batch("\"metrics\":[" + point("m", 1, 4, 1) + "]").code()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void takesTheLastOfAListThatComesTwice() {
        batch("\"metrics\":[" + point("first", 1, 1, 1) + "],\"metrics\":[" + point("second", 1, 1, 1) + "]");
        assertThat(tracking.get("runs/get?run_id=" + run).body())
                .contains("\"second\"")
                .doesNotContain("\"first\"");
    }

    @Test
    void saysWhichPointLacksWhat() {
        Tracking.Answer answer =
                batch("\"metrics\":[" + point("m", 1, 1, 1) + ",{\"key\":\"m\",\"timestamp\":1,\"value\":null}]");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("message")).contains("/metrics/1/value");
    }

    private Tracking.Answer parameter(String key, String value) {
        return tracking.post(
                "runs/log-parameter",
                "{\"run_id\":\"" + run + "\",\"run_uuid\":\"" + run + "\",\"key\":\"" + key + "\",\"value\":\"" + value
                        + "\"}");
    }

    private void metric(String key, String value, String step) {
        Tracking.Answer answer = tracking.post(
                "runs/log-metric",
                "{\"run_id\":\"" + run + "\",\"key\":\"" + key + "\",\"value\":" + value
                        + ",\"timestamp\":1700000000000,\"step\":" + step + "}");
        assertThat(answer.body()).isEqualTo("{}");
    }

    private Tracking.Answer batch(String fields) {
        return tracking.post("runs/log-batch", "{\"run_id\":\"" + run + "\"," + fields + "}");
    }

    private static String point(String key, double value, long step, long timestamp) {
        return "{\"key\":\"" + key + "\",\"value\":" + value + ",\"step\":" + step + ",\"timestamp\":" + timestamp
                + "}";
    }

    private Tracking.Answer history(String query) {
        return tracking.get("metrics/get-history?run_id=" + run + "&run_uuid=" + run + "&" + query);
    }
}
