package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.wire.assay.Native.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Python's readers make of the columnar forms is held in `compat/`.
class ExportTest {

    @TempDir
    private Path folder;

    private Native api;
    private String model;

    @BeforeEach
    void open() {
        api = Native.open(folder);
        model = "/models/" + api.model("m");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String experiment(String name, String parameters) {
        return api.post(model + "/experiments", "{\"name\": \"" + name + "\", \"parameters\": [" + parameters + "]}")
                .text("rid");
    }

    private static String parameter(String name, String type, String value) {
        return "{\"name\": \"" + name + "\", \"value\": {\"type\": \"" + type + "\", \"value\": " + value + "}}";
    }

    private void log(String rid, String series, String values) {
        int count = values.split(",", -1).length;
        String steps = "0" + ",1".repeat(count - 1);
        api.post(
                "/experiments/" + rid + "/log",
                "{\"series\": {\"" + series + "\": {\"steps\": [" + steps + "], \"times\": [" + steps
                        + "], \"values\": [" + values + "]}}}");
    }

    private List<String> lines(String query) {
        Answer answer =
                api.asReader("GET", model + "/export?format=csv" + query).send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
        return Arrays.asList(answer.body().split("\r\n"));
    }

    /// The cells of the columns that not every export has, by the header.
    private List<String> cells(String query) {
        return lines(query).stream().map(line -> line.substring(nth(line, 8))).toList();
    }

    private static int nth(String line, int commas) {
        boolean quoted = false;
        int left = commas;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            if (line.charAt(i) == ',' && !quoted && --left == 0) {
                return i + 1;
            }
        }
        return line.length();
    }

    @Test
    void hasARowForEachExperimentTheNewestFirst() {
        String first = experiment("first, \\\"1\\\"", "");
        String second = experiment("second", "");
        api.post("/experiments/" + second + "/log", """
                {"tags": ["t", {"key": "k", "value": "v"}], "attributes": {"branch": "dev"}}""");
        api.post("/experiments/" + second + "/finish", "{\"status\": \"FAILED\"}");
        List<String> lines = lines("");
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).isEqualTo("rid,name,status,created,duration,creator,branch,tags");
        assertThat(lines.get(1))
                .matches(second + ",second,FAILED,[0-9TZ:.-]{24},[0-9]+,[0-9a-f-]{36},dev,"
                        + "\"\\[\\{\"\"key\"\":\"\"k\"\",\"\"value\"\":\"\"v\"\"\\},\"\"t\"\"\\]\"");
        assertThat(lines.get(2))
                .startsWith(first + ",\"first, \"\"1\"\"\",RUNNING,")
                .endsWith(",master,[]");
    }

    @Test
    void typesAParameterByAllItsValues() {
        experiment(
                "b",
                String.join(
                        ",",
                        parameter("bool", "boolean", "false"),
                        parameter("int", "integer", "9223372036854775807"),
                        parameter("mixed", "integer", "1"),
                        parameter("number", "integer", "1"),
                        parameter("rounded", "integer", "9007199254740993"),
                        parameter("time", "datetime", "\"2026-01-01T00:00:00+01:00\""),
                        parameter("text", "string", "\"\"")));
        experiment(
                "a",
                String.join(
                        ",",
                        parameter("bool", "boolean", "true"),
                        parameter("int", "integer", "-1"),
                        parameter("mixed", "string", "\"x\""),
                        parameter("number", "double", "\"NaN\""),
                        parameter("rounded", "double", "0.5"),
                        parameter("time", "datetime", "\"2026-01-01T00:00:00.123Z\"")));
        assertThat(cells(""))
                .containsExactly(
                        "params.bool,params.int,params.mixed,params.number,params.rounded,params.text,params.time",
                        "true,-1,x,nan,0.5,,2026-01-01T00:00:00.123Z",
                        "false,9223372036854775807,1,1.0,9007199254740993,\"\",2025-12-31T23:00:00.000Z");
    }

    @Test
    void saysOfEachSeriesWhatIsAskedFor() {
        String b = experiment("b", "");
        String a = experiment("a", "");
        log(b, "loss", "1, 0.25");
        log(a, "loss", "\"NaN\"");
        log(a, "acc/top", "0.1");
        api.store().store().rollUpAll();
        log(b, "late", "-1");
        assertThat(cells(""))
                .containsExactly(
                        "series.acc/top.last,series.acc/top.min,series.acc/top.max,series.acc/top.length,"
                                + "series.late.last,series.late.min,series.late.max,series.late.length,"
                                + "series.loss.last,series.loss.min,series.loss.max,series.loss.length",
                        "0.1,0.1,0.1,1,,,,,nan,,,1",
                        ",,,,-1.0,-1.0,-1.0,1,0.25,0.25,1.0,2");
        assertThat(cells("&series=loss&series=none&aggregate=min&aggregate=length"))
                .containsExactly("series.loss.min,series.loss.length", ",1", "0.25,2");
    }

    @Test
    void hasWhatAFilterMatchesAndNothingDeleted() {
        String kept = experiment("kept", parameter("lr", "double", "0.5"));
        experiment("other", parameter("depth", "integer", "3"));
        String gone = experiment("gone", parameter("lr", "double", "0.5"));
        api.as("DELETE", "/experiments/" + gone).send();
        List<String> lines = lines("&filter=params.lr%20%3E%200.1");
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).endsWith(",tags,params.lr");
        assertThat(lines.get(1)).startsWith(kept);
        assertThat(lines("&filter=name%20%3D%20'nothing'")).hasSize(1);
        assertFails(api.get(model + "/export?filter=params.lr%20%3E"), 400, "InvalidFilter");
    }

    @Test
    void isChosenByAcceptOrByTheQuery() {
        experiment("e", "");
        assertThat(type("*/*", "")).isEqualTo("application/vnd.apache.parquet");
        assertThat(type("text/html, */*;q=0.8", "")).isEqualTo("application/vnd.apache.parquet");
        assertThat(type("text/csv", "")).isEqualTo("text/csv; charset=utf-8");
        assertThat(type("application/vnd.apache.arrow.stream", "")).isEqualTo("application/vnd.apache.arrow.stream");
        assertThat(type("text/csv", "?format=arrow")).isEqualTo("application/vnd.apache.arrow.stream");
        assertThat(type("image/png", "?format=parquet")).isEqualTo("application/vnd.apache.parquet");
        assertFails(
                api.as("GET", model + "/export").header("Accept", "image/png").send(), 406, "NotAcceptable");
        assertFails(api.get(model + "/export?format=xlsx"), 400, "InvalidArgument");
        assertFails(api.get(model + "/export?aggregate=mean"), 400, "InvalidArgument");
        assertFails(api.get(model + "/export?formt=csv"), 400, "InvalidArgument");
    }

    private String type(String accept, String query) {
        Answer answer = api.as("GET", model + "/export" + query)
                .header("Accept", accept)
                .send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Disposition")).startsWith("attachment; filename=\"experiments.");
        return answer.header("Content-Type");
    }

    @Test
    void beginsAndEndsAsItsFormatsDo() {
        experiment("e", parameter("lr", "double", "0.5"));
        byte[] parquet = api.get(model + "/export").bytes();
        assertThat(new String(parquet, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
        assertThat(new String(parquet, parquet.length - 4, 4, StandardCharsets.US_ASCII))
                .isEqualTo("PAR1");
        byte[] arrow = api.get(model + "/export?format=arrow").bytes();
        assertThat(Arrays.copyOf(arrow, 4)).containsOnly(0xff);
        assertThat(Arrays.copyOfRange(arrow, arrow.length - 8, arrow.length))
                .containsExactly(-1, -1, -1, -1, 0, 0, 0, 0);
    }

    @Test
    void isOfAModelThatIsThere() {
        assertFails(api.get("/models/ri.models.main.model.none/export"), 404, "ModelNotFound");
        api.as("DELETE", model).send();
        assertFails(api.get(model + "/export"), 404, "ModelNotFound");
        assertFails(api.asWriter("GET", model + "/export").send(), 403, "ApiUsageDenied");
    }

    @Test
    void refusesMoreColumnsThanItMayHave() {
        String rid = experiment("e", "");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            many.append(i == 0 ? "" : ",")
                    .append("\"s")
                    .append(i)
                    .append("\": {\"steps\": [0], \"times\": [0], \"values\": [1]}");
        }
        api.post("/experiments/" + rid + "/log", "{\"series\": {" + many + "}}");
        assertFails(api.get(model + "/export"), 400, "LimitReached");
        assertThat(cells("&aggregate=last").getFirst().split(",", -1)).hasSize(5_000);
        assertThat(cells("&series=s1").getFirst().split(",", -1)).hasSize(4);
    }
}
