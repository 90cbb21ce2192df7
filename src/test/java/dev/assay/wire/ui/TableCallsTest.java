package dev.assay.wire.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Scope;
import dev.assay.json.JsonTree;
import dev.assay.wire.ui.Page.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table of experiments over HTTP.
class TableCallsTest {

    private static final String OWN = "/api/assay/v1";

    @TempDir
    Path folder;

    private Page page;
    private String[] reader;
    private String[] writer;
    private String[] admin;
    private String model;
    private String table;

    @BeforeEach
    void open() {
        page = Page.open(folder);
        reader = bearer(Scope.MODELS_READ);
        writer = bearer(Scope.MODELS_WRITE);
        admin = bearer(Scope.values());
        model = rid(page.send("POST", OWN + "/models", "{\"name\":\"m\"}", admin));
        table = "/ui/api/models/" + model;
    }

    @AfterEach
    void close() {
        page.close();
    }

    private String[] bearer(Scope... scopes) {
        return new String[] {"Authorization", "Bearer " + page.token(scopes)};
    }

    private static String rid(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
        return (String) Objects.requireNonNull(answer.json().get("rid"));
    }

    private String experiment(String body) {
        return rid(page.send("POST", OWN + "/models/" + model + "/experiments", body, admin));
    }

    private void log(String experiment, String series) {
        Answer answer =
                page.send("POST", OWN + "/experiments/" + experiment + "/log", "{\"series\":" + series + "}", admin);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private Map<String, Object> rows(String body) {
        return ok(page.send("POST", table + "/rows", body, reader));
    }

    private static Map<String, Object> ok(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> answer, String name) {
        return (List<Map<String, Object>>) Objects.requireNonNull(answer.get(name));
    }

    private static Object json(String text) {
        return JsonTree.read(text);
    }

    @Test
    void showsCellsInTheOrderOfTheColumns() {
        String rid = experiment("""
                {"name":"e","branch":"b","tags":["t",{"key":"k","value":"v"}],"parameters":[
                {"name":"n","value":{"type":"integer","value":"9223372036854775807"}},
                {"name":"x","value":{"type":"double","value":"NaN"}},
                {"name":"flag","value":{"type":"boolean","value":true}},
                {"name":"a b","value":{"type":"string","value":"text"}}]}""");
        log(rid, "{\"loss\":{\"steps\":[0,1],\"times\":[5,7],\"values\":[0.5,\"-Infinity\"]}}");
        Map<String, Object> answer = rows("""
                {"columns":["params.n","params.x","params.flag","params.`a b`","params.none","tags.k","tags",
                "series.loss.min","series.loss.length","branch","duration","last_logged"]}""");
        assertThat(answer).containsEntry("total", json("1")).containsEntry("matched", json("1"));
        Map<String, Object> row = list(answer, "rows").getFirst();
        assertThat(row)
                .containsEntry("rid", rid)
                .containsEntry("name", "e")
                .containsEntry("status", "RUNNING")
                .containsEntry("branch", "b")
                .containsEntry("creator", page.store.admin().user().id().toString())
                .containsEntry("creatorName", page.store.admin().user().name())
                .containsEntry("lastLogged", json("7"))
                .containsEntry("deleted", false)
                .doesNotContainKeys("ended", "parent", "linkedVersion");
        assertThat(row.get("cells")).isEqualTo(json("""
                ["9223372036854775807","NaN",true,"text",null,"v",[["k","v"],["t",""]],"-Infinity",2,"b",null,7]"""));
    }

    @Test
    void jumpsToAnyOffset() {
        for (int i = 0; i < 5; i++) {
            experiment(
                    "{\"name\":\"e%d\",\"parameters\":[{\"name\":\"i\",\"value\":{\"type\":\"integer\",\"value\":%d}}]}"
                            .formatted(i, i));
        }
        Map<String, Object> answer =
                rows("{\"filter\":\"params.i > 0\",\"orderBy\":[\"params.i DESC\"],\"offset\":2,\"limit\":2}");
        assertThat(answer).containsEntry("total", json("5")).containsEntry("matched", json("4"));
        assertThat(list(answer, "rows")).extracting(row -> row.get("name")).containsExactly("e2", "e1");
        assertThat(list(rows("{\"offset\":99999999999}"), "rows")).isEmpty();
    }

    @Test
    void standsNestedRowsBelowTheirParents() {
        String parent = experiment("{\"name\":\"parent\"}");
        String runId = (String) list(rows("{}"), "rows").getFirst().get("runId");
        experiment("{\"name\":\"a child\",\"tags\":[{\"key\":\"mlflow.parentRunId\",\"value\":\"" + runId + "\"}]}");
        experiment("{\"name\":\"other\"}");
        List<Map<String, Object>> rows = list(rows("{\"orderBy\":[\"name DESC\"],\"nested\":{}}"), "rows");
        assertThat(rows).extracting(row -> row.get("name")).containsExactly("parent", "a child", "other");
        assertThat(rows.get(0)).containsEntry("children", json("1"));
        assertThat(rows.get(1)).containsEntry("parent", parent).containsEntry("depth", json("1"));
    }

    @Test
    void tellsWhatThereIsToShow() {
        String rid = experiment("""
                {"name":"e","tags":["t"],"parameters":[{"name":"lr","value":{"type":"double","value":0.1}},
                {"name":"optimizer","value":{"type":"string","value":"adam"}}]}""");
        experiment("{\"name\":\"f\",\"parameters\":[{\"name\":\"lr\",\"value\":{\"type\":\"double\",\"value\":0.2}}]}");
        log(rid, "{\"loss\":{\"steps\":[0],\"values\":[1]},\"LR\":{\"steps\":[0],\"values\":[1]}}");
        Map<String, Object> all = ok(page.send("GET", table + "/columns", "", reader));
        assertThat(all.get("telling")).isEqualTo(json("[\"last_logged\"]"));
        assertThat(all.get("parameters")).isEqualTo(json("""
                [{"name":"lr","count":2,"distinct":2,"type":"number"},
                {"name":"optimizer","count":1,"distinct":1,"type":"text"}]"""));
        assertThat(all.get("tags")).isEqualTo(json("[{\"key\":\"t\",\"count\":1,\"distinct\":1}]"));
        assertThat(all.get("series")).isEqualTo(json("[{\"name\":\"LR\"},{\"name\":\"loss\"}]"));
        Map<String, Object> some = ok(page.send("GET", table + "/columns?search=Lr&limit=1&kind=series", "", reader));
        assertThat(some.get("series")).isEqualTo(json("[{\"name\":\"LR\"}]"));
        assertThat(some.get("parameters")).isEqualTo(List.of());
        Map<String, Object> cut = ok(page.send("GET", table + "/columns?limit=1", "", reader));
        assertThat(cut.get("more")).isEqualTo(json("{\"parameters\":1,\"series\":1,\"tags\":0}"));
    }

    @Test
    void completesValues() {
        for (String optimizer : List.of("sgd", "adam", "adam", "adamw")) {
            experiment("{\"name\":\"e\",\"parameters\":[{\"name\":\"o\",\"value\":{\"type\":\"string\",\"value\":\""
                    + optimizer + "\"}}]}");
        }
        Map<String, Object> answer =
                ok(page.send("GET", table + "/values?column=params.o&search=DAM&limit=1", "", reader));
        assertThat(answer.get("values")).isEqualTo(json("[{\"value\":\"adam\",\"count\":2}]"));
        assertThat(answer.get("more")).isEqualTo(json("1"));
    }

    @Test
    void groupsRows() {
        for (String values : List.of("1 2.0", "1 4.0", "2 \"NaN\"")) {
            String[] parts = values.split(" ", 2);
            String rid = experiment(
                    "{\"name\":\"e\",\"parameters\":[{\"name\":\"a\",\"value\":{\"type\":\"integer\",\"value\":"
                            + parts[0] + "}}]}");
            log(rid, "{\"loss\":{\"steps\":[0],\"values\":[" + parts[1] + "]}}");
        }
        Map<String, Object> answer = ok(page.send(
                "POST",
                table + "/groups",
                "{\"by\":[\"params.a\"],\"columns\":[\"series.loss.last\"],\"orderBy\":[\"series.loss.last DESC\"]}",
                reader));
        assertThat(answer).containsEntry("total", json("2")).containsEntry("matched", json("3"));
        List<Map<String, Object>> groups = list(answer, "groups");
        assertThat(groups.get(0).get("key")).isEqualTo(json("[1]"));
        assertThat(groups.get(0).get("columns"))
                .isEqualTo(json("[{\"count\":2,\"mean\":3.0,\"sd\":1.4142135623730951,\"min\":2.0,\"max\":4.0}]"));
        assertThat(groups.get(1).get("columns")).isEqualTo(json("[{\"count\":0,\"nan\":1}]"));
        assertThat(groups.get(0)).containsKeys("best", "rids");
    }

    @Test
    void refusesWhatItCannotShow() {
        String rows = table + "/rows";
        assertFails(page.send("POST", rows, "{}", writer), 403, "ApiUsageDenied");
        assertFails(page.send("POST", rows, "{\"color\":1}", reader), 400, "MalformedBody");
        assertFails(page.send("POST", rows, "{\"columns\":[\"color\"]}", reader), 400, "InvalidFilter");
        assertFails(page.send("POST", rows, "{\"columns\":[\"summary.a.min\"]}", reader), 400, "InvalidFilter");
        assertFails(page.send("POST", rows, "{\"offset\":-1}", reader), 400, "InvalidOffset");
        assertFails(page.send("POST", rows, "{\"limit\":0}", reader), 400, "InvalidPageSize");
        assertFails(page.send("POST", table + "/groups", "{}", reader), 400, "MalformedBody");
        assertFails(page.send("POST", table + "/groups", "{\"by\":[\"tags\"]}", reader), 400, "InvalidArgument");
        assertFails(page.send("GET", table + "/values", "", reader), 400, "InvalidArgument");
        assertFails(page.send("GET", table + "/columns?kind=x", "", reader), 400, "InvalidArgument");
        page.send("DELETE", OWN + "/models/" + model, "", admin);
        assertFails(page.send("POST", rows, "{}", reader), 404, "ModelNotFound");
        assertFails(page.send("GET", table + "/columns", "", reader), 404, "ModelNotFound");
    }

    private static void assertFails(Answer answer, int status, String name) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json()).containsEntry("errorName", name);
    }
}
