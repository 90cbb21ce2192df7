package dev.assay.wire.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.NewVersion;
import dev.assay.app.Store;
import dev.assay.app.TestStore;
import dev.assay.domain.ModelId;
import dev.assay.wire.assay.OpenApi.Operation;
import dev.assay.wire.foundry.FoundryRoutes;
import dev.assay.wire.mlflow.MlflowRoutes;
import dev.assay.wire.oauth.OAuthRoutes;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The description against the routes, in both directions, and against real answers to all of them.
class OpenApiTest {

    private static final Pattern UNSERVED = Pattern.compile(
            "^/api/v2/models/(liveDeployments|modelStudios|modelStudioTrainers|\\{modelRid\\}/function)");

    @TempDir
    private Path folder;

    @Test
    void describesEveryRouteAndNoOther() {
        Set<Operation> routes = new TreeSet<>();
        try (TestStore store = TestStore.open(folder)) {
            Javalin.create(config -> {
                AssayRoutes.add(config, store.store(), Native.VERSION);
                FoundryRoutes.add(config, store.store());
                OAuthRoutes.add(config, store.store().clients(), Duration.ofMinutes(30));
                addMlflow(config, store.store());
                config.unsafe
                        .internalRouter
                        .allHttpHandlers()
                        .forEach(route -> routes.add(
                                new Operation(route.endpoint.method.name(), described(route.endpoint.path))));
            });
        }
        Set<Operation> described = OpenApi.ofTheJar().operations();
        routes.removeIf(OpenApiTest::isUnserved);
        routes.removeIf(route -> isTwin(route, described));
        assertThat(routes).hasSizeGreaterThan(80).isEqualTo(described);
    }

    private static void addMlflow(JavalinConfig config, Store store) {
        MlflowRoutes.add(
                config,
                store.models(),
                store.experiments(),
                store.reads(),
                store.searches(),
                store.files(),
                store.fileTables(),
                true,
                new Random(7));
    }

    /// What Foundry serves and we do not has routes, which do nothing but say so.
    private static boolean isUnserved(Operation route) {
        return UNSERVED.matcher(route.path()).find();
    }

    /// MLflow's own page calls under another root, of which the description says that it is the same.
    private static boolean isTwin(Operation route, Set<Operation> described) {
        return route.path().startsWith("/ajax-api/")
                && described.contains(new Operation(route.method(), route.path().replace("/ajax-api/", "/api/")));
    }

    /// OpenAPI has no word for a parameter that may hold `/`.
    private static String described(String path) {
        return path.replace('<', '{').replace('>', '}');
    }

    /// The client holds each answer to its schema.
    @Test
    void describesWhatEveryRouteAnswers() {
        try (Native api = Native.open(folder)) {
            String model = "/models/" + api.model("m");
            String experiment = "/experiments/"
                    + api.post(model + "/experiments", "{\"name\": \"e\"}").text("rid");
            api.post(experiment + "/log", """
                    {"parameters": [{"name": "b", "value": {"type": "boolean", "value": false}},
                                    {"name": "i", "value": {"type": "integer", "value": 9007199254740993}},
                                    {"name": "d", "value": {"type": "double", "value": "NaN"}},
                                    {"name": "t", "value": {"type": "datetime", "value": "2025-01-01T00:00:00Z"}},
                                    {"name": "s", "value": {"type": "string", "value": "x"}}],
                     "series": {"loss": {"steps": [0, 1], "times": [1, 2], "values": ["Infinity", 0]}},
                     "summaryMetrics": [{"seriesName": "loss", "aggregation": "MAX"}],
                     "tags": ["t", {"key": "k", "value": "v"}],
                     "attributes": {"source": {"type": "codeWorkspace", "containerRid": "ri.a.b.c.d"}}}""");
            api.get(experiment + "/points");
            api.get(model + "/series?name=loss");
            api.get(model + "/export?format=csv");
            api.get(model + "/versions/" + version(api, model) + "/files/serializedModelFunction");
            String rid = experiment.substring(experiment.lastIndexOf('/') + 1);
            api.post("/points", "{\"experimentRids\": [\"" + rid + "\"]}");
            api.post(
                    "/charts",
                    "{\"experimentRids\": [\"" + rid
                            + "\"], \"series\": [\"loss\"], \"axis\": \"relativeTime\", \"buckets\": 3}");
            api.as("DELETE", experiment + "/tags/t").send();
            api.as("PUT", experiment + "/tables/t").body("text/csv", "a\n1\n").send();
            api.as("PUT", experiment + "/linkedModelVersion")
                    .json("{\"modelVersionRid\": \"ri.a.b.c.d\"}")
                    .send();
            api.post(experiment + "/finish", "{\"status\": \"FAILED\", \"statusMessage\": \"m\"}");
            api.get(experiment);
            api.get(experiment + "/bytes");
            api.as("PUT", experiment + "/files/a%2Fb.txt")
                    .body("text/plain", "x")
                    .send();
            api.as("PUT", experiment + "/files/c").body("text/plain", "x").send();
            api.get(experiment + "/files");
            for (String of : List.of(experiment, model)) {
                api.as("PUT", of + "/note").body("text/markdown", "# n").send();
                api.get(of + "/note");
                api.as("DELETE", of + "/note").send();
            }
            api.as("PUT", model + "/views/best%20first")
                    .json("{\"state\": \"order=series.loss.last\", \"default\": true}")
                    .send();
            api.get(model + "/views");
            api.as("DELETE", model + "/views/best%20first").send();
            api.get(experiment + "/files/a%2Fb.txt");
            api.as("DELETE", experiment + "/files/c").send();
            api.as("PUT", experiment + "/images/val%2Fmask/3?caption=a%20mask")
                    .body("image/gif", "GIF89a")
                    .send();
            api.get(experiment + "/images");
            api.get(experiment + "/images/val%2Fmask/3");
            api.as("DELETE", experiment + "/images/val%2Fmask/3").send();
            api.get("/purge?deletedBefore=2026-01-01T00:00:00Z");
            api.post("/purge", "{\"deletedBefore\": \"2026-01-01T00:00:00Z\"}");
            api.post(
                    model + "/experiments/search",
                    "{\"filter\": \"series.loss.max > 1\", \"orderBy\": [\"name DESC\"], \"pageSize\": 1}");
            api.as("DELETE", experiment).send();
            api.as("POST", experiment + "/restore").send();
            api.as("PATCH", model).json("{\"retentionDays\": 7}").send();
            api.get(model);
            api.get("/models");
            api.as("DELETE", model).send();
            api.as("POST", model + "/restore").send();
            String token =
                    api.post("/tokens", "{\"scopes\": [\"api:models-read\"]}").text("id");
            api.get("/tokens");
            api.as("DELETE", "/tokens/" + token).send();
            String client = api.post("/clients", "{\"name\": \"c\", \"role\": \"viewer\"}")
                    .text("clientId");
            api.get("/clients");
            api.as("DELETE", "/clients/" + client).send();
            api.get("/openapi.json");
            api.get("//");
            api.get("//health");
            api.get("//version");
            api.get("//metrics");
            assertThat(api.served()).isEqualTo(ours());
        }
    }

    private static String version(Native api, String model) {
        Store store = api.store().store();
        ModelId id = ModelId.parse(model.substring(model.lastIndexOf('/') + 1));
        NewVersion wanted = new NewVersion("serializedModelFunction", new byte[3], List.of(), List.of(), "{}");
        return store.versions()
                .create(api.store().admin(), id.rid(), wanted)
                .id()
                .rid()
                .text();
    }

    /// The other dialects' tests hold their own.
    private static Set<Operation> ours() {
        Set<Operation> operations = OpenApi.ofTheJar().operations();
        operations.removeIf(operation -> operation.path().startsWith("/api/v2/")
                || operation.path().startsWith("/api/2.0/")
                || operation.path().startsWith("/multipass/"));
        return operations;
    }
}
