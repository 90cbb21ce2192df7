package dev.assay.http;

import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import io.javalin.config.JavalinConfig;
import io.javalin.config.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// The `PromptPost`s by their routes. They take the plainest requests alone, and those of callers that are known
/// without
/// asking; each path has a route of Javalin's as well, which takes every other request and says what is wrong with it.
public final class PromptPosts extends Handler.Wrapper {

    /// Of JSON: a thread that many share is not to be kept busy for longer than such a body takes.
    static final int BODY_BYTES_MAX = 256 * 1024;

    /// Of all bodies together that have begun to arrive and were not handled yet.
    private static final int ARRIVING_BYTES_MAX = 128 * 1024 * 1024;

    private static final Key<List<PromptRoute>> ROUTES = new Key<>("dev.assay.http.promptRoutes");
    private static final String JSON = "application/json";
    private static final String ADMITTED = "dev.assay.http.admitted";

    private static final List<String> UNUSUAL_HEADERS =
            List.of("Content-Encoding", "Transfer-Encoding", "Expect", "X-HTTP-Method-Override");

    /// @param pathPart what the path has in its variable place, empty where there is none
    /// @param length of the body, as the request has it
    record Admitted(PromptPost post, Caller caller, String pathPart, int length) {}

    private final Map<String, PromptRoute> fixed = new HashMap<>();
    private final List<PromptRoute> variable;
    private final AtomicInteger arrivingBytes = new AtomicInteger();
    private final HttpSettings settings;
    private final Callers callers;
    private final Failures failures;

    /// Serves what was added to `config`.
    PromptPosts(JavalinConfig config, HttpSettings settings, Callers callers, Failures failures) {
        List<PromptRoute> routes = routes(config);
        routes.stream().filter(PromptRoute::isFixed).forEach(route -> fixed.put(route.path(), route));
        this.variable = routes.stream().filter(route -> !route.isFixed()).toList();
        this.settings = settings;
        this.callers = callers;
        this.failures = failures;
    }

    /// For JSON, and a path that has a route of Javalin's too.
    public static void add(JavalinConfig config, String path, PromptPost post) {
        add(config, new PromptRoute(path, JSON, BODY_BYTES_MAX, List.of(), post));
    }

    /// For a path that has a route of Javalin's too.
    public static void add(JavalinConfig config, PromptRoute route) {
        routes(config).add(route);
    }

    /// They are kept where Javalin keeps what belongs to a server, which it shows only to handlers by itself.
    private static List<PromptRoute> routes(JavalinConfig config) {
        config.unsafe.appDataManager.registerIfAbsent(ROUTES, new ArrayList<>());
        return config.unsafe.appDataManager.get(ROUTES);
    }

    /// Whether the request will be handled here, without waiting for anything.
    boolean admit(Request request) {
        String path = Reception.path(request);
        PromptRoute route = find(path);
        if (route == null || !isPlain(request, route)) {
            return false;
        }
        long length = request.getLength();
        if (length < 1 || length > bodyBytesMax(route)) {
            return false;
        }
        Optional<Caller> caller = callers.recall(request.getHeaders());
        caller.ifPresent(known -> {
            request.setAttribute(ADMITTED, new Admitted(route.post(), known, route.variablePart(path), (int) length));
            Measured.route(request, route.path());
        });
        return caller.isPresent();
    }

    private @Nullable PromptRoute find(String path) {
        PromptRoute found = fixed.get(path);
        for (int i = 0; i < variable.size() && found == null; i++) {
            found = variable.get(i).matches(path) ? variable.get(i) : null;
        }
        return found;
    }

    private int bodyBytesMax(PromptRoute route) {
        return route.contentType().equals(JSON)
                ? Math.min(route.bodyBytesMax(), settings.jsonBytesMax())
                : route.bodyBytesMax();
    }

    private static boolean isPlain(Request request, PromptRoute route) {
        HttpFields headers = request.getHeaders();
        return HttpMethod.POST.is(request.getMethod())
                && request.getHttpURI().getQuery() == null
                && route.contentType().equals(headers.get(HttpHeader.CONTENT_TYPE))
                && UNUSUAL_HEADERS.stream().noneMatch(headers::contains)
                && route.unusualHeaders().stream().noneMatch(headers::contains);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!(request.getAttribute(ADMITTED) instanceof Admitted admitted)) {
            return super.handle(request, response, callback);
        }
        int length = admitted.length();
        PromptCall call = new PromptCall(
                request, response, callback, failures, settings, admitted, () -> arrivingBytes.addAndGet(-length));
        if (arrivingBytes.addAndGet(length) <= ARRIVING_BYTES_MAX) {
            call.receive();
        } else {
            arrivingBytes.addAndGet(-length);
            call.fail(Faults.busy("too many bodies arrive"));
        }
        return true;
    }
}
