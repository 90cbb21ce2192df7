package dev.assay.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {

    /// A line of Prometheus' text format that holds a value.
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{(?:[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)+})?) (\\S+)");

    private final Metrics metrics = new Metrics();

    @Test
    void countsWhatManyThreadsAdd() {
        IntStream.range(0, 8).parallel().forEach(_ -> {
            for (int i = 0; i < 1_000; i++) {
                metrics.add(Metric.POINTS_ACKNOWLEDGED, 3);
                metrics.record(Metric.WRITER_GROUP_UNITS, 2);
                metrics.request("GET", "/health", 200, 1_000_000);
            }
        });
        assertThat(samples())
                .containsEntry("assay_points_acknowledged_total", "24000")
                .containsEntry("assay_writer_group_units_count", "8000")
                .containsEntry("assay_writer_group_units_sum", "16000")
                .containsEntry(
                        "assay_http_request_seconds_count{method=\"GET\",route=\"/health\",status=\"200\"}", "8000")
                .containsEntry("assay_http_request_seconds_sum{method=\"GET\",route=\"/health\",status=\"200\"}", "8");
    }

    @Test
    void countsAValueInEveryBucketThatIsNotBelowIt() {
        metrics.record(Metric.WRITER_COMMIT_SECONDS, 0);
        metrics.record(Metric.WRITER_COMMIT_SECONDS, 1_000_000);
        metrics.record(Metric.WRITER_COMMIT_SECONDS, 1_000_001);
        metrics.record(Metric.WRITER_COMMIT_SECONDS, 60_000_000_000L);
        assertThat(samples())
                .containsEntry("assay_writer_commit_seconds_bucket{le=\"0.0005\"}", "1")
                .containsEntry("assay_writer_commit_seconds_bucket{le=\"0.001\"}", "2")
                .containsEntry("assay_writer_commit_seconds_bucket{le=\"0.0025\"}", "3")
                .containsEntry("assay_writer_commit_seconds_bucket{le=\"10\"}", "3")
                .containsEntry("assay_writer_commit_seconds_bucket{le=\"+Inf\"}", "4")
                .containsEntry("assay_writer_commit_seconds_sum", "60.002000001")
                .containsEntry("assay_writer_commit_seconds_count", "4");
    }

    @Test
    void readsAGaugeWhenItIsAsked() {
        assertThat(samples()).doesNotContainKey("assay_roll_up_lag_seconds");
        metrics.gauge(Metric.ROLL_UP_LAG_SECONDS, () -> 7);
        assertThat(samples()).containsEntry("assay_roll_up_lag_seconds", "7");
    }

    @Test
    void takesAnyMethodAndRouteAndNeverMoreThanSoManyKinds() {
        metrics.request("SP\"AM\n", "", 404, 1);
        assertThat(samples())
                .containsEntry("assay_http_request_seconds_count{method=\"other\",route=\"none\",status=\"404\"}", "1");
        for (int i = 0; i < 10_000; i++) {
            metrics.request("GET", "/" + i, 200, 1);
        }
        assertThat(samples().keySet().stream().filter(name -> name.startsWith("assay_http_request_seconds_count")))
                .hasSize(4_096);
    }

    @Test
    void knowsTheVirtualMachine() {
        Map<String, String> samples = samples();
        List.of(
                        "jvm_memory_used_bytes{area=\"heap\"}",
                        "jvm_memory_max_bytes{area=\"heap\"}",
                        "jvm_threads",
                        "process_cpu_seconds_total",
                        "process_start_time_seconds")
                .forEach(name -> assertThat(Double.parseDouble(samples.getOrDefault(name, "0")))
                        .as(name)
                        .isPositive());
        assertThat(samples.keySet()).anyMatch(name -> name.startsWith("jvm_gc_collections_total{gc="));
    }

    @Test
    void refusesAMetricOfAnotherKind() {
        assertThatThrownBy(() -> metrics.add(Metric.BYTES_PER_POINT, 1))
                .hasMessageContaining("BUG: assay_bytes_per_point");
        assertThatThrownBy(() -> metrics.record(Metric.POINTS_ACKNOWLEDGED, 1)).hasMessageContaining("BUG");
    }

    private Map<String, String> samples() {
        return metrics.text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> {
                    var sample = SAMPLE.matcher(line);
                    assertThat(sample.matches()).as(line).isTrue();
                    return sample.toMatchResult();
                })
                .collect(Collectors.toMap(sample -> sample.group(1), sample -> sample.group(2)));
    }
}
