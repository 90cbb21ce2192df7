package dev.assay.http;

import dev.assay.observe.Metrics;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Measures every request that Jetty could read, from here to the last byte of its answer. Whoever finds
/// the route says so in an attribute.
final class Measured extends Handler.Wrapper {

    /// Holds the route's pattern.
    private static final String ROUTE = "dev.assay.route";

    private final Metrics metrics;

    Measured(Metrics metrics) {
        this.metrics = metrics;
    }

    /// Once a route has matched, whatever comes of it.
    static void route(Context context) {
        Endpoint matched = context.endpoints().matchedHttpEndpoint();
        if (matched != null) {
            context.attribute(ROUTE, matched.path);
        }
    }

    /// The pattern of the route that has matched.
    static String routeOf(Context context) {
        String route = context.attribute(ROUTE);
        return route == null ? "" : route;
    }

    /// Of a request that Javalin does not see.
    static void route(Request request, String path) {
        request.setAttribute(ROUTE, path);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        long begun = System.nanoTime();
        Request.addCompletionListener(request, _ -> {
            String route = request.getAttribute(ROUTE) instanceof String found ? found : "";
            metrics.request(request.getMethod(), route, response.getStatus(), System.nanoTime() - begun);
        });
        return super.handle(request, response, callback);
    }
}
