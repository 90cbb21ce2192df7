package dev.assay.wire.assay;

import dev.assay.app.Store;
import dev.assay.columnar.ColumnarFormat;
import dev.assay.http.Admission;
import dev.assay.http.Dialect;
import dev.assay.http.PromptPosts;
import dev.assay.http.PromptRoute;
import dev.assay.wire.json.ErrorJson;
import io.javalin.config.JavalinConfig;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;

/// The door of this room: the routes of our own API, the few that belong to no API, and how it says that something
/// failed. What no other dialect claims is worded here too.
public final class AssayRoutes {

    private static final String V1 = "/api/assay/v1";

    /// Of a body in Arrow's streaming format, unless it is set otherwise.
    public static final long ARROW_BYTES_MAX = 64 << 20;

    /// Some 18,000 points, which take a millisecond to be read and encoded.
    private static final int PROMPT_ARROW_BYTES_MAX = 512 * 1024;

    /// It has `/`, so it is the dialect of every path that is nobody else's.
    private static final List<String> PATH_PREFIXES = List.of("/", "/api/assay/");

    private AssayRoutes() {}

    /// Adds all of them.
    ///
    /// @param version the program's own, for `/version`
    /// @param metricsPublic whether the metrics need no token
    /// @param arrowBytesMax of a body of points in Arrow's streaming format
    public static Dialect add(
            JavalinConfig config, Store store, String version, boolean metricsPublic, long arrowBytesMax) {
        addService(config.routes, new Service(store, version), metricsPublic);
        addModels(config.routes, new ModelCalls(store.models()));
        addExperiments(config.routes, store);
        addLog(config, new Log(store.experiments(), store.clock(), arrowBytesMax), arrowBytesMax);
        addFiles(config.routes, store);
        addVersions(config.routes, new VersionCalls(store.versions()));
        addNotes(config.routes, new NoteCalls(store.notes()));
        addViews(config.routes, new ViewCalls(store.savedViews()));
        addMany(config.routes, store);
        addTokens(config.routes, new TokenCalls(store.tokens()));
        addClients(config.routes, new ClientCalls(store.clients()));
        addPurge(config.routes, new PurgeCalls(store.purges()));
        return new Dialect(PATH_PREFIXES, ErrorJson::status, ErrorJson::write);
    }

    /// With defaults: the metrics need a token.
    public static Dialect add(JavalinConfig config, Store store, String version) {
        return add(config, store, version, false, ARROW_BYTES_MAX);
    }

    private static void addService(JavalinDefaultRoutingApi routes, Service service, boolean metricsPublic) {
        routes.get("/health", service::health, Admission.PUBLIC);
        routes.get("/version", service::version, Admission.PUBLIC);
        routes.get(V1 + "/openapi.json", service::openApi, Admission.PUBLIC);
        if (metricsPublic) {
            routes.get("/metrics", service::metrics, Admission.PUBLIC);
        } else {
            routes.get("/metrics", service::metricsToReaders);
        }
    }

    private static void addModels(JavalinDefaultRoutingApi routes, ModelCalls models) {
        routes.post(V1 + "/models", models::create);
        routes.get(V1 + "/models", models::list);
        routes.get(V1 + "/models/{modelRid}", models::get);
        routes.patch(V1 + "/models/{modelRid}", models::change);
        routes.delete(V1 + "/models/{modelRid}", models::delete);
        routes.post(V1 + "/models/{modelRid}/restore", models::restore);
    }

    private static void addExperiments(JavalinDefaultRoutingApi routes, Store store) {
        ExperimentCalls experiments = new ExperimentCalls(store.experiments(), store.reads());
        routes.post(V1 + "/models/{modelRid}/experiments", experiments::create);
        routes.post(V1 + "/models/{modelRid}/experiments/search", new SearchExperiments(store.searches()));
        routes.get(V1 + "/experiments/{experimentRid}", experiments::get);
        routes.post(V1 + "/experiments/{experimentRid}/finish", experiments::finish);
        routes.put(V1 + "/experiments/{experimentRid}/linkedModelVersion", experiments::link);
        routes.delete(V1 + "/experiments/{experimentRid}/tags/{key}", experiments::deleteTag);
        routes.delete(V1 + "/experiments/{experimentRid}", experiments::delete);
        routes.post(V1 + "/experiments/{experimentRid}/restore", experiments::restore);
        routes.put(V1 + "/experiments/{experimentRid}/tables/{name}", new PutTable(store.tables()));
        routes.get(V1 + "/experiments/{experimentRid}/points", new GetPoints(store.reads()));
    }

    private static void addLog(JavalinConfig config, Log log, long arrowBytesMax) {
        String path = V1 + "/experiments/{experimentRid}/log";
        config.routes.post(path, log);
        PromptPosts.add(
                config,
                new PromptRoute(
                        path,
                        ColumnarFormat.ARROW.mediaType(),
                        (int) Math.min(PROMPT_ARROW_BYTES_MAX, arrowBytesMax),
                        List.of(Idempotency.HEADER),
                        log::logArrowPromptly));
    }

    private static void addFiles(JavalinDefaultRoutingApi routes, Store store) {
        FileCalls files = new FileCalls(store.files());
        routes.get(V1 + "/experiments/{experimentRid}/files", files::list);
        routes.put(V1 + "/experiments/{experimentRid}/files/<path>", files::put);
        routes.get(V1 + "/experiments/{experimentRid}/files/<path>", files::get);
        routes.delete(V1 + "/experiments/{experimentRid}/files/<path>", files::delete);
        ImageCalls images = new ImageCalls(store.images());
        routes.get(V1 + "/experiments/{experimentRid}/images", images::list);
        routes.put(V1 + "/experiments/{experimentRid}/images/{name}/{step}", images::put);
        routes.get(V1 + "/experiments/{experimentRid}/images/{name}/{step}", images::get);
        routes.delete(V1 + "/experiments/{experimentRid}/images/{name}/{step}", images::delete);
    }

    private static void addVersions(JavalinDefaultRoutingApi routes, VersionCalls versions) {
        routes.get(V1 + "/models/{modelRid}/versions/{modelVersionRid}/files/{name}", versions::getFile);
    }

    private static void addNotes(JavalinDefaultRoutingApi routes, NoteCalls notes) {
        routes.get(V1 + "/experiments/{experimentRid}/note", notes::getOfExperiment);
        routes.put(V1 + "/experiments/{experimentRid}/note", notes::putOfExperiment);
        routes.delete(V1 + "/experiments/{experimentRid}/note", notes::deleteOfExperiment);
        routes.get(V1 + "/models/{modelRid}/note", notes::getOfModel);
        routes.put(V1 + "/models/{modelRid}/note", notes::putOfModel);
        routes.delete(V1 + "/models/{modelRid}/note", notes::deleteOfModel);
    }

    private static void addViews(JavalinDefaultRoutingApi routes, ViewCalls views) {
        routes.get(V1 + "/models/{modelRid}/views", views::list);
        routes.put(V1 + "/models/{modelRid}/views/{name}", views::put);
        routes.delete(V1 + "/models/{modelRid}/views/{name}", views::delete);
    }

    private static void addMany(JavalinDefaultRoutingApi routes, Store store) {
        routes.get(V1 + "/models/{modelRid}/export", new ExportModel(store.exports()));
        routes.get(V1 + "/models/{modelRid}/series", new GetSeries(store.seriesOfModel()));
        routes.post(V1 + "/points", new PostPoints(store.manyReads()));
        routes.post(V1 + "/charts", new PostCharts(store.manyReads()));
    }

    private static void addPurge(JavalinDefaultRoutingApi routes, PurgeCalls purge) {
        routes.get(V1 + "/purge", purge::preview);
        routes.post(V1 + "/purge", purge::purge);
        routes.get(V1 + "/experiments/{experimentRid}/bytes", purge::bytes);
    }

    private static void addClients(JavalinDefaultRoutingApi routes, ClientCalls clients) {
        routes.post(V1 + "/clients", clients::create);
        routes.get(V1 + "/clients", clients::list);
        routes.delete(V1 + "/clients/{clientId}", clients::revoke);
    }

    private static void addTokens(JavalinDefaultRoutingApi routes, TokenCalls tokens) {
        routes.post(V1 + "/tokens", tokens::create);
        routes.get(V1 + "/tokens", tokens::list);
        routes.delete(V1 + "/tokens/{tokenId}", tokens::revoke);
    }
}
