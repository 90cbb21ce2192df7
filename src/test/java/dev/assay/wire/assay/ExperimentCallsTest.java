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

class ExperimentCallsTest {

    private static final String UNKNOWN = "/experiments/ri.models.main.experiment.unknown";

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
    void makesAnExperimentWithDefaults() {
        String model = api.model("m");
        Answer made = api.asWriter("POST", "/models/" + model + "/experiments")
                .json("{\"name\": \"run 1/%\\u00fc\"}")
                .send();
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("name")).isEqualTo("run 1/%ü");
        assertThat(made.text("modelRid")).isEqualTo(model);
        assertThat(made.text("branch")).isEqualTo("master");
        assertThat(made.text("status")).isEqualTo("RUNNING");
        assertThat(made.at("source")).isEqualTo(Map.of("type", "sdk"));
        assertThat(api.get("/experiments/" + made.text("rid")).json()).isEqualTo(made.json());
    }

    @Test
    void keepsEverythingThatAnImporterSays() {
        Answer made = api.post("/models/" + api.model("m") + "/experiments", """
                {"name": "n", "branch": "dev", "jobRid": "ri.jobs.main.job.j",
                 "source": {"containerRid": "ri.c.main.c.x", "type": "codeWorkspace"},
                 "tags": ["t", {"key": "k", "value": "v"}],
                 "parameters": [
                   {"name": "i", "value": {"type": "integer", "value": "-9223372036854775808"}},
                   {"name": "d", "value": {"value": "-Infinity", "type": "double"}},
                   {"name": "z", "value": {"type": "double", "value": -0.0}},
                   {"name": "b", "value": {"type": "boolean", "value": true}},
                   {"name": "t", "value": {"type": "datetime", "value": "2025-01-02T03:04:05+01:00"}},
                   {"name": "s", "value": {"type": "string", "value": ""}}],
                 "rid": "ri.models.main.experiment.abc123", "createdTime": "2024-01-15T10:30:00+02:00",
                 "createdBy": "F05F8DA4-B84C-4FCA-9C77-8AF0B13D11DE"}""");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.text("rid")).isEqualTo("ri.models.main.experiment.abc123");
        assertThat(made.text("createdTime")).isEqualTo("2024-01-15T08:30:00.000Z");
        assertThat(made.text("createdBy")).isEqualTo("f05f8da4-b84c-4fca-9c77-8af0b13d11de");
        assertThat(made.at("tags")).isEqualTo(List.of("t"));
        assertThat(made.body())
                .contains("\"value\":\"-9223372036854775808\"", "\"value\":-0.0", "\"value\":\"-Infinity\"");
        assertThat(made.at("parameters", 4, "value", "value")).isEqualTo("2025-01-02T03:04:05+01:00");
    }

    @Test
    void letsOnlyAnAdminImport() {
        String path = "/models/" + api.model("m") + "/experiments";
        for (String field : List.of(
                "\"rid\": \"ri.models.main.experiment.a\"",
                "\"createdTime\": \"2024-01-15T10:30:00Z\"",
                "\"createdBy\": \"f05f8da4-b84c-4fca-9c77-8af0b13d11de\"")) {
            Answer denied = api.asWriter("POST", path)
                    .json("{\"name\": \"n\", " + field + "}")
                    .send();
            assertFails(denied, 403, "ApiUsageDenied");
            assertThat(denied.text("parameters", "missingScope")).isEqualTo("assay:admin");
        }
        String taken = "{\"name\": \"n\", \"rid\": \"ri.models.main.experiment.a\"}";
        assertThat(api.post(path, taken).status()).isEqualTo(201);
        assertFails(api.post(path, taken), 409, "RidAlreadyExists");
    }

    @Test
    void refusesWhatIsNoExperiment() {
        String path = "/models/" + api.model("m") + "/experiments";
        assertMalformed(api.post(path, "{}"), "/name");
        assertMalformed(api.post(path, "{\"name\": \"n\", \"status\": \"RUNNING\"}"), "/status");
        assertMalformed(api.post(path, "{\"name\": \"n\", \"jobRid\": \"j\"}"), "/jobRid");
        assertMalformed(api.post(path, "{\"name\": \"n\", \"source\": {\"type\": \"git\"}}"), "/source");
        assertMalformed(api.post(path, "{\"name\": \"n\", \"createdBy\": \"1-1-1-1-1\"}"), "/createdBy");
        assertMalformed(api.post(path, "{\"name\": \"n\", \"createdTime\": \"2024-01-15\"}"), "/createdTime");
        assertMalformed(
                api.post(path, "{\"name\": \"n\", \"createdTime\": \"+999999999-01-15T10:30:00Z\"}"), "/createdTime");
        assertFails(
                api.post(path, "{\"name\": \"n\", \"createdTime\": \"2024-01-15T10:30:00.0001Z\"}"),
                400,
                "InvalidArgument");
        assertMalformed(
                api.post(path, "{\"name\": \"n\", \"parameters\": [{\"name\": \"p\"}]}"), "/parameters/0/value");
        assertFails(api.post(path, "{\"name\": \"\"}"), 400, "InvalidArgument");
        assertFails(
                api.post("/models/ri.models.main.model.none/experiments", "{\"name\": \"n\"}"), 404, "ModelNotFound");
        assertFails(api.post("/models/none/experiments", "{\"name\": \"n\"}"), 400, "InvalidArgument");
    }

    @Test
    void makesOneExperimentForOneKey() {
        String path = "/models/" + api.model("m") + "/experiments";
        Answer first = api.as("POST", path).key("k").json("{\"name\": \"n\"}").send();
        Answer again = api.as("POST", path).key("k").json("{\"name\": \"n\"}").send();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("rid")).isEqualTo(first.text("rid"));
        api.as("DELETE", "/experiments/" + first.text("rid")).send();
        assertThat(api.as("POST", path)
                        .key("k")
                        .json("{\"name\": \"n\"}")
                        .send()
                        .text("rid"))
                .isEqualTo(first.text("rid"));
    }

    @Test
    void finishesAndTakesTheMessageAway() {
        String path = api.experiment();
        Answer failed = api.asWriter("POST", path + "/finish")
                .json("{\"status\": \"FAILED\", \"statusMessage\": \"out of memory\"}")
                .send();
        assertThat(failed.text("status")).isEqualTo("FAILED");
        assertThat(failed.text("statusMessage")).isEqualTo("out of memory");
        Answer succeeded = api.post(path + "/finish", "{\"status\": \"SUCCEEDED\"}");
        assertThat(succeeded.text("status")).isEqualTo("SUCCEEDED");
        assertThat(JsonTree.object(succeeded.json())).doesNotContainKey("statusMessage");
        String long_ = "é".repeat(5_000);
        Answer cut = api.post(path + "/finish", "{\"status\": \"FAILED\", \"statusMessage\": \"" + long_ + "\"}");
        assertThat(cut.text("statusMessage")).isEqualTo("é".repeat(4_000));
        assertThat(cut.at("artifacts")).isEqualTo(Map.of());
    }

    @Test
    void refusesAnEndThatIsNone() {
        String path = api.experiment() + "/finish";
        assertMalformed(api.post(path, "{}"), "/status");
        assertMalformed(api.post(path, "{\"status\": \"RUNNING\"}"), "/status");
        assertMalformed(api.post(path, "{\"status\": \"FAILED\", \"statusMessage\": 3}"), "/statusMessage");
        assertMalformed(api.post(path, "{\"status\": \"FAILED\", \"endTime\": 3}"), "/endTime");
        assertFails(api.post(UNKNOWN + "/finish", "{\"status\": \"FAILED\"}"), 404, "ExperimentNotFound");
    }

    @Test
    void linksAnyModelVersion() {
        String path = api.experiment();
        String body = "{\"modelVersionRid\": \"ri.foundry.main.model-version.v-1\"}";
        Answer linked = api.asWriter("PUT", path + "/linkedModelVersion")
                .key("k")
                .json(body)
                .send();
        assertThat(linked.text("linkedModelVersion")).isEqualTo("ri.foundry.main.model-version.v-1");
        assertThat(api.asWriter("PUT", path + "/linkedModelVersion")
                        .key("k")
                        .json(body)
                        .send()
                        .status())
                .isEqualTo(200);
        assertMalformed(
                api.as("PUT", path + "/linkedModelVersion")
                        .json("{\"modelVersionRid\": \"v\"}")
                        .send(),
                "/modelVersionRid");
        assertMalformed(api.as("PUT", path + "/linkedModelVersion").json("{}").send(), "/modelVersionRid");
        assertMalformed(
                api.as("PUT", path + "/linkedModelVersion")
                        .json("{\"version\": \"ri.a.b.c.d\"}")
                        .send(),
                "/version");
        assertFails(api.as("PUT", UNKNOWN + "/linkedModelVersion").json(body).send(), 404, "ExperimentNotFound");
    }

    @Test
    void deletesAndRestores() {
        String path = api.experiment();
        assertThat(api.asWriter("DELETE", path).send().status()).isEqualTo(204);
        assertFails(api.get(path), 404, "ExperimentNotFound");
        assertFails(api.as("DELETE", path).send(), 404, "ExperimentNotFound");
        assertFails(api.post(path + "/log", "{}"), 404, "ExperimentNotFound");
        assertThat(api.asWriter("POST", path + "/restore").send().text("name")).isEqualTo("run");
        assertThat(api.get(path).status()).isEqualTo(200);
        assertFails(api.as("POST", UNKNOWN + "/restore").send(), 404, "ExperimentNotFound");
    }

    @Test
    void wantsTheScopeOfEachRoute() {
        String path = api.experiment();
        assertFails(api.asWriter("GET", path).send(), 403, "ApiUsageDenied");
        assertThat(api.asReader("GET", path).send().status()).isEqualTo(200);
        assertFails(api.anonymous("GET", path).send(), 401, "MissingCredentials");
        for (String below : List.of("/finish", "/log", "/restore")) {
            assertFails(api.asReader("POST", path + below).json("{").send(), 403, "ApiUsageDenied");
            assertFails(api.anonymous("POST", path + below).json("{").send(), 401, "MissingCredentials");
        }
        assertFails(api.asReader("PUT", path + "/linkedModelVersion").json("{").send(), 403, "ApiUsageDenied");
        assertFails(api.asReader("DELETE", path).send(), 403, "ApiUsageDenied");
        assertFails(api.get("/experiments/ri.models.main.model.x"), 400, "InvalidArgument");
        assertFails(api.get(UNKNOWN), 404, "ExperimentNotFound");
    }
}
