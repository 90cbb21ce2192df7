package dev.assay.wire.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Scope;
import dev.assay.json.JsonTree;
import dev.assay.wire.ui.Page.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One thing done to many experiments.
class SelectionCallsTest {

    private static final String OWN = "/api/assay/v1";

    @TempDir
    Path folder;

    private Page page;
    private String[] admin;
    private String model;
    private List<String> rids;

    @BeforeEach
    void open() {
        page = Page.open(folder);
        admin = bearer(Scope.values());
        model = rid(page.send("POST", OWN + "/models", "{\"name\":\"m\"}", admin));
        // More than are changed at a time.
        rids = IntStream.range(0, 120).mapToObj(i -> experiment(model, "e" + i)).toList();
    }

    @AfterEach
    void close() {
        page.close();
    }

    private String[] bearer(Scope... scopes) {
        return new String[] {"Authorization", "Bearer " + page.token(scopes)};
    }

    private String experiment(String of, String name) {
        return rid(page.send("POST", OWN + "/models/" + of + "/experiments", "{\"name\":\"" + name + "\"}", admin));
    }

    private static String rid(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
        return (String) Objects.requireNonNull(answer.json().get("rid"));
    }

    private Answer select(String action, List<String> some, String more, String... token) {
        String list = some.stream().map(rid -> "\"" + rid + "\"").collect(Collectors.joining(","));
        return page.send(
                "POST",
                "/ui/api/models/" + model + "/selection",
                "{\"action\":\"" + action + "\",\"rids\":[" + list + "]" + more + "}",
                token);
    }

    private Map<String, Object> selected(String action, List<String> some, String more) {
        Answer answer = select(action, some, more, admin);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private Map<String, Object> rows(boolean deleted, String filter) {
        return page.send(
                        "POST",
                        "/ui/api/models/" + model + "/rows",
                        "{\"deleted\":" + deleted + ",\"filter\":\"" + filter + "\"}",
                        admin)
                .json();
    }

    private static Object number(long number) {
        return JsonTree.read(Long.toString(number));
    }

    @Test
    void deletesAndRestores() {
        assertThat(selected("delete", rids, "")).containsEntry("changed", number(120));
        assertThat(selected("delete", rids.subList(0, 3), "")).containsEntry("changed", number(0));
        assertThat(rows(false, "")).containsEntry("total", number(0));
        assertThat(rows(true, "")).containsEntry("total", number(120));
        assertThat(selected("restore", rids.subList(0, 2), "")).containsEntry("changed", number(2));
        assertThat(rows(false, "")).containsEntry("total", number(2));
    }

    @Test
    void setsATagAndTakesItAway() {
        String tag = ",\"tag\":{\"key\":\"k\",\"value\":\"v\"}";
        assertThat(selected("tag", rids, tag)).containsEntry("changed", number(120));
        assertThat(selected("tag", rids, tag)).containsEntry("changed", number(0));
        assertThat(rows(false, "tags.k = 'v'")).containsEntry("matched", number(120));
        assertThat(selected("untag", rids.subList(0, 100), ",\"tag\":{\"key\":\"k\"}"))
                .containsEntry("changed", number(100));
        assertThat(rows(false, "tags.k = 'v'")).containsEntry("matched", number(20));
    }

    @Test
    void purgesWhatIsDeletedAndSaysWhatThatFrees() {
        page.send("PUT", OWN + "/experiments/" + rids.get(0) + "/files/own.json", "\"of one\"", admin);
        page.send("PUT", OWN + "/experiments/" + rids.get(0) + "/files/both.json", "\"shared\"", admin);
        page.send("PUT", OWN + "/experiments/" + rids.get(9) + "/files/both.json", "\"shared\"", admin);
        List<String> some = rids.subList(0, 2);
        assertFails(select("purge", some, "", admin), 400, "InvalidArgument");
        selected("delete", some, "");
        Map<String, Object> preview = selected("purge-preview", some, "");
        assertThat(preview).containsEntry("changed", number(2));
        Map<String, Object> purged = selected("purge", some, "");
        assertThat(purged).containsEntry("changed", number(2)).containsEntry("bytes", preview.get("bytes"));
        assertThat(rows(true, "")).containsEntry("total", number(0));
        assertThat(selected("purge", some, "")).containsEntry("changed", number(0));
        assertFails(select("restore", some, "", admin), 404, "ModelExperimentNotFound");
    }

    @Test
    void changesNothingWhereOneIsNotThere() {
        String other = rid(page.send("POST", OWN + "/models", "{\"name\":\"other\"}", admin));
        List<String> some = List.of(rids.get(0), experiment(other, "stranger"));
        assertFails(select("delete", some, "", admin), 404, "ModelExperimentNotFound");
        assertFails(select("tag", some, ",\"tag\":{\"key\":\"k\"}", admin), 404, "ModelExperimentNotFound");
        assertThat(rows(false, "")).containsEntry("total", number(120));
        assertThat(selected("purge", List.of(some.get(1)), "")).containsEntry("changed", number(0));
        selected("delete", rids.subList(0, 1), "");
        assertFails(
                select("tag", rids.subList(0, 1), ",\"tag\":{\"key\":\"k\"}", admin), 404, "ModelExperimentNotFound");
    }

    @Test
    void wantsWhatEachOperationWants() {
        List<String> some = rids.subList(0, 1);
        String tag = ",\"tag\":{\"key\":\"k\"}";
        assertFails(select("tag", some, tag, bearer(Scope.MODELS_READ)), 403, "ApiUsageDenied");
        assertFails(select("purge", some, "", bearer(Scope.MODELS_WRITE)), 403, "ApiUsageDenied");
        assertFails(select("purge-preview", some, "", bearer(Scope.MODELS_WRITE)), 403, "ApiUsageDenied");
        assertThat(select("tag", some, tag, bearer(Scope.MODELS_WRITE)).status())
                .isEqualTo(200);
        assertFails(select("tag", some, "", admin), 400, "MalformedBody");
        assertFails(select("delete", some, tag, admin), 400, "MalformedBody");
        assertFails(select("burn", some, "", admin), 400, "MalformedBody");
        List<String> many = IntStream.rangeClosed(0, 10_000)
                .mapToObj(i -> "ri.models.main.experiment." + i)
                .toList();
        assertFails(select("delete", many, "", admin), 400, "LimitReached");
    }

    private static void assertFails(Answer answer, int status, String name) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json()).containsEntry("errorName", name);
    }
}
