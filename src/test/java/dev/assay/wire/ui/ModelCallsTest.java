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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the list of models asks for, and what MLflow's addresses stand for.
class ModelCallsTest {

    private static final String NATIVE = "/api/assay/v1";

    @TempDir
    Path folder;

    private Page page;
    private String[] authorization = {};

    @BeforeEach
    void open() {
        page = Page.open(folder);
        authorization = new String[] {"Authorization", "Bearer " + page.token(Scope.MODELS_READ, Scope.MODELS_WRITE)};
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void listsModels() {
        String model = model("a/b");
        experiment(model);
        Answer answer = get("/ui/api/models?search=A/&orderBy=name%20ASC");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json()).containsEntry("matched", new JsonTree.Num("1"));
        assertThat(rows(answer))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("rid", model)
                        .containsEntry("name", "a/b")
                        .containsEntry("experiments", new JsonTree.Num("1"))
                        .containsEntry("running", new JsonTree.Num("1"))
                        .containsEntry("deletedExperiments", new JsonTree.Num("0"))
                        .containsEntry(
                                "lastActivity",
                                new JsonTree.Num(
                                        Long.toString(page.clock.instant().toEpochMilli())))
                        .containsEntry("tags", List.of(Map.of("key", "k", "value", "v"))));
        assertThat(get("/ui/api/models/" + model).json()).isEqualTo(rows(answer).getFirst());
    }

    @Test
    void listsAPage() {
        for (int i = 0; i < 4; i++) {
            model("m" + i);
        }
        Answer answer = get("/ui/api/models?search=m&orderBy=name%20DESC&offset=1&limit=2");
        assertThat(rows(answer)).extracting(row -> row.get("name")).containsExactly("m2", "m1");
        send("DELETE", NATIVE + "/models/" + rows(answer).getFirst().get("rid"), "");
        assertThat(rows(get("/ui/api/models?deleted=true")))
                .extracting(row -> row.get("name"))
                .containsExactly("m2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orderBy=size", "offset=-1", "deleted=perhaps"})
    void refusesWhatItDoesNotKnow(String query) {
        Answer answer = get("/ui/api/models?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void previewsTheNewestExperiment() {
        String model = model("m");
        assertThat(get("/ui/api/models/" + model + "/preview").json())
                .isEqualTo(Map.of("bytes", new JsonTree.Num("0")));
        String experiment = experiment(model);
        String points =
                "{\"series\":{\"loss\":{\"steps\":[0,1,2,9007199254740993],\"values\":[0.1,\"NaN\",\"-Infinity\",1e-300]}}}";
        send("POST", NATIVE + "/experiments/" + experiment + "/log", points);
        Map<String, Object> preview =
                get("/ui/api/models/" + model + "/preview").json();
        assertThat(preview)
                .containsEntry("experimentRid", experiment)
                .containsEntry("experimentName", "e")
                .containsEntry("series", "loss");
        // Three of the points lie in the first of the buckets.
        assertThat(preview).containsEntry("last", List.of("-Infinity", new JsonTree.Num("1.0E-300")));
    }

    @Test
    void namesBranches() {
        assertThat(get("/ui/api/models/" + model("m") + "/branches").json()).isEqualTo(Map.of("branches", List.of()));
    }

    @Test
    void findsWhatMlflowsClientsPrint() {
        String model = model("m");
        Object number = get("/ui/api/models/" + model).json().get("number");
        assertThat(number)
                .isInstanceOfSatisfying(
                        JsonTree.Num.class,
                        found -> assertThat(get("/ui/api/model-numbers/" + found.text())
                                        .json())
                                .isEqualTo(Map.of("modelRid", model)));
        send("DELETE", NATIVE + "/models/" + model, "");
        assertThat(number)
                .isInstanceOfSatisfying(
                        JsonTree.Num.class,
                        found -> assertThat(get("/ui/api/model-numbers/" + found.text())
                                        .status())
                                .isEqualTo(404));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ui/api/model-numbers/123456",
                "/ui/api/model-numbers/x",
                "/ui/api/model-numbers/-1",
                "/ui/api/model-numbers/99999999999999999999",
                "/ui/api/runs/0123456789abcdef0123456789abcdef",
                "/ui/api/runs/x",
                "/ui/api/models/ri.models.main.model.none",
                "/ui/api/models/ri.models.main.model.none/preview",
                "/ui/api/models/ri.models.main.model.none/branches"
            })
    void hasNothingOfWhatIsNotThere(String path) {
        assertThat(get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/api/models", "/ui/api/model-numbers/1", "/ui/api/runs/x"})
    void isForReaders(String path) {
        assertThat(page.send("GET", path, "").status()).isEqualTo(401);
        authorization = new String[] {"Authorization", "Bearer " + page.token(Scope.MODELS_WRITE)};
        assertThat(get(path).status()).isEqualTo(403);
    }

    private String model(String name) {
        return rid(send(
                "POST", NATIVE + "/models", "{\"name\":\"" + name + "\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}"));
    }

    private String experiment(String model) {
        return rid(send("POST", NATIVE + "/models/" + model + "/experiments", "{\"name\":\"e\"}"));
    }

    private static String rid(Answer made) {
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return (String) Objects.requireNonNull(made.json().get("rid"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Answer answer) {
        return (List<Map<String, Object>>) Objects.requireNonNull(answer.json().get("rows"));
    }

    private Answer get(String path) {
        return send("GET", path, "");
    }

    private Answer send(String method, String path, String body) {
        return page.send(method, path, body, authorization);
    }
}
