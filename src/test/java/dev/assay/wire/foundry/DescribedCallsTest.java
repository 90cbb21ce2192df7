package dev.assay.wire.foundry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Scope;
import dev.assay.json.JsonTree;
import dev.assay.wire.assay.Described;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every call of this API in the description of all that is served, against a real answer to it. The server's client
/// holds each to what is described.
class DescribedCallsTest {

    private static final String MODELS = "/api/v2/models";

    @TempDir
    private Path folder;

    @Test
    void areAnsweredAsTheDescriptionSays() {
        try (FoundryServer server = FoundryServer.open(folder)) {
            KnownExperiments.addTo(server.testStore());
            String token = server.token(Scope.MODELS_READ, Scope.MODELS_WRITE);
            callModels(server, token);
            callExperiments(server, token);
            assertThat(server.succeeded()).isEqualTo(Described.below("/api/v2/"));
        }
    }

    private static void callModels(FoundryServer server, String token) {
        String folderRid = "ri.compass.main.folder.f";
        String model = MODELS + "/"
                + rid(server.post(
                        MODELS + "?preview=true",
                        token,
                        "{\"name\": \"m\", \"parentFolderRid\": \"" + folderRid + "\"}"));
        get(server, token, model);
        String version = rid(server.post(model + "/versions?preview=true", token, """
                {"modelFiles": {"type": "dill", "serializedModelFunction": "gASVAAAA"},
                 "backingRepositories": ["ri.stemma.main.repository.r"], "condaRequirements": ["numpy=2.1"],
                 "modelApi": {
                   "inputs": [{"type": "tabular", "name": "rows", "format": "PANDAS", "columns": [
                     {"name": "x", "required": true, "dataType": {"type": "map", "keyType": {"type": "string"},
                      "valueType": {"type": "array", "itemType": {"type": "double"}}}}]}],
                   "outputs": [{"type": "parameter", "name": "y", "dataType": {"type": "any"}},
                     {"type": "unsupported", "unsupportedType": "z", "params": {"a": "b"}}]}}"""));
        get(server, token, model + "/versions/" + version);
        String promotion = "{\"sourceModelVersionRid\": \"" + version + "\", \"branch\": \"release\"}";
        get(
                server,
                token,
                model + "/versions/" + rid(server.post(model + "/promoteVersion?preview=true", token, promotion)));
        get(server, token, model + "/versions");
    }

    private static void callExperiments(FoundryServer server, String token) {
        String model = MODELS + "/" + KnownExperiments.MODEL.rid();
        String seed = model + "/experiments/" + KnownExperiments.SEED.rid();
        get(server, token, seed);
        get(server, token, model + "/experiments/ri.models.main.experiment.everything");
        server.post(model + "/experiments/search?preview=true", token, """
                {"orderBy": {"field": "CREATED_TIME", "direction": "DESC"}, "pageSize": 100, "where":
                 {"type": "or", "filters": [{"type": "eq", "field": "STATUS", "value": "RUNNING"},
                   {"type": "not", "value": {"type": "seriesFilter", "seriesName": "loss", "field": "LENGTH",
                    "operator": "GT", "value": "9007199254740993"}}]}}""");
        get(server, token, seed + "/series/loss/json");
        get(server, token, seed + "/series/loss/parquet");
        get(server, token, seed + "/artifactTables/predictions_table/json");
        get(server, token, seed + "/artifactTables/predictions_table/parquet");
    }

    private static void get(FoundryServer server, String token, String path) {
        server.ask("GET " + path + "?preview=true HTTP/1.1\nAuthorization: Bearer " + token);
    }

    private static String rid(FoundryServer.Answer answer) {
        return (String) JsonTree.readObject(answer.body()).getOrDefault("rid", "");
    }
}
