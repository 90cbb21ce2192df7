package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.wire.assay.Native.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PutTableTest {

    private static final Path PARQUET = Path.of("src/test/resources/golden/parquet");
    private static final String CSV = "id,score\r\n1,0.5\r\n2,\r\n";

    @TempDir
    private Path folder;

    private Native api;
    private String tables;
    private String experiment;

    @BeforeEach
    void open() {
        api = Native.open(folder);
        experiment = api.experiment();
        tables = experiment + "/tables/";
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Answer put(String name, String contentType, String content) {
        return api.asWriter("PUT", tables + name).body(contentType, content).send();
    }

    @Test
    void storesACsvTable() {
        Answer put = put("eval?description=On%20the%20test%20set", "text/csv", CSV);
        assertThat(put.status()).isEqualTo(201);
        assertThat(put.json())
                .isEqualTo(Map.of(
                        "name",
                        "eval",
                        "description",
                        "On the test set",
                        "sizeBytes",
                        (long) CSV.length(),
                        "details",
                        Map.of("type", "table", "rowCount", 2L)));
        assertThat(api.get(experiment).at("artifacts", "eval")).isEqualTo(put.json());
    }

    @Test
    void storesJsonLines() {
        assertThat(put("t", "application/x-ndjson; charset=UTF-8", "{\"a\": 1}\n{\"a\": null}\n")
                        .at("details", "rowCount"))
                .isEqualTo(2L);
    }

    @Test
    void storesParquet() throws IOException {
        byte[] file = Files.readAllBytes(PARQUET.resolve("every.parquet"));
        Answer put = putParquet("t", file);
        assertThat(put.status()).as(put.body()).isEqualTo(201);
        assertThat(put.at("details", "rowCount")).isEqualTo(120L);
        assertThat(put.at("sizeBytes")).isEqualTo((long) file.length);
        assertThat(api.get(experiment).at("artifacts", "t")).isEqualTo(put.json());
    }

    @Test
    void refusesParquetThatIsBroken() throws IOException {
        byte[] file = Files.readAllBytes(PARQUET.resolve("small.parquet"));
        assertFails(putParquet("t", Arrays.copyOf(file, file.length - 1)), 400, "MalformedBody");
        assertFails(putParquet("t", new byte[0]), 400, "MalformedBody");
        byte[] spoiled = file.clone();
        spoiled[38] ^= 1;
        Answer refused = putParquet("t", spoiled);
        assertFails(refused, 400, "MalformedBody");
        assertThat(refused.text("parameters", "where")).isEqualTo("n, group of rows 1");
        for (String name : List.of("refused-brotli-v1", "refused-bomb")) {
            assertFails(putParquet("t", Files.readAllBytes(PARQUET.resolve(name + ".parquet"))), 400, "MalformedBody");
        }
        assertThat(api.get(experiment).at("artifacts")).isEqualTo(Map.of());
    }

    private Answer putParquet(String name, byte[] file) {
        return api.asWriter("PUT", tables + name)
                .body("application/vnd.apache.parquet", BodyPublishers.ofByteArray(file))
                .send();
    }

    @Test
    void replacesATableOfTheSameName() {
        put("t", "text/csv", CSV);
        assertThat(put("t", "text/csv; header=present", "a\n1\n").at("details", "rowCount"))
                .isEqualTo(1L);
        assertThat(JsonTree.object(api.get(experiment).at("artifacts"))).hasSize(1);
    }

    @Test
    void takesAnyNameAsOneSegment() {
        Map<String, String> names = Map.of(
                "a%2Fb", "a/b",
                "..%2F..%2Fetc", "../../etc",
                "100%25", "100%",
                "%252F", "%2F",
                "a+b%20c", "a+b c",
                "%C3%BC%F0%9F%98%80", "ü😀",
                "a;b=c", "a;b=c",
                "%2e%2e", "..",
                "a%5Cb", "a\\b");
        names.forEach((encoded, name) -> {
            Answer put = put(encoded, "text/csv", CSV);
            assertThat(put.status()).as(encoded + put.body()).isEqualTo(201);
            assertThat(put.text("name")).isEqualTo(name);
        });
        assertThat(JsonTree.object(api.get(experiment).at("artifacts")).keySet())
                .containsExactlyInAnyOrderElementsOf(names.values());
    }

    @Test
    void saysInWhichLineATableIsWrong() {
        Answer short_ = put("t", "text/csv", "a,b\n1,2\n3\n");
        assertFails(short_, 400, "MalformedBody");
        assertThat(short_.text("parameters", "where")).contains("line 3");
        assertFails(put("t", "text/csv", ""), 400, "MalformedBody");
        assertFails(put("t", "text/csv", "a,a\n"), 400, "MalformedBody");
        Answer broken = put("t", "application/x-ndjson", "{\"a\": 1}\n{\"a\": \n");
        assertFails(broken, 400, "MalformedBody");
        assertThat(broken.text("parameters", "where")).contains("line 2");
        assertThat(api.get(experiment).at("artifacts")).isEqualTo(Map.of());
    }

    @Test
    void refusesWhatIsNoTable() {
        assertFails(put("t", "application/vnd.apache.arrow.file", "ARROW1"), 415, "UnsupportedMediaType");
        assertFails(put("t", "text/csv; charset=latin1", CSV), 415, "UnsupportedMediaType");
        assertFails(put("t", "application/json", "[]"), 415, "UnsupportedMediaType");
        assertFails(api.as("PUT", tables + "t").send(), 415, "UnsupportedMediaType");
        assertFails(put("assay%2Fmine", "text/csv", CSV), 400, "InvalidArgument");
        assertFails(put("x".repeat(701), "text/csv", CSV), 400, "InvalidArgument");
        assertFails(put("t?descripton=x", "text/csv", CSV), 400, "InvalidArgument");
        assertFails(put("", "text/csv", CSV), 404, "ApiNotFound");
        assertFails(
                api.as("PUT", "/experiments/ri.models.main.experiment.x/tables/t")
                        .body("text/csv", CSV)
                        .send(),
                404,
                "ExperimentNotFound");
    }

    @Test
    void storesOnceForAKey() {
        assertThat(api.as("PUT", tables + "t")
                        .key("k")
                        .body("text/csv", CSV)
                        .send()
                        .status())
                .isEqualTo(201);
        put("t", "text/csv", "a\n1\n");
        assertThat(api.as("PUT", tables + "t")
                        .key("k")
                        .body("text/csv", CSV)
                        .send()
                        .status())
                .isEqualTo(201);
        assertThat(api.get(experiment).at("artifacts", "t", "details", "rowCount"))
                .isEqualTo(1L);
        assertFails(
                api.as("PUT", tables + "t")
                        .key("k")
                        .body("text/csv", CSV + "3,4\r\n")
                        .send(),
                409,
                "IdempotencyKeyReused");
        assertFails(api.as("PUT", tables + "u").key("k").body("text/csv", CSV).send(), 409, "IdempotencyKeyReused");
    }

    @Test
    void takesATableOfManyMegabytes() {
        String rows = "a long enough text of a cell,1\n".repeat(1 << 20);
        Answer put = put("large", "text/csv", "text,number\n" + rows);
        assertThat(put.at("details", "rowCount")).isEqualTo(1L << 20);
        assertThat(put.at("sizeBytes"))
                .isEqualTo((long) ("text,number\n" + rows).getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void wantsTheScopeToWrite() {
        assertFails(api.asReader("PUT", tables + "t").body("text/csv", CSV).send(), 403, "ApiUsageDenied");
        assertFails(api.anonymous("PUT", tables + "t").body("text/csv", CSV).send(), 401, "MissingCredentials");
        assertThat(List.of(api.get(experiment).at("artifacts"))).containsExactly(Map.of());
    }
}
