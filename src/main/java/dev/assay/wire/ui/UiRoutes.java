package dev.assay.wire.ui;

import dev.assay.app.Store;
import dev.assay.http.Admission;
import io.javalin.config.JavalinConfig;
import io.javalin.router.JavalinDefaultRoutingApi;

/// The door of this room. It has no dialect: failures are worded as in our own API, whose paths begin with `/`.
public final class UiRoutes {

    private static final String API = "/ui/api";

    private UiRoutes() {}

    /// Adds all of them.
    ///
    /// @param version the program's own, for the page to show
    public static void add(JavalinConfig config, Store store, String version) {
        Shell shell = new Shell();
        config.routes.get("/", shell::page, Admission.PUBLIC);
        config.routes.get(Shell.ASSETS + "{hash}/<path>", shell::asset, Admission.PUBLIC);
        addModels(config.routes, new ModelCalls(store.modelOverviews(), store.manyReads()));
        addTable(config.routes, new TableCalls(store.browsing()), new SelectionCalls(store.selections()));
        EventCalls events = new EventCalls(store.watch());
        config.events.serverStopping(events::close);
        config.routes.get(API + "/events", events::handle);
        AddressCalls addresses = new AddressCalls(store.models(), store.reads());
        config.routes.get(API + "/model-numbers/{number}", addresses::model);
        config.routes.get(API + "/runs/{runId}", addresses::run);
        addSessions(config.routes, new SessionCalls(store.pageSessions(), version));
        addExperiment(config.routes, store);
    }

    private static void addModels(JavalinDefaultRoutingApi routes, ModelCalls models) {
        routes.get(API + "/models", models::list);
        routes.get(API + "/models/{modelRid}", models::get);
        routes.get(API + "/models/{modelRid}/preview", models::preview);
        routes.get(API + "/models/{modelRid}/branches", models::branches);
    }

    private static void addTable(JavalinDefaultRoutingApi routes, TableCalls table, SelectionCalls selection) {
        routes.post(API + "/models/{modelRid}/rows", table::rows);
        routes.get(API + "/models/{modelRid}/columns", table::columns);
        routes.get(API + "/models/{modelRid}/values", table::values);
        routes.post(API + "/models/{modelRid}/groups", table::groups);
        routes.post(API + "/models/{modelRid}/selection", selection::handle);
    }

    private static void addSessions(JavalinDefaultRoutingApi routes, SessionCalls sessions) {
        routes.post(API + "/session", sessions::open, Admission.PUBLIC);
        routes.get(API + "/session", sessions::get, Admission.PUBLIC);
        routes.delete(API + "/session", sessions::close, Admission.PUBLIC);
        routes.post(API + "/sign-in-codes", sessions::mintCode);
    }

    private static void addExperiment(JavalinDefaultRoutingApi routes, Store store) {
        routes.get(API + "/experiments/{experimentRid}", new GetOverview(store.overviews()));
        routes.get(
                API + "/models/{modelRid}/experiments/{experimentRid}/tables/{name}/rows",
                new GetSortedRows(store.tableReads()));
        routes.post(API + "/charts", new PostCharts(store.manyReads()));
        routes.post(API + "/markdown", new PostMarkdown());
    }
}
