package dev.assay.http;

import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import io.javalin.config.JavalinConfig;
import io.javalin.config.Key;
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

/// The `PromptPost`s by their paths. They take the plainest requests alone, and those of callers that are known without
/// asking; each path has a route of Javalin's as well, which takes every other request and says what is wrong with it.
public final class PromptPosts extends Handler.Wrapper {

    /// A thread that many share is not to be kept busy for longer than such a body takes.
    static final int BODY_BYTES_MAX = 256 * 1024;

    /// Of all bodies together that have begun to arrive and were not handled yet.
    private static final int ARRIVING_BYTES_MAX = 128 * 1024 * 1024;

    private static final Key<Map<String, PromptPost>> POSTS = new Key<>("dev.assay.http.promptPosts");
    private static final String ADMITTED = "dev.assay.http.admitted";

    private static final List<String> UNUSUAL_HEADERS =
            List.of("Content-Encoding", "Transfer-Encoding", "Expect", "X-HTTP-Method-Override");

    /// @param length of the body, as the request has it
    record Admitted(PromptPost post, Caller caller, int length) {}

    private final Map<String, PromptPost> posts;
    private final AtomicInteger arrivingBytes = new AtomicInteger();
    private final HttpSettings settings;
    private final Callers callers;
    private final Failures failures;

    /// Serves what was added to `config`.
    PromptPosts(JavalinConfig config, HttpSettings settings, Callers callers, Failures failures) {
        this.posts = Map.copyOf(posts(config));
        this.settings = settings;
        this.callers = callers;
        this.failures = failures;
    }

    /// For a path that has a route of Javalin's too.
    public static void add(JavalinConfig config, String path, PromptPost post) {
        posts(config).put(path, post);
    }

    /// They are kept where Javalin keeps what belongs to a server, which it shows only to handlers by itself.
    private static Map<String, PromptPost> posts(JavalinConfig config) {
        config.unsafe.appDataManager.registerIfAbsent(POSTS, new HashMap<>());
        return config.unsafe.appDataManager.get(POSTS);
    }

    /// Whether the request will be handled here, without waiting for anything.
    boolean admit(Request request) {
        PromptPost post = posts.get(Reception.path(request));
        if (post == null || !isPlain(request)) {
            return false;
        }
        long length = request.getLength();
        if (length < 1 || length > Math.min(BODY_BYTES_MAX, settings.jsonBytesMax())) {
            return false;
        }
        Optional<Caller> caller = callers.recall(request.getHeaders());
        caller.ifPresent(known -> {
            request.setAttribute(ADMITTED, new Admitted(post, known, (int) length));
            Measured.route(request, Reception.path(request));
        });
        return caller.isPresent();
    }

    private static boolean isPlain(Request request) {
        HttpFields headers = request.getHeaders();
        return HttpMethod.POST.is(request.getMethod())
                && request.getHttpURI().getQuery() == null
                && "application/json".equals(headers.get(HttpHeader.CONTENT_TYPE))
                && UNUSUAL_HEADERS.stream().noneMatch(headers::contains);
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
