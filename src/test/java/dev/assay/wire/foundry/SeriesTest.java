package dev.assay.wire.foundry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.app.NewExperiment;
import dev.assay.app.NewModel;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.domain.Source;
import dev.assay.domain.Status;
import dev.assay.series.Batch;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The points of one series, page by page and as Parquet. Errors and edges stand in the golden files.
class SeriesTest {

    private static final ModelId MODEL = new ModelId("paged");
    private static final ExperimentId EXPERIMENT = new ExperimentId("paged");
    private static final int POINTS = 70_000;
    private static final Pattern STEP = Pattern.compile("\"step\":([0-9]+)\\}");

    @TempDir
    private static Path folder;

    private static FoundryServer server;
    private static String reader;

    @BeforeAll
    static void open() {
        server = FoundryServer.open(folder);
        reader = server.token(Scope.MODELS_READ);
        Caller admin = server.testStore().admin();
        server.store()
                .models()
                .create(
                        admin,
                        Optional.empty(),
                        new NewModel("paged", Optional.empty(), List.of(), Optional.of(MODEL), Optional.empty()));
        server.store()
                .experiments()
                .create(
                        admin,
                        Optional.empty(),
                        MODEL,
                        new NewExperiment(
                                "paged",
                                Status.Word.RUNNING,
                                OptionalLong.empty(),
                                "master",
                                new Source.Sdk(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                Optional.of(EXPERIMENT),
                                Optional.empty(),
                                Optional.empty()));
        log("long", POINTS);
        log("a/b c+é%2F😀", 3);
        log(".", 2);
        log("json", 2);
    }

    /// The even points lie in a pack, the odd ones in the log.
    private static void log(String name, int points) {
        change(batch(name, points, 0));
        server.store().rollUpAll();
        change(batch(name, points, 1));
    }

    private static void change(Batch points) {
        server.store()
                .experiments()
                .change(
                        server.testStore().admin(),
                        Optional.empty(),
                        new ExperimentRef.ById(EXPERIMENT),
                        Changes.NONE.withPoints(points));
    }

    private static Batch batch(String name, int points, int from) {
        Batch batch = new Batch();
        for (int i = from; i < points; i += 2) {
            batch.add(name, i, 1_000L + i, value(i));
        }
        return batch;
    }

    private static double value(int i) {
        return i == 7 ? Double.longBitsToDouble(0xFFF8_0000_0000_0123L) : i == 8 ? -0.0 : Math.sin(i);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static String target(String name, String rest) {
        return "/api/v2/models/" + MODEL.rid() + "/experiments/" + EXPERIMENT.rid() + "/series/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace(".", "%2E") + "/" + rest;
    }

    private static FoundryServer.Answer get(String name, String rest) {
        return server.ask("GET " + target(name, rest) + " HTTP/1.1\nAuthorization: Bearer " + reader);
    }

    private static List<Long> steps(String query) {
        FoundryServer.Answer answer = get("long", "json?preview=true" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return STEP.matcher(answer.body())
                .results()
                .map(step -> Long.parseLong(step.group(1)))
                .toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void pagesHave200PointsAndAtMost1000() {
        assertThat(steps("")).isEqualTo(range(0, 200));
        assertThat(steps("&offset=200")).isEqualTo(range(200, 400));
        assertThat(steps("&pageSize=1")).isEqualTo(range(0, 1));
        assertThat(steps("&pageSize=1000&offset=1")).isEqualTo(range(1, 1001));
        assertThat(steps("&pageSize=1001")).isEqualTo(range(0, 1000));
        assertThat(steps("&pageSize=200&offset=" + (POINTS - 5))).isEqualTo(range(POINTS - 5, POINTS));
        assertThat(steps("&offset=" + POINTS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b c+é%2F😀", ".", "json"})
    void findsEveryName(String name) throws IOException {
        FoundryServer.Answer answer = get(name, "json?preview=true&pageSize=1");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"doubleV1\",\"series\":[{\"value\":0.0,\"timestamp\":1000,\"step\":0}]}");
        assertThat(parquetSteps(name)).hasSizeGreaterThan(1);
    }

    @Test
    void parquetHasAllPointsInOrder() throws IOException {
        assertThat(parquetSteps("long")).isEqualTo(range(0, POINTS));
    }

    private static List<Long> parquetSteps(String name) throws IOException {
        byte[] file = server.bytes(target(name, "parquet?preview=true"), reader);
        List<Long> steps = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)))) {
            assertThat(parquet.getFileSchema().getColumns())
                    .extracting(column -> column.name() + " " + column.type() + " " + column.logicalType())
                    .containsExactly("step INT64 null", "timestamp INT64 TIMESTAMP(MILLIS, UTC)", "value DOUBLE null");
            read(parquet, "step", (column, i) -> steps.add(column.getLongs()[i]));
            read(parquet, "timestamp", (column, i) -> times.add(column.getLongs()[i]));
            read(parquet, "value", (column, i) -> values.add(Double.doubleToRawLongBits(column.getDoubles()[i])));
        }
        assertThat(times).isEqualTo(range(1_000, 1_000 + steps.size()));
        assertThat(values)
                .isEqualTo(IntStream.range(0, steps.size())
                        .mapToObj(i -> Double.doubleToRawLongBits(value(i)))
                        .toList());
        return steps;
    }

    private static void read(ParquetFileReader file, String name, BiConsumer<ColumnReader, Integer> row) {
        try (ColumnReader column = file.columnReader(name)) {
            while (column.nextBatch()) {
                for (int i = 0; i < column.getRecordCount(); i++) {
                    row.accept(column, i);
                }
            }
        }
    }
}
