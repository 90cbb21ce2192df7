package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static dev.assay.wire.assay.Native.assertMalformed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.RowQuery;
import dev.assay.columnar.ColumnarFormat;
import dev.assay.wire.assay.Native.Answer;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
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

class PostPointsTest {

    @TempDir
    private Path folder;

    private Native api;

    @BeforeEach
    void open() {
        api = Native.open(folder);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String experiment() {
        return api.experiment().substring("/experiments/".length());
    }

    private void log(String experiment, String series, int points) {
        String steps = IntStream.range(0, points).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String body = "{\"series\": {\"%s\": {\"steps\": [%s], \"times\": [%s], \"values\": [%s]}}}"
                .formatted(series, steps, steps, steps);
        assertThat(api.post("/experiments/" + experiment + "/log", body).status())
                .isEqualTo(200);
    }

    private Answer points(String rest, String... experiments) {
        String rids = IntStream.range(0, experiments.length)
                .mapToObj(i -> "\"" + experiments[i] + "\"")
                .collect(Collectors.joining(", "));
        return api.post("/points", "{\"experimentRids\": [%s]%s}".formatted(rids, rest));
    }

    private static Map<String, Object> element(String experiment, String series, long... numbers) {
        List<Object> longs = IntStream.range(0, numbers.length)
                .mapToObj(i -> (Object) numbers[i])
                .toList();
        List<Object> doubles = IntStream.range(0, numbers.length)
                .mapToObj(i -> (Object) (double) numbers[i])
                .toList();
        return Map.of("experimentRid", experiment, "series", series, "steps", longs, "times", longs, "values", doubles);
    }

    @Test
    void answersTheSeriesOfEachExperiment() {
        String first = experiment();
        String second = experiment();
        log(first, "b", 2);
        log(first, "a", 3);
        log(second, "a", 1);
        assertThat(points("", second, first, second).at("data"))
                .isEqualTo(List.of(element(second, "a", 0), element(first, "a", 0, 1, 2), element(first, "b", 0, 1)));
        assertThat(points(", \"series\": [\"b\", \"none\", \"a\"], \"stepFrom\": 1, \"stepTo\": 1", first, second)
                        .at("data"))
                .isEqualTo(List.of(element(first, "a", 1), element(first, "b", 1)));
    }

    @Test
    void answersTablesToo() throws IOException {
        String first = experiment();
        String second = experiment();
        log(first, "b", 2);
        log(first, "a", 3);
        log(second, "a", 1);
        Answer parquet = accepting(ColumnarFormat.PARQUET.mediaType(), second, first);
        assertThat(parquet.header("Content-Type")).isEqualTo(ColumnarFormat.PARQUET.mediaType());
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(parquet.bytes())));
                ColumnReader rids = reader.columnReader("experimentRid");
                ColumnReader steps = reader.columnReader("step")) {
            assertThat(rids.nextBatch()).isTrue();
            assertThat(rids.getRecordCount()).isEqualTo(6);
            assertThat(steps.nextBatch()).isTrue();
            assertThat(Arrays.copyOf(steps.getLongs(), 6)).containsExactly(0, 0, 1, 2, 0, 1);
        }
        Answer arrow = accepting(ColumnarFormat.ARROW.mediaType(), second, first);
        assertThat(arrow.header("Content-Type")).isEqualTo(ColumnarFormat.ARROW.mediaType());
        assertThat(arrow.body()).contains("experimentRid", first, second);
        assertFails(accepting("text/csv", first), 406, "NotAcceptable");
        assertFails(
                accepting(ColumnarFormat.ARROW.mediaType(), "ri.models.main.experiment.none"),
                404,
                "ExperimentNotFound");
    }

    private Answer accepting(String accept, String... experiments) {
        String rids = Arrays.stream(experiments).map(rid -> "\"" + rid + "\"").collect(Collectors.joining(", "));
        return api.as("POST", "/points")
                .header("Accept", accept)
                .json("{\"experimentRids\": [" + rids + "]}")
                .send();
    }

    @Test
    void answersAnEmptyListWhereThereIsNothing() {
        String experiment = experiment();
        assertThat(points("", experiment).body()).isEqualTo("{\"data\":[]}");
        assertThat(points("").body()).isEqualTo("{\"data\":[]}");
        log(experiment, "a", 3);
        assertThat(points(", \"series\": []", experiment).body()).isEqualTo("{\"data\":[]}");
        assertThat(points(", \"stepFrom\": 5, \"stepTo\": 4", experiment).body())
                .isEqualTo("{\"data\":[]}");
    }

    @Test
    void answersALongSeriesInSeveralElements() {
        String experiment = experiment();
        int points = 2 * RowsAnswer.POINTS_MAX + 5;
        log(experiment, "a", points);
        log(experiment, "b", RowsAnswer.POINTS_MAX);
        List<Object> elements = JsonTree.list(points("", experiment).at("data"));
        assertThat(elements)
                .extracting(element -> JsonTree.at(element, "series"))
                .containsExactly("a", "a", "a", "b");
        List<Object> steps = elements.stream()
                .filter(element -> JsonTree.at(element, "series").equals("a"))
                .flatMap(element -> JsonTree.list(JsonTree.at(element, "steps")).stream())
                .toList();
        assertThat(steps)
                .isEqualTo(IntStream.range(0, points)
                        .mapToObj(i -> (Object) (long) i)
                        .toList());
    }

    @Test
    void answersNothingOfWhatIsNotThere() {
        String experiment = experiment();
        log(experiment, "a", 3);
        assertFails(points("", experiment, "ri.models.main.experiment.unknown"), 404, "ExperimentNotFound");
        api.as("DELETE", "/experiments/" + experiment).send();
        assertFails(points("", experiment), 404, "ExperimentNotFound");
    }

    @Test
    void refusesABodyThatCannotBe() {
        String experiment = experiment();
        assertMalformed(points(", \"limit\": 1", experiment), "/limit");
        assertMalformed(points(", \"stepFrom\": 1.5", experiment), "/stepFrom");
        assertMalformed(points(", \"series\": \"a\"", experiment), "/series");
        assertMalformed(api.post("/points", "{}"), "/experimentRids");
        assertFails(points("", "ri.a.b.c.d"), 400, "InvalidArgument");
        String names = IntStream.range(0, RowQuery.SERIES_MAX + 1)
                .mapToObj(i -> "\"" + i + "\"")
                .collect(Collectors.joining(","));
        assertFails(points(", \"series\": [" + names + "]", experiment), 400, "LimitReached");
    }

    @Test
    void wantsTheScopeToRead() {
        String body = "{\"experimentRids\": []}";
        assertFails(api.asWriter("POST", "/points").json(body).send(), 403, "ApiUsageDenied");
        assertThat(api.asReader("POST", "/points").json(body).send().status()).isEqualTo(200);
        assertFails(api.anonymous("POST", "/points").json(body).send(), 401, "MissingCredentials");
    }
}
