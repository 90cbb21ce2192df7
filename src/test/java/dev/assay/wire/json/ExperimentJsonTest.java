package dev.assay.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.Snapshot;
import dev.assay.app.Snapshot.NamedSeries;
import dev.assay.app.Snapshot.SummaryValue;
import dev.assay.domain.Aggregation;
import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.domain.Point;
import dev.assay.domain.Rid;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import dev.assay.domain.Source;
import dev.assay.domain.Status;
import dev.assay.domain.SummaryMetric;
import dev.assay.json.JsonTree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentJsonTest {

    private static final List<String> ALWAYS = List.of(
            "rid",
            "modelRid",
            "createdTime",
            "createdBy",
            "source",
            "status",
            "branch",
            "parameters",
            "series",
            "summaryMetrics",
            "artifacts",
            "tags");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyFieldIsThereOrAbsentAndEveryNumberIsExact(long seed) {
        Snapshot snapshot = random(new Random(seed));
        Experiment experiment = snapshot.experiment();
        Map<String, Object> written = write(snapshot);
        TreeSet<String> fields = new TreeSet<>(ALWAYS);
        experiment.status().message().ifPresent(_ -> fields.add("statusMessage"));
        experiment.jobRid().ifPresent(_ -> fields.add("jobRid"));
        experiment.linkedModelVersion().ifPresent(_ -> fields.add("linkedModelVersion"));
        assertThat(written).containsOnlyKeys(fields);
        assertThat(written.toString()).doesNotContain(JsonTree.Null.NULL.name());
        assertThat(Instant.parse(String.valueOf(written.get("createdTime")))).isEqualTo(experiment.createdTime());
        requireSeries(list(written, "series"), snapshot.series());
        requireSummaries(list(written, "summaryMetrics"), snapshot.summaryMetrics());
    }

    private static void requireSeries(List<Map<String, Object>> written, List<NamedSeries> series) {
        assertThat(written).hasSameSizeAs(series);
        for (int i = 0; i < series.size(); i++) {
            SeriesAggregates aggregates = series.get(i).aggregates();
            Map<String, Object> value = JsonTree.find(written.get(i), "value");
            assertThat(number(written.get(i), "length")).contains((double) aggregates.length());
            assertThat(number(value, "min")).isEqualTo(aggregates.min().map(Extreme::value));
            assertThat(number(value, "max")).isEqualTo(aggregates.max().map(Extreme::value));
            assertThat(number(value, "last")).contains(aggregates.last().value());
        }
    }

    private static void requireSummaries(List<Map<String, Object>> written, List<SummaryValue> summaries) {
        assertThat(written).hasSameSizeAs(summaries);
        for (int i = 0; i < summaries.size(); i++) {
            assertThat(number(written.get(i), "value"))
                    .contains(summaries.get(i).value());
            assertThat(written.get(i))
                    .containsEntry(
                            "aggregation",
                            summaries.get(i).metric().aggregation().name());
        }
    }

    @ParameterizedTest
    @CsvSource({"RUNNING,RUNNING", "SCHEDULED,RUNNING", "FINISHED,SUCCEEDED", "FAILED,FAILED", "KILLED,FAILED"})
    void saysTheStatusInFoundrysWords(Status.Word word, String status) {
        assertThat(write(snapshot(word, Instant.EPOCH, List.of(), List.of()))).containsEntry("status", status);
    }

    @ParameterizedTest
    @CsvSource({
        "2003-05-06T12:34:56Z, 2003-05-06T12:34:56.000Z",
        "2003-05-06T12:34:56.7Z, 2003-05-06T12:34:56.700Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z"
    })
    void writesTimesToTheMillisecond(Instant time, String text) {
        assertThat(write(snapshot(Status.Word.RUNNING, time, List.of(), List.of())))
                .containsEntry("createdTime", text);
    }

    @Test
    void namesTheExperimentOnlyWhereItIsAskedTo() {
        Snapshot snapshot = snapshot(Status.Word.RUNNING, Instant.EPOCH, List.of(), List.of());
        assertThat(Written.object(json -> ExperimentJson.write(json, snapshot, Optional.of("baseline"))))
                .containsEntry("name", "baseline");
        assertThat(write(snapshot)).doesNotContainKey("name");
    }

    private static Map<String, Object> write(Snapshot snapshot) {
        return Written.object(json -> ExperimentJson.write(json, snapshot, Optional.empty()));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> written, String name) {
        return (List<Map<String, Object>>) written.getOrDefault(name, List.of());
    }

    /// A number, or the name of one that JSON has not.
    private static Optional<Double> number(Map<String, Object> object, String name) {
        return Optional.ofNullable(object.get(name)).map(value -> switch (value) {
            case JsonTree.Num number -> Double.valueOf(number.text());
            case String text when text.matches("NaN|-?Infinity|-?[0-9]{16,19}") -> Double.valueOf(text);
            default -> throw new AssertionError("no number: " + value);
        });
    }

    private static Snapshot random(Random random) {
        List<NamedSeries> series = random.ints(random.nextInt(4), 0, 1_000)
                .mapToObj(number -> new NamedSeries("s" + number, aggregates(random)))
                .toList();
        List<SummaryValue> summaries = series.stream()
                .map(named -> new SummaryValue(
                        new SummaryMetric(named.name(), any(random, Aggregation.values())), value(random)))
                .toList();
        Status.Word word = any(random, Status.Word.values());
        return snapshot(word, Instant.ofEpochMilli(random.nextLong() >> 20), series, summaries, random);
    }

    private static SeriesAggregates aggregates(Random random) {
        boolean onlyNan = random.nextInt(3) == 0;
        return new SeriesAggregates(
                random.nextLong() >>> (1 + random.nextInt(63)),
                0,
                onlyNan ? Optional.empty() : Optional.of(new Extreme(finite(random), 0)),
                onlyNan ? Optional.empty() : Optional.of(new Extreme(Double.POSITIVE_INFINITY, 0)),
                new Point(0, 0, value(random)));
    }

    private static <T> T any(Random random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private static double finite(Random random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : -0.0;
    }

    private static double value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            default -> finite(random);
        };
    }

    private static Snapshot snapshot(
            Status.Word word, Instant created, List<NamedSeries> series, List<SummaryValue> summaries) {
        return snapshot(word, created, series, summaries, new Random(0));
    }

    private static Snapshot snapshot(
            Status.Word word, Instant created, List<NamedSeries> series, List<SummaryValue> summaries, Random random) {
        Experiment experiment = new Experiment(
                new ExperimentId("e"),
                new ModelId("m"),
                1,
                "0".repeat(32),
                "name",
                new UUID(0, 0),
                created,
                new Status(word, 0, OptionalLong.empty(), maybe(random, "why")),
                new Source.Sdk(),
                "master",
                maybe(random, new Rid("ri.foundry.main.job.j")),
                maybe(random, new Rid("ri.models.main.model-version.v")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
        return new Snapshot(experiment, false, series, summaries);
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
