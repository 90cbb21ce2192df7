package dev.assay.wire.foundry;

import dev.assay.app.Store;
import dev.assay.http.Dialect;
import dev.assay.wire.json.ErrorJson;
import io.javalin.config.JavalinConfig;
import java.util.List;

/// The door of this room: the routes of Foundry's Models API v2 that are served, and how it says that something failed.
public final class FoundryRoutes {

    private static final List<String> PATH_PREFIXES = List.of("/api/v2/", "/multipass/");

    private FoundryRoutes() {}

    public static Dialect add(JavalinConfig config, Store store) {
        config.routes.get("/api/v2/models/{modelRid}", new GetModel(store.models()));
        config.routes.get("/api/v2/models/{modelRid}/experiments/{experimentRid}", new GetExperiment(store.reads()));
        String series = "/api/v2/models/{modelRid}/experiments/{experimentRid}/series/{name}";
        config.routes.get(series + "/json", new GetSeriesJson(store.seriesOfExperiment()));
        config.routes.get(series + "/parquet", new GetSeriesParquet(store.seriesOfExperiment()));
        String tables = "/api/v2/models/{modelRid}/experiments/{experimentRid}/artifactTables/{name}";
        config.routes.get(tables + "/json", new GetTableJson(store.tableReads()));
        config.routes.get(tables + "/parquet", new GetTableParquet(store.tableReads()));
        config.routes.post("/api/v2/models/{modelRid}/experiments/search", new SearchExperiments(store.searches()));
        return new Dialect(PATH_PREFIXES, ErrorJson::status, ErrorJson::write);
    }
}
