package dev.assay.wire.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Scope;
import dev.assay.json.JsonTree;
import dev.assay.wire.ui.Page.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rows of a table in the order of a column, as the page asks for them.
class SortedRowsTest {

    private static final String NATIVE = "/api/assay/v1";
    private static final String PARQUET = "application/vnd.apache.parquet";

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
        model = made("/models", "{\"name\": \"a model\"}");
        experiment = made("/models/" + model + "/experiments", "{\"name\": \"run\"}");
    }

    @AfterEach
    void close() {
        page.close();
    }

    private String made(String path, String body) {
        Answer answer = page.send("POST", NATIVE + path, body, "Authorization", admin);
        return (String) Objects.requireNonNull(answer.json().get("rid"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void put(String name, String type, byte[] content) {
        String path = NATIVE + "/experiments/" + experiment + "/tables/" + encoded(name);
        Answer answer = page.sendAs(type, "PUT", path, content, "Authorization", admin);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 204);
    }

    private void put(String name, String type, String content) {
        put(name, type, content.getBytes(StandardCharsets.UTF_8));
    }

    private Answer ask(String name, String query) {
        String path = "/ui/api/models/" + model + "/experiments/" + experiment + "/tables/" + encoded(name) + "/rows?";
        return page.send("GET", path + query, "", "Authorization", admin);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> rows(String name, String query) {
        Answer answer = ask(name, query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return (List<Map<String, Object>>) Objects.requireNonNull(answer.json().get("rows"));
    }

    private List<String> places(String name, String query) {
        return rows(name, query).stream()
                .map(row -> ((JsonTree.Num) Objects.requireNonNull(row.get("place"))).text())
                .toList();
    }

    @Test
    void rowsComeWithTheirPlaces() {
        put("t/1 ?&#%é", "text/csv", "n,\"a&b=c +%\"\n9007199254740993,x\n9007199254740992,\n-1,NaN\n");
        assertThat(ask("t/1 ?&#%é", "orderBy=" + encoded("n")).body())
                .isEqualTo("{\"rows\":[{\"place\":2,\"cells\":{\"n\":-1,\"a&b=c +%\":\"NaN\"}},"
                        + "{\"place\":1,\"cells\":{\"n\":\"9007199254740992\",\"a&b=c +%\":null}},"
                        + "{\"place\":0,\"cells\":{\"n\":\"9007199254740993\",\"a&b=c +%\":\"x\"}}]}");
        assertThat(places("t/1 ?&#%é", "descending=true&orderBy=" + encoded("a&b=c +%")))
                .containsExactly("0", "2", "1");
    }

    @Test
    void pagesAreCutOutOfTheWhole() {
        put(
                "large",
                "text/csv",
                IntStream.range(0, 5_000)
                        .mapToObj(i -> i + "," + (i * 7_919L % 5_000) / 2.0)
                        .collect(Collectors.joining("\n", "n,v\n", "\n")));
        for (int offset : new int[] {0, 100, 2_345, 4_950}) {
            List<Map<String, Object>> rows = rows("large", "orderBy=v&offset=" + offset);
            assertThat(rows).hasSize(Math.min(100, 5_000 - offset));
            for (int i = 0; i < rows.size(); i++) {
                String cells = String.valueOf(rows.get(i).get("cells"));
                assertThat(cells).contains("v=Num[text=" + (offset + i) / 2.0 + "]");
                assertThat(cells).contains("n=" + rows.get(i).get("place"));
            }
        }
        assertThat(rows("large", "orderBy=n&descending=true&limit=1000")).hasSize(100);
        assertThat(places("large", "orderBy=n&descending=true&limit=2")).containsExactly("4999", "4998");
        assertThat(rows("large", "orderBy=n&offset=5000")).isEmpty();
        assertThat(rows("large", "orderBy=n&offset=999999999999999999")).isEmpty();
    }

    @Test
    void jsonLinesHaveValuesOfEveryKind() {
        put("lines", "application/x-ndjson", """
                {"v":null}
                {"v":"b"}
                {"v":[2]}
                {"v":12345678901234567890}
                {}
                {"v":true}
                {"v":1e999}
                {"v":0.5}
                {"v":"a"}
                {"v":-3}
                {"v":false}
                """);
        assertThat(places("lines", "orderBy=v"))
                .containsExactly("9", "7", "3", "6", "10", "5", "8", "1", "2", "0", "4");
        assertThat(places("lines", "orderBy=v&descending=true"))
                .containsExactly("6", "3", "7", "9", "5", "10", "1", "8", "2", "0", "4");
    }

    @Test
    void parquetIsSortedToo() throws IOException {
        put("parquet", PARQUET, Files.readAllBytes(Path.of("src/test/resources/golden/parquet/every.parquet")));
        List<String> places =
                IntStream.range(0, 120).mapToObj(Integer::toString).toList();
        assertThat(Stream.of("0", "100")
                        .flatMap(offset -> places("parquet", "orderBy=required&offset=" + offset).stream()))
                .isEqualTo(places);
        assertThat(places("parquet", "orderBy=required&descending=true&limit=20"))
                .isEqualTo(places.reversed().subList(0, 20));
        assertThat(rows("parquet", "orderBy=required&descending=true&limit=1").toString())
                .contains("required=Num[text=119]");
        assertThat(rows("parquet", "orderBy=list")).hasSize(100);
    }

    @Test
    void anotherTableOfTheNameHasAnotherOrder() {
        put("t", "text/csv", "n\n2\n1\n");
        assertThat(places("t", "orderBy=n")).containsExactly("1", "0");
        put("t", "text/csv", "n\n1\n2\n");
        assertThat(places("t", "orderBy=n")).containsExactly("0", "1");
        put("t", "application/x-ndjson", "{}\n");
        assertThat(ask("t", "orderBy=n").body()).contains("no column of the table");
        put("t", "text/csv", "n\n");
        assertThat(rows("t", "orderBy=n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "orderBy=m, InvalidArgument",
        "offset=0, InvalidArgument",
        "orderBy=n&orderBy=n, InvalidArgument",
        "orderBy=n&descending=yes, InvalidArgument",
        "orderBy=n&order=n, InvalidArgument",
        "orderBy=n&offset=-1, InvalidOffset",
        "orderBy=n&offset=x, InvalidOffset",
        "orderBy=n&limit=0, InvalidPageSize",
    })
    void whatCannotBeAskedIsNamed(String query, String error) {
        put("t", "text/csv", "n\n1\n");
        Answer answer = ask("t", query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"errorName\":\"" + error + "\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatMayNotBeSeenIsNotThere(boolean deleted) {
        put("t", "text/csv", "n\n1\n");
        assertThat(ask("other", "orderBy=n").body()).contains("ExperimentArtifactNotFound");
        if (deleted) {
            page.send("DELETE", NATIVE + "/experiments/" + experiment, "", "Authorization", admin);
        } else {
            model = made("/models", "{\"name\": \"another model\"}");
        }
        Answer hidden = ask("t", "orderBy=n");
        String known = experiment;
        experiment = "ri.models.main.experiment.unknown";
        Answer unknown = ask("t", "orderBy=n");
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.body().replace(known, "").replaceFirst("errorInstanceId\":\"[^\"]*", ""))
                .isEqualTo(unknown.body().replace(experiment, "").replaceFirst("errorInstanceId\":\"[^\"]*", ""));
    }

    @Test
    void onlyReadersAreAnswered() {
        put("t", "text/csv", "n\n1\n");
        String path = "/ui/api/models/" + model + "/experiments/" + experiment + "/tables/t/rows?orderBy=n";
        assertThat(page.send("GET", path, "").status()).isEqualTo(401);
        assertThat(page.send("GET", path, "", "Authorization", "Bearer " + page.token(Scope.MODELS_WRITE))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aTableOfTooManyRowsIsNotSorted() {
        put("most", "text/csv", "n\n" + "2\n".repeat(999_999) + "1\n");
        assertThat(places("most", "orderBy=n&limit=2")).containsExactly("999999", "0");
        put("more", "text/csv", "n\n" + "1\n".repeat(1_000_001));
        Answer answer = ask("more", "orderBy=n");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("LimitReached", "rows in a table that is sorted", "\"1000000\"");
    }

    @Test
    void aRowIsNotHeldWhereAPageOfThemIsTooLarge() {
        String text = "x".repeat(400_000);
        put(
                "wide",
                "text/csv",
                "n,text\n"
                        + IntStream.range(0, 50).mapToObj(i -> i + "," + text).collect(Collectors.joining("\n")));
        assertThat(ask("wide", "orderBy=n").body()).contains("LimitReached");
        assertThat(rows("wide", "orderBy=n&limit=10")).hasSize(10);
    }
}
