package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.columnar.ArrowPoints;
import dev.assay.columnar.ColumnarFormat;
import dev.assay.series.Batch;
import dev.assay.wire.assay.Native.Answer;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GetPointsTest {

    private static final String ARROW = ColumnarFormat.ARROW.mediaType();
    private static final String PARQUET = ColumnarFormat.PARQUET.mediaType();

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

    private void log(String series, int points) {
        String steps = IntStream.range(0, points).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String body = "{\"series\": {\"%s\": {\"steps\": [%s], \"times\": [%s], \"values\": [%s]}}}"
                .formatted(series, steps, steps, steps);
        assertThat(api.post(experiment + "/log", body).status()).isEqualTo(200);
    }

    private Answer points(String query) {
        return api.get(experiment + "/points" + query);
    }

    private static Map<String, Object> column(long... numbers) {
        List<Object> longs = IntStream.range(0, numbers.length)
                .mapToObj(i -> (Object) numbers[i])
                .toList();
        List<Object> doubles = IntStream.range(0, numbers.length)
                .mapToObj(i -> (Object) (double) numbers[i])
                .toList();
        return Map.of("steps", longs, "times", longs, "values", doubles);
    }

    @Test
    void answersAnEmptyExperiment() {
        assertThat(points("").body()).isEqualTo("{\"series\":{}}");
    }

    @Test
    void answersTheSeriesAndStepsThatAreAskedFor() {
        log("a", 4);
        log("b/c +%", 4);
        log("d", 4);
        assertThat(points("?series=d&series=b%2Fc%20%2B%25&series=none&stepFrom=1&stepTo=2")
                        .json())
                .isEqualTo(Map.of("series", Map.of("b/c +%", column(1, 2), "d", column(1, 2))));
        assertThat(points("?stepFrom=3").json())
                .isEqualTo(Map.of("series", Map.of("a", column(3), "b/c +%", column(3), "d", column(3))));
        assertThat(points("?stepFrom=2&stepTo=1").json()).isEqualTo(Map.of("series", Map.of()));
        assertThat(points("?series=none").json()).isEqualTo(Map.of("series", Map.of()));
    }

    @Test
    void answersPageByPageAcrossSeries() {
        log("a", 3);
        log("b", 3);
        assertThat(points("?limit=2").json()).isEqualTo(Map.of("series", Map.of("a", column(0, 1)), "nextOffset", 2L));
        assertThat(points("?limit=2&offset=2").json())
                .isEqualTo(Map.of("series", Map.of("a", column(2), "b", column(0)), "nextOffset", 4L));
        assertThat(points("?limit=2&offset=4").json()).isEqualTo(Map.of("series", Map.of("b", column(1, 2))));
        assertThat(points("?offset=6").json()).isEqualTo(Map.of("series", Map.of()));
    }

    @Test
    void answersWhatCanBeLoggedAgain() {
        log("a", 3);
        String copy = api.experiment();
        String body = points("").body();
        assertThat(api.post(copy + "/log", body).status()).isEqualTo(200);
        assertThat(api.get(copy + "/points").body()).isEqualTo(body);
    }

    @Test
    void streamsManyPoints() {
        for (int part = 0; part < 3; part++) {
            log("s" + part, 100_000);
        }
        Answer first = points("");
        assertThat(first.at("nextOffset")).isEqualTo((long) GetPoints.LIMIT);
        Answer all = points("?limit=99999999999");
        assertThat(JsonTree.object(all.json())).containsOnlyKeys("series");
        assertThat(JsonTree.object(all.at("series")).values())
                .allSatisfy(series ->
                        assertThat(JsonTree.list(JsonTree.at(series, "values"))).hasSize(100_000));
    }

    @Test
    void refusesAQueryThatCannotBe() {
        assertFails(points("?limit=0"), 400, "InvalidArgument");
        assertFails(points("?limit=x"), 400, "InvalidArgument");
        assertFails(points("?offset=-1"), 400, "InvalidOffset");
        assertFails(points("?offset=x"), 400, "InvalidOffset");
        assertFails(points("?stepFrom=1.5"), 400, "InvalidArgument");
        assertFails(points("?stepFrom=9223372036854775808"), 400, "InvalidArgument");
        assertFails(points("?stepfrom=1"), 400, "InvalidArgument");
        assertThat(points("?stepFrom=-9223372036854775808&stepTo=9223372036854775807")
                        .status())
                .isEqualTo(200);
        assertFails(api.get("/experiments/ri.models.main.experiment.x/points"), 404, "ExperimentNotFound");
    }

    private Native.Request accepting(String accept, String query) {
        return api.as("GET", experiment + "/points" + query).header("Accept", accept);
    }

    @Test
    void answersJsonUnlessAnotherFormIsWanted() {
        for (String accept : List.of(
                "application/json",
                "*/*",
                "application/*",
                "text/html, application/json;q=0.5",
                "*/*, " + ARROW + ";q=0.9")) {
            Answer answer = accepting(accept, "").send();
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.body()).isEqualTo("{\"series\":{}}");
        }
        for (String accept : List.of("text/csv", "application/json;q=0", "application/vnd.apache.arrow.file")) {
            Answer refused = accepting(accept, "").send();
            assertFails(refused, 406, "NotAcceptable");
            assertThat(refused.text("parameters", "accepted")).isEqualTo(accept);
            assertThat(refused.text("parameters", "offered")).contains("application/json", ARROW, PARQUET);
        }
    }

    @Test
    void answersArrowThatCanBeLoggedAgain() {
        log("a", 3);
        log("b/c +%", 20_000);
        Answer arrow = accepting(ARROW, "").send();
        assertThat(arrow.header("Content-Type")).isEqualTo(ARROW);
        String copy = api.experiment();
        Answer logged = api.as("POST", copy + "/log")
                .body(ARROW, BodyPublishers.ofByteArray(arrow.bytes()))
                .send();
        assertThat(logged.status()).isEqualTo(200);
        assertThat(api.get(copy + "/points").body()).isEqualTo(points("").body());
    }

    @Test
    void answersThePartThatIsAskedForInEveryForm() throws IOException {
        log("a", 4);
        log("b", 4);
        String query = "?series=b&series=a&series=none&stepFrom=1&offset=2&limit=3";
        Answer arrow = accepting(ARROW, query).send();
        Batch read = ArrowPoints.read(new ByteArrayInputStream(arrow.bytes()), 0, 100);
        assertThat(read.names()).containsExactly("a", "b");
        assertThat(read.size()).isEqualTo(3);
        Answer parquet = accepting(PARQUET, query).send();
        assertThat(parquet.header("Content-Type")).isEqualTo(PARQUET);
        assertThat(parquet.body()).startsWith("PAR1").endsWith("PAR1");
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(parquet.bytes())));
                ColumnReader steps = reader.columnReader("step")) {
            assertThat(steps.nextBatch()).isTrue();
            assertThat(Arrays.copyOf(steps.getLongs(), steps.getRecordCount())).containsExactly(3, 1, 2);
        }
    }

    @Test
    void answersMoreThanAPageInColumns() throws IOException {
        for (int part = 0; part < 3; part++) {
            log("s" + part, 100_000);
        }
        Answer arrow = accepting(ARROW, "").send();
        assertThat(ArrowPoints.read(new ByteArrayInputStream(arrow.bytes()), 0, 300_000)
                        .size())
                .isEqualTo(300_000);
    }

    @Test
    void sendsColumnsAsTheyAre() {
        log("a", 100_000);
        for (String accept : List.of(ARROW, PARQUET)) {
            Answer answer = accepting(accept, "")
                    .header("Accept-Encoding", "gzip, zstd")
                    .send();
            assertThat(answer.header("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void wordsAFailureBeforeAnyColumn() {
        Answer refused = api.as("GET", "/experiments/ri.models.main.experiment.x/points")
                .header("Accept", PARQUET)
                .send();
        assertFails(refused, 404, "ExperimentNotFound");
        assertFails(accepting(ARROW, "?limit=0").send(), 400, "InvalidArgument");
    }

    @Test
    void wantsTheScopeToRead() {
        assertFails(api.asWriter("GET", experiment + "/points").send(), 403, "ApiUsageDenied");
        assertThat(api.asReader("GET", experiment + "/points").send().status()).isEqualTo(200);
        assertFails(api.anonymous("GET", experiment + "/points").send(), 401, "MissingCredentials");
    }
}
