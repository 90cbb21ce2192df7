package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static dev.assay.wire.assay.Native.assertMalformed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.wire.assay.Native.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCallsTest {

    private static final String FOREIGN = "ri.models.main.model.imported";

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

    @Test
    void makesAModelThatCanBeGot() {
        Answer made = api.post(
                "/models",
                "{\"name\": \"a/b %20 ü\", \"tags\": [\"baseline\", {\"key\": \"team\", \"value\": \"x\"}]}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("name")).isEqualTo("a/b %20 ü");
        assertThat(made.at("tags")).isEqualTo(List.of("baseline", Map.of("key", "team", "value", "x")));
        assertThat(api.get("/models/" + made.text("rid")).json()).isEqualTo(made.json());
    }

    @Test
    void putsAModelIntoAFolderWhereNamesHaveNoSlash() {
        String body = "{\"name\": \"%s\", \"parentFolderRid\": \"ri.compass.main.folder.f\"}";
        assertThat(api.post("/models", body.formatted("plain")).text("parentFolderRid"))
                .isEqualTo("ri.compass.main.folder.f");
        assertFails(api.post("/models", body.formatted("a/b")), 400, "InvalidDisplayName");
    }

    @Test
    void refusesWhatIsNoModel() {
        assertMalformed(api.post("/models", "{}"), "/name");
        assertMalformed(api.post("/models", "{\"name\": 1}"), "/name");
        assertMalformed(api.post("/models", "{\"name\": null}"), "/name");
        assertMalformed(api.post("/models", "{\"name\": \"a\", \"nmae\": \"b\"}"), "/nmae");
        assertMalformed(api.post("/models", "{\"name\": \"a\", \"name\": \"b\"}"), "/name");
        assertMalformed(api.post("/models", "{\"name\": \"a\", \"parentFolderRid\": \"folder\"}"), "/parentFolderRid");
        assertMalformed(api.post("/models", "{\"name\": \"a\", \"tags\": \"t\"}"), "/tags");
        assertMalformed(api.post("/models", "{\"name\": \"a\", \"tags\": [1]}"), "/tags/0");
        assertMalformed(api.post("/models", "{\"name\": \"a\", \"tags\": [{\"key\": \"k\"}]}"), "/tags/0/value");
        assertMalformed(
                api.post("/models", "{\"name\": \"a\", \"tags\": [{\"key\": \"k\", \"value\": \"\", \"x\": 1}]}"),
                "/tags/0/x");
        assertMalformed(api.post("/models", "[]"), "");
        assertFails(api.post("/models", "{\"name\": \"\"}"), 400, "InvalidDisplayName");
        assertFails(api.as("POST", "/models").send(), 400, "MissingPostBody");
        assertFails(api.as("POST", "/models").body("text/plain", "{}").send(), 415, "UnsupportedMediaType");
        assertThat(JsonTree.list(api.get("/models").at("data"))).hasSize(1);
    }

    @Test
    void keepsNamesUniqueInAFolderAlsoPastDeletion() {
        String rid = api.model("one");
        assertFails(api.post("/models", "{\"name\": \"one\"}"), 409, "ResourceNameAlreadyExists");
        api.as("DELETE", "/models/" + rid).send();
        assertFails(api.post("/models", "{\"name\": \"one\"}"), 409, "ResourceNameAlreadyExists");
    }

    @Test
    void letsAnAdminChooseTheRid() {
        String body = "{\"name\": \"imported\", \"rid\": \"" + FOREIGN + "\"}";
        assertFails(api.asWriter("POST", "/models").json(body).send(), 403, "ApiUsageDenied");
        assertThat(api.post("/models", body).text("rid")).isEqualTo(FOREIGN);
        assertFails(api.post("/models", body.replace("\"imported\"", "\"other\"")), 409, "RidAlreadyExists");
        assertFails(
                api.post("/models", "{\"name\": \"x\", \"rid\": \"ri.models.main.experiment.x\"}"),
                400,
                "InvalidArgument");
    }

    @Test
    void listsTheLivingTheNewestFirstPageByPage() {
        for (int i = 0; i < 5; i++) {
            api.model("m" + i);
        }
        api.as("DELETE", "/models/" + api.model("gone")).send();
        Answer first = api.get("/models?pageSize=4");
        assertThat(names(first)).containsExactly("m4", "m3", "m2", "m1");
        Answer second = api.get("/models?pageSize=4&pageToken=" + first.text("nextPageToken"));
        assertThat(names(second)).containsExactly("m0", "Default");
        assertThat(JsonTree.object(second.json())).doesNotContainKey("nextPageToken");
        assertThat(names(api.get("/models?name=m3"))).containsExactly("m3");
        assertThat(names(api.get("/models?name=m"))).isEmpty();
    }

    @Test
    void refusesAListThatCannotBe() {
        assertFails(api.get("/models?pageSize=0"), 400, "InvalidPageSize");
        assertFails(api.get("/models?pageSize=many"), 400, "InvalidPageSize");
        assertFails(api.get("/models?pageToken=abc"), 400, "InvalidPageToken");
        assertFails(api.get("/models?pagesize=3"), 400, "InvalidArgument");
        assertFails(api.get("/models?name=a&name=b"), 400, "InvalidArgument");
        assertThat(api.get("/models?pageSize=999999999999").status()).isEqualTo(200);
    }

    @Test
    void changesWhatIsNamedAndNothingElse() {
        String path = "/models/"
                + api.post("/models", "{\"name\": \"a\", \"tags\": [\"t\"]}").text("rid");
        Answer changed = api.as("PATCH", path).json("{\"retentionDays\": 30}").send();
        assertThat(changed.at("retentionDays")).isEqualTo(30L);
        assertThat(changed.at("tags")).isEqualTo(List.of("t"));
        Answer renamed = api.as("PATCH", path)
                .json("{\"name\": \"b\", \"tags\": [{\"key\": \"k\", \"value\": \"v\"}], \"retentionDays\": null}")
                .send();
        assertThat(renamed.text("name")).isEqualTo("b");
        assertThat(renamed.at("tags")).isEqualTo(List.of(Map.of("key", "k", "value", "v")));
        assertThat(JsonTree.object(renamed.json())).doesNotContainKey("retentionDays");
        assertThat(api.get(path).json()).isEqualTo(renamed.json());
        assertThat(api.as("PATCH", path).json("{}").send().text("name")).isEqualTo("b");
    }

    @Test
    void refusesAChangeThatCannotBe() {
        String path = "/models/" + api.model("a");
        api.model("taken");
        assertFails(api.as("PATCH", path).json("{\"name\": \"taken\"}").send(), 409, "ResourceNameAlreadyExists");
        assertFails(api.as("PATCH", path).json("{\"retentionDays\": 0}").send(), 400, "InvalidArgument");
        assertFails(api.as("PATCH", path).json("{\"retentionDays\": 36501}").send(), 400, "InvalidArgument");
        assertMalformed(api.as("PATCH", path).json("{\"retentionDays\": 1.5}").send(), "/retentionDays");
        assertMalformed(
                api.as("PATCH", path).json("{\"retentionDays\": 9999999999}").send(), "/retentionDays");
        assertMalformed(api.as("PATCH", path).json("{\"tags\": null}").send(), "/tags");
        assertMalformed(api.as("PATCH", path).json("{\"retention\": 1}").send(), "/retention");
        assertFails(api.as("PATCH", "/models/" + FOREIGN).json("{}").send(), 404, "ModelNotFound");
        assertThat(api.get(path).text("name")).isEqualTo("a");
    }

    @Test
    void deletesAndRestores() {
        String path = "/models/" + api.model("a");
        assertThat(api.as("DELETE", path).send().status()).isEqualTo(204);
        assertFails(api.get(path), 404, "ModelNotFound");
        assertFails(api.as("DELETE", path).send(), 404, "ModelNotFound");
        assertThat(api.as("POST", path + "/restore").send().text("name")).isEqualTo("a");
        assertThat(api.as("POST", path + "/restore").json("{}").send().status()).isEqualTo(200);
        assertThat(api.get(path).status()).isEqualTo(200);
        assertMalformed(
                api.as("POST", path + "/restore").json("{\"force\": true}").send(), "/force");
        assertFails(api.as("POST", "/models/" + FOREIGN + "/restore").send(), 404, "ModelNotFound");
    }

    @Test
    void refusesTwoIdempotencyKeys() {
        Answer refused = api.as("POST", "/models")
                .key("k")
                .key("l")
                .json("{\"name\": \"n\"}")
                .send();
        assertFails(refused, 400, "InvalidArgument");
    }

    @Test
    void answersTheFirstTimesAnswerWhenAWriteComesAgain() {
        String body = "{\"name\": \"once\"}";
        Answer first = api.as("POST", "/models").key("k").json(body).send();
        Answer again = api.as("POST", "/models").key("k").json(body).send();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertFails(
                api.as("POST", "/models").key("k").json("{\"name\": \"other\"}").send(), 409, "IdempotencyKeyReused");
        String path = "/models/" + first.text("rid");
        assertFails(api.as("DELETE", path).key("k").send(), 409, "IdempotencyKeyReused");
        assertThat(api.as("DELETE", path).key("d").send().status()).isEqualTo(204);
        assertThat(api.as("DELETE", path).key("d").send().status()).isEqualTo(204);
        assertThat(api.as("POST", path + "/restore").key("r").send().status()).isEqualTo(200);
        assertThat(api.as("PATCH", path)
                        .key("p")
                        .json("{\"name\": \"z\"}")
                        .send()
                        .text("name"))
                .isEqualTo("z");
        assertThat(api.as("PATCH", path)
                        .key("p")
                        .json("{\"name\": \"z\"}")
                        .send()
                        .text("name"))
                .isEqualTo("z");
    }

    @Test
    void refusesAKeyThatIsNone() {
        String body = "{\"name\": \"a\"}";
        assertFails(api.as("POST", "/models").key("").json(body).send(), 400, "InvalidArgument");
        assertFails(api.as("POST", "/models").key("k".repeat(256)).json(body).send(), 400, "InvalidArgument");
        assertThat(api.as("POST", "/models")
                        .key("k".repeat(255))
                        .json(body)
                        .send()
                        .status())
                .isEqualTo(201);
    }

    @Test
    void wantsATokenThenTheScopeThenTheRest() {
        String path = "/models/" + api.model("a");
        assertFails(api.anonymous("POST", "/models").json("{").send(), 401, "MissingCredentials");
        assertFails(api.anonymous("GET", path).send(), 401, "MissingCredentials");
        assertFails(
                api.anonymous("GET", path).header("Authorization", "Bearer no").send(), 401, "InvalidCredentials");
        Answer denied = api.asReader("POST", "/models").json("{").send();
        assertFails(denied, 403, "ApiUsageDenied");
        assertThat(denied.text("parameters", "missingScope")).isEqualTo("api:models-write");
        assertFails(api.asReader("PATCH", path).json("{}").send(), 403, "ApiUsageDenied");
        assertFails(api.asReader("DELETE", path).send(), 403, "ApiUsageDenied");
        assertFails(api.asReader("POST", path + "/restore").send(), 403, "ApiUsageDenied");
        assertFails(api.asWriter("GET", path).send(), 403, "ApiUsageDenied");
        assertFails(api.asWriter("GET", "/models").send(), 403, "ApiUsageDenied");
        assertThat(api.asWriter("PATCH", path).json("{}").send().status()).isEqualTo(200);
    }

    @Test
    void knowsARidFromWhatIsNone() {
        assertFails(api.get("/models/nonsense"), 400, "InvalidArgument");
        assertFails(api.get("/models/ri.models.main.experiment.x"), 400, "InvalidArgument");
        assertFails(api.get("/models/ri.models.main.model.a%2Fb"), 400, "InvalidArgument");
        assertFails(api.get("/models/" + FOREIGN), 404, "ModelNotFound");
    }

    private static List<Object> names(Answer page) {
        return JsonTree.list(page.at("data")).stream()
                .map(model -> JsonTree.at(model, "name"))
                .toList();
    }
}
