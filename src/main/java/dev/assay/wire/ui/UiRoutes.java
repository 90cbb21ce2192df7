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
        addSessions(config.routes, new SessionCalls(store.pageSessions(), version));
    }

    private static void addSessions(JavalinDefaultRoutingApi routes, SessionCalls sessions) {
        routes.post(API + "/session", sessions::open, Admission.PUBLIC);
        routes.get(API + "/session", sessions::get);
        routes.delete(API + "/session", sessions::close, Admission.PUBLIC);
        routes.post(API + "/sign-in-codes", sessions::mintCode);
    }
}
