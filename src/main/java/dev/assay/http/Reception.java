package dev.assay.http;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.http.Failures.Words;
import io.javalin.http.Context;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The first to see a request that Jetty could read: gives it an id, and refuses what no route should see.
final class Reception extends Handler.Wrapper {

    private static final Map<String, String> DEFAULTS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Vary", "Accept-Encoding",
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer");

    private static final List<HttpField> DEFAULT_FIELDS = DEFAULTS.entrySet().stream()
            .<HttpField>map(header -> new PreEncodedHttpField(header.getKey(), header.getValue()))
            .toList();

    private static final String HEAD = "dev.assay.head";
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    private final HttpSettings settings;
    private final Hosts hosts;
    private final Failures failures;
    private final PromptPosts promptPosts;
    private final PromptGets promptGets;

    Reception(HttpSettings settings, Failures failures, PromptPosts promptPosts, PromptGets promptGets) {
        this.settings = settings;
        this.hosts = Hosts.of(settings);
        this.failures = failures;
        this.promptPosts = promptPosts;
        this.promptGets = promptGets;
    }

    /// What every answer carries unless its handler says otherwise.
    static Map<String, String> headers(String requestId) {
        Map<String, String> headers = new HashMap<>(DEFAULTS);
        headers.put(RequestIds.HEADER, requestId);
        return headers;
    }

    /// It is called in the thread that waits for requests, and hands all that may wait to another.
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String requestId = RequestIds.choose(request.getHeaders().get(RequestIds.HEADER));
        DEFAULT_FIELDS.forEach(response.getHeaders()::add);
        response.getHeaders().put(RequestIds.HEADER, requestId);
        try {
            requireSane(request);
        } catch (Fault fault) {
            refuse(fault, request, response, callback);
            return true;
        }
        Request readable = readable(request);
        if (promptPosts.admit(readable) || promptGets.admit(readable)) {
            return super.handle(readable, response, callback);
        }
        request.getContext().execute(() -> handOver(readable, response, callback));
        return true;
    }

    private void handOver(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception | Error failure) {
            Response.writeError(request, response, callback, failure);
        }
    }

    private void requireSane(Request request) {
        requireSizes(request);
        RawTarget.require(path(request), request.getHttpURI().getQuery());
        String host = Request.getServerName(request);
        if (host == null || !hosts.serves(host, localAddress(request))) {
            throw Faults.hostNotServed(String.valueOf(host));
        }
    }

    private void requireSizes(Request request) {
        String query = request.getHttpURI().getQuery();
        if (query != null && query.length() > settings.queryCharsMax()) {
            throw Faults.tooLarge("the query", settings.queryCharsMax());
        }
        if (path(request).length() > settings.headerBytesMax()) {
            throw Faults.tooLarge("the path", settings.headerBytesMax());
        }
        long headers = 0;
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            headers += field.getName().length() + 4L + (value == null ? 0 : value.length());
        }
        if (headers > settings.headerBytesMax()) {
            throw Faults.headersTooLarge();
        }
    }

    /// `HEAD` is `GET` without the body, which Jetty leaves out by itself.
    private static Request readable(Request request) {
        Request own = request.getHeaders().contains(METHOD_OVERRIDE) ? new OwnMethodRequest(request) : request;
        if (!HttpMethod.HEAD.is(request.getMethod())) {
            return own;
        }
        request.setAttribute(HEAD, Head.ROUTED_AS_GET);
        return new HeadRequest(own);
    }

    /// Whether the client wants no body, for whoever would take long to make it. If so, none need be written: from here
    /// on Jetty sees the method as it came.
    static boolean endsHead(Context context) {
        if (context.attribute(HEAD) == null) {
            return false;
        }
        context.attribute(HEAD, Head.ANSWERED);
        return true;
    }

    private static String localAddress(Request request) {
        SocketAddress address = request.getConnectionMetaData().getLocalSocketAddress();
        return address instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress().getHostAddress()
                : "";
    }

    static String path(Request request) {
        String path = request.getHttpURI().getPath();
        return path == null ? "/" : path;
    }

    private void refuse(Fault fault, Request request, Response response, Callback callback) {
        String requestId = String.valueOf(response.getHeaders().get(RequestIds.HEADER));
        Words words = failures.word(fault, request.getMethod(), path(request), requestId);
        send(words, response, callback);
    }

    static void send(Words words, Response response, Callback callback) {
        byte[] body = words.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(words.status());
        words.headers().forEach(response.getHeaders()::put);
        response.getHeaders().put("Content-Type", "application/json");
        response.getHeaders().put("Content-Length", body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /// Javalin takes the method from this header where it is there: a `GET` would delete.
    private static final class OwnMethodRequest extends Request.Wrapper {

        OwnMethodRequest(Request request) {
            super(request);
        }

        @Override
        public HttpFields getHeaders() {
            return HttpFields.build(super.getHeaders()).remove(METHOD_OVERRIDE);
        }
    }

    private enum Head {
        ROUTED_AS_GET,
        ANSWERED
    }

    private static final class HeadRequest extends Request.Wrapper {

        HeadRequest(Request request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return getAttribute(HEAD) == Head.ANSWERED ? HttpMethod.HEAD.asString() : HttpMethod.GET.asString();
        }
    }
}
