package dev.assay.wire.foundry;

import dev.assay.app.Store;
import dev.assay.http.Dialect;
import dev.assay.wire.json.ErrorJson;
import io.javalin.config.JavalinConfig;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;

/// The door of this room: the routes of Foundry's Models API v2 that are served, and how it says that something failed.
public final class FoundryRoutes {

    private static final List<String> PATH_PREFIXES = List.of("/api/v2/", "/multipass/");

    private static final String MODELS = "/api/v2/models";
    private static final String MODEL = MODELS + "/{modelRid}";

    private FoundryRoutes() {}

    /// With integers as JSON numbers where every reader keeps them.
    public static Dialect add(JavalinConfig config, Store store) {
        return add(config, store, false);
    }

    /// Adds all of them.
    ///
    /// @param longsAsTexts whether integers of 64 bits are texts, whatever their size
    public static Dialect add(JavalinConfig config, Store store, boolean longsAsTexts) {
        config.appData(Requests.LONGS_AS_TEXTS, longsAsTexts);
        Unserved.add(config);
        addModels(config.routes, new ModelCalls(store.models()), new VersionCalls(store.versions()));
        String experiment = MODEL + "/experiments/{experimentRid}";
        config.routes.get(experiment, new GetExperiment(store.reads()));
        config.routes.get(experiment + "/series/{name}/json", new GetSeriesJson(store.seriesOfExperiment()));
        config.routes.get(experiment + "/series/{name}/parquet", new GetSeriesParquet(store.seriesOfExperiment()));
        config.routes.get(experiment + "/artifactTables/{name}/json", new GetTableJson(store.tableReads()));
        config.routes.get(experiment + "/artifactTables/{name}/parquet", new GetTableParquet(store.tableReads()));
        config.routes.post(MODEL + "/experiments/search", new SearchExperiments(store.searches()));
        return new Dialect(PATH_PREFIXES, ErrorJson::status, ErrorJson::write);
    }

    private static void addModels(JavalinDefaultRoutingApi routes, ModelCalls models, VersionCalls versions) {
        routes.post(MODELS, models::create);
        routes.get(MODEL, models::get);
        routes.post(MODEL + "/promoteVersion", versions::promote);
        routes.post(MODEL + "/versions", versions::create);
        routes.get(MODEL + "/versions", versions::list);
        routes.get(MODEL + "/versions/{modelVersionRid}", versions::get);
    }
}
