package dev.assay.attack;

import dev.assay.BuiltServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server with something in it, and every route with a request that names only what is there.
///
/// @param strangerToken may read and nothing else
/// @param versionRid a version of the first model
/// @param clientId an application
/// @param clientForm what an application says who it is with
record World(
        Wire wire,
        StoreDigest digest,
        Names model,
        Names doomed,
        String strangerToken,
        String tokenId,
        String versionRid,
        String clientId,
        String clientForm)
        implements AutoCloseable {

    private static final String NATIVE = "/api/assay/v1";
    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String MLFLOW_OF_PAGES = "/ajax-api/2.0/mlflow";
    private static final String[] NEW_VERSION = {"new model_version", "version_file/*", "file/*"};
    /// One column `n`, and no rows.
    private static final String EMPTY_PARQUET =
            "PAR1\25\2\31,H\6schema\25\2\0\25\4%\2\30\1n\0\26\0\31\f\0\34\0\0\0PAR1";

    private static final Pattern RID = Pattern.compile("\"rid\":\"([^\"]*)\"");
    private static final Map<String, String> JSON =
            Map.of("Authorization", "Bearer " + BuiltServer.TOKEN, "Content-Type", "application/json");

    private static final String VERSION = """
            {"modelFiles":{"type":"dill","serializedModelFunction":"gASV @n"},"backingRepositories":["ri.stemma.main.repository.r"],"condaRequirements":["numpy=2"],"modelApi":{"inputs":[{"type":"tabular","name":"rows","required":true,"format":"PANDAS","columns":[{"name":"x","required":false,"dataType":{"type":"map","keyType":{"type":"string"},"valueType":{"type":"array","itemType":{"type":"any"}}}}]}],"outputs":[{"name":"y","type":"parameter","dataType":{"type":"unsupported","unsupportedType":"u","params":{"a":"b"}}}]}}""";

    /// A model and an experiment of it, by all of their names.
    ///
    /// @param number MLflow's experiment id, and the key of the model's row
    /// @param key of the experiment's row
    record Names(String modelRid, String number, String experimentRid, String runId, String key) {

        String[] experimentParts() {
            return new String[] {"experiment/" + key, "points/" + key, "series/" + number};
        }

        String[] fileParts() {
            return new String[] {"stored_file/" + key, "artifact_use/" + key, "file/*"};
        }
    }

    static World on(BuiltServer server) {
        Wire wire = new Wire(server.url());
        StoreDigest digest = StoreDigest.open(server.data());
        Names model = make(wire, digest, "attacked");
        Names doomed = make(wire, digest, "doomed");
        make(wire, digest, "untouched");
        String token = answer(wire, "/tokens", "{\"name\":\"reader\",\"scopes\":[\"api:models-read\"]}");
        String other = answer(wire, "/tokens", "{\"name\":\"revoked\",\"scopes\":[\"api:models-read\"]}");
        String version = field(send(wire, versions(model), VERSION), "rid");
        return new World(
                wire,
                digest,
                model,
                doomed,
                field(token, "token"),
                field(other, "id"),
                version,
                client(wire, "doomed", "clientId"),
                clientForm(wire));
    }

    private static Names make(Wire wire, StoreDigest digest, String name) {
        String modelRid = field(answer(wire, "/models", "{\"name\":\"" + name + "\"}"), "rid");
        String experiment = answer(wire, "/models/" + modelRid + "/experiments", """
                {"name":"run","parameters":[{"name":"lr","value":{"type":"double","value":0.1}}],"tags":["first"]}""");
        Matcher rid = RID.matcher(experiment);
        String experimentRid = rid.find() ? rid.group(1) : "";
        answer(wire, "/experiments/" + experimentRid + "/log", """
                {"series":{"loss":{"steps":[0,1,2],"times":[1,2,3],"values":[0.5,0.25,"NaN"]}}}""");
        Map<String, String> csv = Map.of("Authorization", "Bearer " + BuiltServer.TOKEN, "Content-Type", "text/csv");
        byte[] table = "step,loss\n0,0.5\n1,0.25\n2,\n".getBytes(StandardCharsets.UTF_8);
        require(wire.send("PUT", NATIVE + "/experiments/" + experimentRid + "/tables/table", csv, table));
        put(wire, NATIVE + "/experiments/" + experimentRid + "/files/notes/kept.txt", "kept");
        put(wire, NATIVE + "/experiments/" + experimentRid + "/images/kept/3", "GIF89a kept");
        String locator = experimentRid.substring(experimentRid.lastIndexOf('.') + 1);
        String row = " FROM experiment WHERE locator = '" + locator + "'";
        return new Names(
                modelRid,
                digest.find("SELECT model_id" + row),
                experimentRid,
                digest.find("SELECT run_id" + row),
                digest.find("SELECT id" + row));
    }

    private static String client(Wire wire, String name, String field) {
        return field(answer(wire, "/clients", "{\"name\":\"" + name + "\",\"role\":\"viewer\"}"), field);
    }

    private static String clientForm(Wire wire) {
        String made = answer(wire, "/clients", "{\"name\":\"attacked\",\"role\":\"viewer\"}");
        return "client_id=" + field(made, "clientId") + "&client_secret=" + field(made, "clientSecret") + "&";
    }

    private static String versions(Names model) {
        return "/api/v2/models/" + model.modelRid() + "/versions?preview=true";
    }

    private static String answer(Wire wire, String path, String body) {
        return send(wire, NATIVE + path, body);
    }

    private static String send(Wire wire, String path, String body) {
        return require(wire.send("POST", path, JSON, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String require(Wire.Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
        return answer.text();
    }

    private static void put(Wire wire, String path, String content) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + BuiltServer.TOKEN);
        Wire.Answer answer = wire.send("PUT", path, headers, content.getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 201) {
            throw new IllegalStateException(path + ": " + answer.status() + " " + answer.text());
        }
    }

    private static String field(String json, String name) {
        Matcher field = Pattern.compile("\"" + name + "\" ?: ?\"([^\"]*)\"").matcher(json);
        if (!field.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return field.group(1);
    }

    /// Every handler once.
    List<Target> targets() {
        List<Target> all = new ArrayList<>(ownTargets());
        all.addAll(foundryTargets());
        all.addAll(unservedTargets());
        all.addAll(oauthTargets());
        all.addAll(pageTargets());
        all.addAll(mlflowTargets(MLFLOW));
        return all;
    }

    /// And the same handlers under their second paths.
    List<Target> allTargets() {
        List<Target> all = new ArrayList<>(targets());
        all.addAll(mlflowTargets(MLFLOW_OF_PAGES));
        return all;
    }

    private List<Target> foundryTargets() {
        String model = "/api/v2/models/" + model().modelRid();
        return List.of(
                Target.of(Words.FOUNDRY, "POST", "/api/v2/models", "/api/v2/models?preview=true")
                        .json("{\"name\":\"made by foundry @n\",\"parentFolderRid\":\"ri.compass.main.folder.other\"}")
                        .touching("new model"),
                Target.of(Words.FOUNDRY, "GET", "/api/v2/models/{modelRid}", model + "?preview=true"),
                Target.of(
                                Words.FOUNDRY,
                                "POST",
                                "/api/v2/models/{modelRid}/promoteVersion",
                                model + "/promoteVersion?preview=true")
                        .json("{\"sourceModelVersionRid\":\"" + versionRid + "\",\"branch\":\"b@n\"}")
                        .touching(NEW_VERSION),
                Target.of(Words.FOUNDRY, "POST", "/api/v2/models/{modelRid}/versions", model + "/versions?preview=true")
                        .json(VERSION)
                        .touching(NEW_VERSION),
                Target.of(
                        Words.FOUNDRY,
                        "GET",
                        "/api/v2/models/{modelRid}/versions",
                        model + "/versions?branch=master&pageSize=10&preview=true"),
                Target.of(
                        Words.FOUNDRY,
                        "GET",
                        "/api/v2/models/{modelRid}/versions/{modelVersionRid}",
                        model + "/versions/" + versionRid + "?preview=true"),
                Target.of(
                        Words.FOUNDRY,
                        "GET",
                        "/api/v2/models/{modelRid}/experiments/{experimentRid}",
                        model + "/experiments/" + model().experimentRid() + "?preview=true"),
                Target.of(
                        Words.FOUNDRY,
                        "GET",
                        "/api/v2/models/{modelRid}/experiments/{experimentRid}/series/{name}/json",
                        model + "/experiments/" + model().experimentRid()
                                + "/series/loss/json?preview=true&offset=1&pageSize=2"),
                Target.of(
                        Words.FOUNDRY,
                        "GET",
                        "/api/v2/models/{modelRid}/experiments/{experimentRid}/series/{name}/parquet",
                        model + "/experiments/" + model().experimentRid() + "/series/loss/parquet?preview=true"),
                Target.of(
                        Words.FOUNDRY,
                        "GET",
                        "/api/v2/models/{modelRid}/experiments/{experimentRid}/artifactTables/{name}/json",
                        model + "/experiments/" + model().experimentRid()
                                + "/artifactTables/table/json?preview=true&offset=1&pageSize=2"),
                Target.of(
                        Words.FOUNDRY,
                        "GET",
                        "/api/v2/models/{modelRid}/experiments/{experimentRid}/artifactTables/{name}/parquet",
                        model + "/experiments/" + model().experimentRid()
                                + "/artifactTables/table/parquet?preview=true"),
                Target.of(
                                Words.FOUNDRY,
                                "POST",
                                "/api/v2/models/{modelRid}/experiments/search",
                                model + "/experiments/search?preview=true")
                        .json("""
                        {"where":{"type":"and","filters":[{"type":"eq","field":"STATUS","value":"RUNNING"},{"type":"or","filters":[{"type":"contains","field":"EXPERIMENT_NAME","value":"e"},{"type":"not","value":{"type":"startsWith","field":"SERIES_NAME","value":"l"}}]},{"type":"parameterFilter","parameterName":"lr","operator":"GT","value":0.1},{"type":"seriesFilter","seriesName":"loss","field":"LENGTH","operator":"EQ","value":1},{"type":"summaryMetricFilter","seriesName":"loss","aggregation":"LAST","operator":"LT","value":9}]},"orderBy":{"field":"EXPERIMENT_NAME","direction":"ASC"},"pageSize":10}"""));
    }

    /// What the page asks for. A cookie is never sent, so that signing out ends nothing; a code for a link is kept in
    /// memory alone.
    private List<Target> pageTargets() {
        String route = "/ui/api/models/{modelRid}";
        String path = "/ui/api/models/" + model.modelRid();
        return List.of(
                Target.of(Words.FOUNDRY, "POST", route + "/rows", path + "/rows")
                        .json("""
                        {"filter":"params.lr > 0","orderBy":["series.loss.last DESC"],"deleted":false,"nested":{"folded":"all","others":[]},"columns":["params.lr","tags","bytes"],"offset":0,"limit":10}"""),
                Target.of(
                        Words.FOUNDRY,
                        "GET",
                        route + "/columns",
                        path + "/columns?search=l&kind=params&limit=10&deleted=false"),
                Target.of(
                        Words.FOUNDRY,
                        "GET",
                        route + "/values",
                        path + "/values?column=params.lr&search=0&limit=10&deleted=false"),
                Target.of(Words.FOUNDRY, "POST", route + "/groups", path + "/groups")
                        .json("""
                        {"filter":"","orderBy":["name"],"deleted":false,"by":["params.lr"],"columns":["series.loss.min"],"offset":0,"limit":10}"""),
                Target.of(Words.FOUNDRY, "POST", route + "/selection", path + "/selection")
                        .json("{\"action\":\"tag\",\"rids\":[\"" + model.experimentRid()
                                + "\"],\"tag\":{\"key\":\"k\",\"value\":\"@n\"}}")
                        .touching("experiment/" + model.key()),
                Target.of(Words.FOUNDRY, "GET", "/ui/api/events", "/ui/api/events?model=" + model.modelRid()),
                Target.of(Words.FOUNDRY, "GET", "/ui/assets/{hash}/<path>", "/ui/assets/0/app.js")
                        .refusing(),
                Target.of(Words.FOUNDRY, "POST", "/ui/api/session", "/ui/api/session")
                        .json("{\"token\":\"" + strangerToken + "\"}")
                        .refusing(),
                Target.of(
                        Words.FOUNDRY,
                        "GET",
                        "/ui/api/models",
                        "/ui/api/models?search=a&orderBy=name+DESC&deleted=false&offset=0&limit=10"),
                Target.of(
                        Words.FOUNDRY,
                        "GET",
                        "/ui/api/model-numbers/{number}",
                        "/ui/api/model-numbers/" + model().number()),
                Target.of(Words.FOUNDRY, "GET", "/ui/api/runs/{runId}", "/ui/api/runs/" + model().runId()),
                page("/models/{modelRid}", ""),
                page("/models/{modelRid}/preview", ""),
                page("/models/{modelRid}/branches", ""),
                Target.of(Words.FOUNDRY, "GET", "/ui/api/session", "/ui/api/session"),
                Target.of(Words.FOUNDRY, "DELETE", "/ui/api/session", "/ui/api/session"),
                Target.of(Words.FOUNDRY, "POST", "/ui/api/sign-in-codes", "/ui/api/sign-in-codes"),
                Target.of(
                        Words.FOUNDRY,
                        "GET",
                        "/ui/api/experiments/{experimentRid}",
                        "/ui/api/experiments/" + model.experimentRid()),
                Target.of(
                        Words.FOUNDRY,
                        "GET",
                        route + "/experiments/{experimentRid}/tables/{name}/rows",
                        path + "/experiments/" + model.experimentRid()
                                + "/tables/table/rows?orderBy=loss&descending=true&offset=0&limit=10"),
                Target.of(Words.FOUNDRY, "POST", "/ui/api/charts", "/ui/api/charts")
                        .json("{\"experimentRids\":[\"" + model.experimentRid()
                                + "\"],\"series\":[\"loss\"],\"axis\":\"step\",\"from\":0,\"to\":100,\"buckets\":7}"),
                Target.of(Words.FOUNDRY, "POST", "/ui/api/markdown", "/ui/api/markdown")
                        .json("{\"text\":\"# a *note*\"}"));
    }

    private Target page(String route, String query) {
        String path = route.replace("{modelRid}", model().modelRid());
        return Target.of(Words.FOUNDRY, "GET", "/ui/api" + route, "/ui/api" + path + query);
    }

    private List<Target> oauthTargets() {
        String type = "application/x-www-form-urlencoded";
        return List.of(
                Target.of(Words.OAUTH, "POST", "/multipass/api/oauth2/token", "/multipass/api/oauth2/token")
                        .content(type, clientForm + "grant_type=client_credentials&scope=api%3Amodels-read")
                        .touching("new token"),
                Target.of(
                                Words.OAUTH,
                                "POST",
                                "/multipass/api/oauth2/revoke_token",
                                "/multipass/api/oauth2/revoke_token")
                        .content(type, clientForm + "token=assay_none"));
    }

    private List<Target> unservedTargets() {
        String deployment = "ri.foundry-ml-live.main.live-deployment.d";
        String studio = "ri.models.main.model-studio.s";
        List<Target> targets = new ArrayList<>();
        for (String route : List.of(
                "POST liveDeployments",
                "GET liveDeployments",
                "GET liveDeployments/{liveDeploymentRid}",
                "PUT liveDeployments/{liveDeploymentRid}",
                "POST liveDeployments/{liveDeploymentRid}/disable",
                "POST liveDeployments/{liveDeploymentRid}/start",
                "POST liveDeployments/{liveDeploymentRid}/transformJson",
                "POST modelStudios",
                "GET modelStudios/{modelStudioRid}",
                "POST modelStudios/{modelStudioRid}/launch",
                "POST modelStudios/{modelStudioRid}/configVersions",
                "GET modelStudios/{modelStudioRid}/configVersions",
                "GET modelStudios/{modelStudioRid}/configVersions/{modelStudioConfigVersionVersion}",
                "GET modelStudios/{modelStudioRid}/runs",
                "GET modelStudioTrainers",
                "GET modelStudioTrainers/{trainerId}",
                "POST {modelRid}/function",
                "GET {modelRid}/function",
                "PUT {modelRid}/function")) {
            String[] words = route.split(" ", 2);
            String path = "/api/v2/models/" + words[1];
            String called = path.replace("{liveDeploymentRid}", deployment)
                    .replace("{modelStudioRid}", studio)
                    .replace("{modelStudioConfigVersionVersion}", "latest")
                    .replace("{trainerId}", "t")
                    .replace("{modelRid}", model().modelRid());
            targets.add(Target.of(Words.FOUNDRY, words[0], path, called + "?preview=true")
                    .refusing());
        }
        return targets;
    }

    private List<Target> ownTargets() {
        String models = NATIVE + "/models";
        String aModel = models + "/" + model.modelRid();
        String doomedModel = models + "/" + doomed.modelRid();
        String experiments = NATIVE + "/experiments";
        String experiment = experiments + "/" + model.experimentRid();
        String doomedExperiment = experiments + "/" + doomed.experimentRid();
        String doomedModelRow = "model/" + doomed.number();
        String experimentRow = "experiment/" + model.key();
        return List.of(
                own("POST", "/models", models).json("""
                        {"name":"made @n","parentFolderRid":"ri.compass.main.folder.other","tags":["a",{"key":"k","value":"v"}],"rid":"ri.models.main.model.made@n"}""").touching("new model"),
                own("GET", "/models", models + "?name=attacked&pageSize=10"),
                own("GET", "/models/{modelRid}", aModel),
                own("PATCH", "/models/{modelRid}", aModel)
                        .json("{\"name\":\"attacked @n\",\"tags\":[\"t\"],\"retentionDays\":30}")
                        .touching("model/" + model.number()),
                own("DELETE", "/models/{modelRid}", doomedModel)
                        .json("{}")
                        .touching(doomedModelRow)
                        .undoneBy("POST", doomedModel + "/restore", ""),
                own("POST", "/models/{modelRid}/restore", doomedModel + "/restore")
                        .json("{}")
                        .touching(doomedModelRow),
                own("POST", "/models/{modelRid}/experiments", aModel + "/experiments")
                        .json("""
                        {"name":"made @n","branch":"main","source":{"type":"codeWorkspace","containerRid":"ri.code.main.container.c","deploymentRid":"ri.code.main.deployment.d"},"jobRid":"ri.jobs.main.job.j","tags":["a"],"parameters":[{"name":"lr","value":{"type":"double","value":0.5}},{"name":"at","value":{"type":"datetime","value":"2026-01-01T00:00:00Z"}},{"value":{"value":7,"type":"integer"},"name":"n"}],"rid":"ri.models.main.experiment.made@n","createdTime":"2026-01-01T00:00:00.123Z","createdBy":"0192f0c1-2345-7000-8000-00000000abcd"}""")
                        .touching("new experiment"),
                own("POST", "/models/{modelRid}/experiments/search", aModel + "/experiments/search")
                        .json("""
                        {"filter":"metrics.loss < 1 and not (tag = 'x' or params.lr > 0.5)","orderBy":["series.loss.min DESC","name"],"pageSize":10}"""),
                own("GET", "/experiments/{experimentRid}", experiment),
                own("GET", "/experiments/{experimentRid}/bytes", experiment + "/bytes"),
                own("GET", "/purge", NATIVE + "/purge?deletedBefore=2001-01-01T00:00:00Z&pageSize=10"),
                own("POST", "/purge", NATIVE + "/purge")
                        .json("{\"deletedBefore\":\"2001-01-01T00:00:00Z\"}")
                        .touching("file/*"),
                own("POST", "/experiments/{experimentRid}/log", experiment + "/log")
                        .json("""
                        {"parameters":[{"name":"flag","value":{"type":"boolean","value":true}},{"name":"text","value":{"type":"string","value":"s"}}],"series":{"loss":{"steps":[@n],"times":[1764000000000],"values":[0.5]},"new @n":{"steps":[0,1],"values":[1,"NaN"]}},"summaryMetrics":[{"seriesName":"loss","aggregation":"MIN"}],"tags":["u",{"key":"k","value":"@n"}],"attributes":{"name":"renamed","branch":"dev","jobRid":"ri.jobs.main.job.j","source":{"type":"authoring","stemmaRid":"ri.stemma.main.repository.s"}}}""")
                        .touching(model.experimentParts()),
                own("POST", "/experiments/{experimentRid}/finish", experiment + "/finish")
                        .json("{\"status\":\"FAILED\",\"statusMessage\":\"out of memory @n\"}")
                        .touching(experimentRow, "artifact_use/" + model.key(), "file/*"),
                own("PUT", "/experiments/{experimentRid}/linkedModelVersion", experiment + "/linkedModelVersion")
                        .json("{\"modelVersionRid\":\"ri.models.main.model-version.v@n\"}")
                        .touching(experimentRow),
                own("DELETE", "/experiments/{experimentRid}", doomedExperiment)
                        .json("{}")
                        .touching("experiment/" + doomed.key())
                        .undoneBy("POST", doomedExperiment + "/restore", ""),
                own("POST", "/experiments/{experimentRid}/restore", doomedExperiment + "/restore")
                        .json("{}")
                        .touching("experiment/" + doomed.key()),
                own("PUT", "/experiments/{experimentRid}/tables/{name}", experiment + "/tables/csv?description=d")
                        .content("text/csv", "step,loss,name,ok\r\n@n,0.5,\"a \"\"b\"\", c\",true\r\n1,,x,false\r\n")
                        .touching(experimentRow, "artifact_use/" + model.key(), "file/*"),
                own("PUT", "/experiments/{experimentRid}/tables/{name}", experiment + "/tables/lines")
                        .content("application/x-ndjson", """
                        {"step":@n,"loss":0.5,"name":"a","ok":true}
                        {"step":1,"loss":null,"name":"\\u00e9","ok":false}
                        """)
                        .touching(experimentRow, "artifact_use/" + model.key(), "file/*"),
                own("PUT", "/experiments/{experimentRid}/files/<path>", experiment + "/files/plots/a%2Fb.txt")
                        .content("text/plain", "some text @n")
                        .touching(model.fileParts()),
                own("PUT", "/experiments/{experimentRid}/note", experiment + "/note")
                        .content("text/plain", "# a note @n")
                        .touching(experimentRow),
                own("GET", "/experiments/{experimentRid}/note", experiment + "/note"),
                own("DELETE", "/experiments/{experimentRid}/tags/{key}", doomedExperiment + "/tags/a%2Fb")
                        .json("{}")
                        .touching("experiment/" + doomed.key()),
                own("DELETE", "/experiments/{experimentRid}/note", doomedExperiment + "/note")
                        .json("{}")
                        .touching("experiment/" + doomed.key()),
                own("PUT", "/models/{modelRid}/note", aModel + "/note")
                        .content("text/plain", "# a note @n")
                        .touching("model/" + model.number()),
                own("GET", "/models/{modelRid}/note", aModel + "/note"),
                own("DELETE", "/models/{modelRid}/note", doomedModel + "/note")
                        .json("{}")
                        .touching(doomedModelRow),
                own("PUT", "/models/{modelRid}/views/{name}", aModel + "/views/best")
                        .json("{\"state\":\"filter=name+~+'@n'\",\"default\":true}")
                        .touching("saved_view/" + model.number()),
                own("GET", "/models/{modelRid}/views", aModel + "/views"),
                own("DELETE", "/models/{modelRid}/views/{name}", doomedModel + "/views/gone")
                        .json("{}")
                        .touching("saved_view/" + doomed.number()),
                own("GET", "/experiments/{experimentRid}/files/<path>", experiment + "/files/notes/kept.txt"),
                own("GET", "/experiments/{experimentRid}/files", experiment + "/files?path=notes&pageSize=10"),
                own("DELETE", "/experiments/{experimentRid}/files/<path>", experiment + "/files/gone.txt")
                        .touching(model.fileParts())
                        .undoneBy("PUT", experiment + "/files/gone.txt", ""),
                own(
                                "PUT",
                                "/experiments/{experimentRid}/images/{name}/{step}",
                                experiment + "/images/val%2Fmask/7?caption=c")
                        .content("image/gif", "GIF89a @n")
                        .touching(model.fileParts()),
                own("GET", "/experiments/{experimentRid}/images/{name}/{step}", experiment + "/images/kept/3"),
                own(
                        "GET",
                        "/experiments/{experimentRid}/images",
                        experiment + "/images?name=kept&stepFrom=0&stepTo=9&pageSize=10"),
                own("DELETE", "/experiments/{experimentRid}/images/{name}/{step}", experiment + "/images/gone/3")
                        .touching(model.fileParts())
                        .undoneBy("PUT", experiment + "/files/images/gone+step+3+timestamp+1+a.png", ""),
                own("PUT", "/experiments/{experimentRid}/tables/{name}", experiment + "/tables/parquet")
                        .content("application/vnd.apache.parquet", EMPTY_PARQUET)
                        .touching(experimentRow, "artifact_use/" + model.key(), "file/*"),
                own(
                        "GET",
                        "/experiments/{experimentRid}/points",
                        experiment + "/points?series=loss&stepFrom=0&stepTo=100&offset=0&limit=50"),
                own(
                        "GET",
                        "/models/{modelRid}/export",
                        aModel + "/export?format=csv&filter=params.lr%20%3C%201&series=loss&aggregate=last"),
                own("GET", "/models/{modelRid}/series", aModel + "/series?name=loss"),
                own(
                        "GET",
                        "/models/{modelRid}/versions/{modelVersionRid}/files/{name}",
                        aModel + "/versions/" + versionRid + "/files/serializedModelFunction"),
                own("POST", "/points", NATIVE + "/points")
                        .json("{\"experimentRids\":[\"" + model.experimentRid()
                                + "\"],\"series\":[\"loss\"],\"stepFrom\":0,\"stepTo\":100}"),
                own("POST", "/charts", NATIVE + "/charts")
                        .json("{\"experimentRids\":[\"" + model.experimentRid()
                                + "\"],\"series\":[\"loss\"],\"axis\":\"step\",\"from\":0,\"to\":100,\"buckets\":7}"),
                own("POST", "/tokens", NATIVE + "/tokens").json("""
                        {"name":"made @n","scopes":["api:models-read","api:models-write"],"expiresTime":"2099-01-01T00:00:00Z"}""").touching("new token"),
                own("GET", "/tokens", NATIVE + "/tokens"),
                own("DELETE", "/tokens/{tokenId}", NATIVE + "/tokens/" + tokenId)
                        .json("{}")
                        .touching("token/" + tokenId),
                own("POST", "/clients", NATIVE + "/clients")
                        .json(
                                "{\"name\":\"made @n\",\"role\":\"editor\",\"scopes\":[\"api:models-read\",\"api:models-write\"]}")
                        .touching("new client", "new account"),
                own("GET", "/clients", NATIVE + "/clients"),
                own("DELETE", "/clients/{clientId}", NATIVE + "/clients/" + clientId)
                        .json("{}")
                        .touching("client/" + clientId),
                own("GET", "/openapi.json", NATIVE + "/openapi.json"),
                Target.of(Words.FOUNDRY, "GET", "/", "/"),
                Target.of(Words.FOUNDRY, "GET", "/health", "/health"),
                Target.of(Words.FOUNDRY, "GET", "/version", "/version"),
                Target.of(Words.FOUNDRY, "GET", "/metrics", "/metrics"));
    }

    private static Target own(String method, String route, String path) {
        return Target.of(Words.FOUNDRY, method, NATIVE + route, path);
    }

    private List<Target> mlflowTargets(String root) {
        Mlflow mlflow = new Mlflow(root);
        String ofModel = "\"experiment_id\":\"" + model.number() + "\"";
        String ofDoomed = "\"experiment_id\":\"" + doomed.number() + "\"";
        String run = "\"run_uuid\":\"" + model.runId() + "\",\"run_id\":\"" + model.runId() + "\"";
        String runQuery = "run_uuid=" + model.runId() + "&run_id=" + model.runId();
        String doomedRun = "\"run_id\":\"" + doomed.runId() + "\"";
        String modelRow = "model/" + model.number();
        String doomedModelRow = "model/" + doomed.number();
        String experimentRow = "experiment/" + model.key();
        String artifacts = root + "-artifacts/artifacts";
        String ofRun = model.number() + "/" + model.runId() + "/artifacts";
        // One of the spoiled numbers is 0, which names the experiment that is always there.
        String zero = "model/0";
        return List.of(
                mlflow.get("experiments/get", "experiment_id=" + model.number()),
                mlflow.get("experiments/get-by-name", "experiment_name=untouched"),
                mlflow.get("experiments/search", "max_results=10&view_type=ALL"),
                mlflow.post("experiments/search", "\"max_results\":10,\"view_type\":\"ACTIVE_ONLY\",\"filter\":\"\""),
                mlflow.post(
                                "experiments/create",
                                "\"name\":\"team/made @n\",\"artifact_location\":\"\",\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]")
                        .touching("new model"),
                mlflow.post("experiments/update", ofModel + ",\"new_name\":\"attacked by name @n\"")
                        .touching(modelRow, zero),
                mlflow.post("experiments/delete", ofDoomed)
                        .touching(doomedModelRow, zero)
                        .undoneBy("POST", root + "/experiments/restore", "{" + ofDoomed + "}"),
                mlflow.post("experiments/restore", ofDoomed)
                        .touching(doomedModelRow, zero)
                        .undoneBy("POST", root + "/experiments/delete", "{" + ofDoomed + "}"),
                mlflow.post("experiments/set-experiment-tag", ofModel + ",\"key\":\"k\",\"value\":\"@n\"")
                        .touching(modelRow, zero),
                mlflow.post("experiments/delete-experiment-tag", ofModel + ",\"key\":\"gone\"")
                        .touching(modelRow, zero)
                        .undoneBy(
                                "POST",
                                root + "/experiments/set-experiment-tag",
                                "{" + ofModel + ",\"key\":\"gone\",\"value\":\"\"}"),
                mlflow.post(
                                "runs/create",
                                ofModel
                                        + ",\"user_id\":\"me\",\"start_time\":1764000000000,\"run_name\":\"run @n\",\"tags\":[{\"key\":\"mlflow.user\",\"value\":\"me\"},{\"key\":\"assay.branch\",\"value\":\"dev\"}]")
                        .touching("new experiment"),
                mlflow.get("runs/get", runQuery),
                mlflow.post(
                                "runs/update",
                                run + ",\"status\":\"FINISHED\",\"end_time\":176400000@n,\"run_name\":\"name @n\"")
                        .touching(experimentRow),
                mlflow.post("runs/delete", doomedRun)
                        .touching("experiment/" + doomed.key())
                        .undoneBy("POST", root + "/runs/restore", "{" + doomedRun + "}"),
                mlflow.post("runs/restore", doomedRun)
                        .touching("experiment/" + doomed.key())
                        .undoneBy("POST", root + "/runs/delete", "{" + doomedRun + "}"),
                mlflow.post(
                        "runs/search",
                        "\"experiment_ids\":[\"" + model.number()
                                + "\"],\"run_view_type\":\"ALL\",\"filter\":\"metrics.loss < 1 or tag = 'x'\",\"order_by\":[\"metrics.loss DESC\"],\"max_results\":3"),
                mlflow.post("runs/log-parameter", run + ",\"key\":\"p@n\",\"value\":\"0.5\"")
                        .touching(experimentRow),
                mlflow.post(
                                "runs/log-metric",
                                run + ",\"key\":\"acc\",\"value\":0.5,\"timestamp\":1764000000000,\"step\":@n")
                        .touching(model.experimentParts()),
                mlflow.post(
                                "runs/log-batch",
                                "\"run_id\":\"" + model.runId()
                                        + "\",\"metrics\":[{\"key\":\"acc\",\"value\":\"NaN\",\"timestamp\":1764000000000,\"step\":@n},{\"key\":\"new @n\",\"value\":-0.0,\"timestamp\":1,\"step\":9007199254740993,\"run_id\":\"x\"}],\"params\":[{\"key\":\"q@n\",\"value\":\"True\"}],\"tags\":[{\"key\":\"t\",\"value\":\"@n\"}]")
                        .touching(model.experimentParts()),
                mlflow.post("runs/set-tag", run + ",\"key\":\"k\",\"value\":\"@n\"")
                        .touching(experimentRow),
                mlflow.post("runs/delete-tag", run + ",\"key\":\"gone\"")
                        .touching(experimentRow)
                        .undoneBy("POST", root + "/runs/set-tag", "{" + run + ",\"key\":\"gone\",\"value\":\"\"}"),
                mlflow.get("metrics/get-history", runQuery + "&metric_key=loss&max_results=25000"),
                mlflow.post("logged-models/search", "\"experiment_ids\":[\"" + model.number() + "\"],\"filter\":\"\""),
                mlflow.get("artifacts/list", runQuery + "&path=notes"),
                Target.of(Words.MLFLOW, "GET", artifacts, artifacts + "?path=" + ofRun + "/notes"),
                Target.of(Words.MLFLOW, "PUT", artifacts + "/<path>", artifacts + "/" + ofRun + "/plots/b.txt")
                        .content("text/plain", "some text @n")
                        .touching(model.fileParts()),
                Target.of(Words.MLFLOW, "GET", artifacts + "/<path>", artifacts + "/" + ofRun + "/notes/kept.txt"),
                Target.of(Words.MLFLOW, "DELETE", artifacts + "/<path>", artifacts + "/" + ofRun + "/gone.txt")
                        .touching(model.fileParts())
                        .undoneBy("PUT", artifacts + "/" + ofRun + "/gone.txt", ""));
    }

    private record Mlflow(String root) {

        Target get(String route, String query) {
            return Target.of(Words.MLFLOW, "GET", root + "/" + route, root + "/" + route + "?" + query);
        }

        Target post(String route, String fields) {
            return Target.of(Words.MLFLOW, "POST", root + "/" + route, root + "/" + route)
                    .json("{" + fields + "}");
        }
    }

    @Override
    public void close() {
        wire.close();
        digest.close();
    }
}
