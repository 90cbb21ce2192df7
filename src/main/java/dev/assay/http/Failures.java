package dev.assay.http;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.json.Json;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/// Answers every failure in the words of the API that was called, those that no handler of it ever saw included.
/// Javalin keeps one handler per exception for the whole server, so the choice is made here, by path.
final class Failures {

    static final Logger LOG = LoggerFactory.getLogger("dev.assay.http");

    private static final String STREAMS = "dev.assay.streams";

    /// One failure, worded. The headers are those that the failure itself asks for.
    record Words(int status, Map<String, String> headers, String body) {}

    private record Prefixed(String prefix, Dialect dialect) {}

    private final List<Prefixed> longestFirst;

    Failures(List<Dialect> dialects) {
        this.longestFirst = dialects.stream()
                .flatMap(dialect -> dialect.pathPrefixes().stream().map(prefix -> new Prefixed(prefix, dialect)))
                .sorted(Comparator.comparingInt(prefixed -> -prefixed.prefix().length()))
                .toList();
        if (longestFirst.isEmpty() || !longestFirst.getLast().prefix().equals("/")) {
            throw new IllegalStateException("BUG: no dialect has the prefix /");
        }
    }

    void add(JavalinConfig config) {
        config.http.prefer405over404 = true;
        config.routes.exception(Exception.class, this::answer);
        config.routes.exception(HttpResponseException.class, this::answer);
        // Javalin shows errors to no exception handler, and where it shows them there is no path.
        config.router.handlerWrapper(endpoint -> context -> {
            try {
                endpoint.handler.handle(context);
            } catch (Error e) {
                throw new HandlerError(e);
            }
        });
    }

    /// From here on a failure cannot be worded any more.
    static void streams(Context context) {
        context.attribute(STREAMS, true);
    }

    private void answer(Exception failure, Context context) {
        if (isAborted(failure)) {
            LOG.debug("the client went away", failure);
            abort(context);
        } else if (failure instanceof MethodNotAllowedResponse refused) {
            answerMethod(refused, context);
        } else {
            answerFault(fault(failure, context), Map.of(), context);
        }
    }

    private static Fault fault(Exception failure, Context context) {
        return switch (failure) {
            case Fault fault -> fault;
            case EndpointNotFound _ -> Faults.noSuchRoute(context.path());
            case HttpResponseException response
            when response.getStatus() < 500 ->
                fault(response.getStatus(), context.path(), String.valueOf(response.getMessage()));
            case HandlerError error -> Faults.internal(error.error());
            default -> fault(failure, context.path());
        };
    }

    /// What Jetty throws while it reads a request is the client's mistake.
    private static Fault fault(Throwable failure, String path) {
        return failure instanceof HttpException http && http.getCode() < 500
                ? fault(http.getCode(), path, String.valueOf(http.getReason()))
                : Faults.internal(failure);
    }

    /// Jetty's and Javalin's own refusals, which come as a status. What they call a server's error but is a request
    /// that we do not do (an unknown transfer encoding, another HTTP version) is a malformed request here.
    static Fault fault(int status, String path, String reason) {
        return switch (status) {
            case 404 -> Faults.noSuchRoute(path);
            case 408 -> Faults.malformedRequest("it did not arrive in time");
            case 413 -> Faults.tooLarge("the body", HttpSettings.JSON_BYTES_MAX);
            case 414 -> Faults.tooLarge("the request line", HttpSettings.HEADER_BYTES_MAX);
            case 431 -> Faults.headersTooLarge();
            case 503 -> Faults.stopping();
            default ->
                status < 500 || status == 501 || status == 505
                        ? Faults.malformedRequest(reason)
                        : Faults.internal(new IllegalStateException(status + ": " + reason));
        };
    }

    /// `OPTIONS` is answered for every route, with what `Allow` would say of it.
    private void answerMethod(MethodNotAllowedResponse refused, Context context) {
        TreeSet<String> allowed = new TreeSet<>(List.of("OPTIONS"));
        refused.getDetails().values().forEach(methods -> allowed.addAll(List.of(methods.split(", "))));
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        String allow = String.join(", ", allowed);
        if (context.method().equals(HandlerType.OPTIONS)) {
            context.status(204).header("Allow", allow);
        } else {
            Fault fault = Faults.methodNotAllowed(context.method().name(), context.path());
            answerFault(fault, Map.of("Allow", allow), context);
        }
    }

    private void answerFault(Fault fault, Map<String, String> headers, Context context) {
        HttpServletResponse response = context.res();
        if (response.isCommitted()
                || context.attribute(STREAMS) != null
                || response.getHeader("Content-Encoding") != null) {
            LOG.error(
                    "an answer to {} {} broke off, request={}",
                    context.method(),
                    context.path(),
                    RequestIds.of(context),
                    fault);
            abort(context);
            return;
        }
        String requestId = RequestIds.of(context);
        Words words = word(fault, context.method().name(), context.path(), requestId);
        response.reset();
        Reception.headers(requestId).forEach(response::setHeader);
        words.headers().forEach(response::setHeader);
        headers.forEach(response::setHeader);
        response.setStatus(words.status());
        send(words.body().getBytes(StandardCharsets.UTF_8), context);
    }

    /// Answers at once, and only then reads on: a client that is still sending may look for an answer now or at its
    /// end.
    private static void send(byte[] body, Context context) {
        HttpServletResponse response = context.res();
        response.setContentType("application/json");
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
            response.flushBuffer();
        } catch (IOException e) {
            LOG.debug("the client went away", e);
            return;
        }
        Bodies.drain(context.req());
    }

    /// Jetty's own way to abort would still end the body properly.
    private static void abort(Context context) {
        connection(context.req()).close();
    }

    static EndPoint connection(HttpServletRequest request) {
        return ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
    }

    /// Words a fault for `path` and logs it.
    Words word(Fault fault, String method, String path, String requestId) {
        UUID instance = UUID.randomUUID();
        log(fault, method, path, instance, requestId);
        Dialect dialect = dialect(path);
        try {
            return new Words(dialect.status().applyAsInt(fault), headers(fault), body(dialect, fault, instance));
        } catch (RuntimeException e) {
            LOG.error("a dialect could not word {}, instance {}", fault.name(), instance, e);
            String body = "{\"errorName\":\"Internal\",\"errorInstanceId\":\"" + instance + "\"}";
            return new Words(500, Map.of(), body);
        }
    }

    private Dialect dialect(String path) {
        return longestFirst.stream()
                .filter(prefixed -> path.startsWith(prefixed.prefix()))
                .findFirst()
                .orElseGet(longestFirst::getLast)
                .dialect();
    }

    private static String body(Dialect dialect, Fault fault, UUID instance) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(out)) {
            dialect.body().write(fault, instance, json);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(Fault fault) {
        return switch (fault.kind()) {
            case BUSY, UNAVAILABLE -> Map.of("Retry-After", "1");
            case RANGE_NOT_SATISFIABLE ->
                Map.of("Content-Range", "bytes */" + fault.args().get("sizeBytes"));
            case UNAUTHENTICATED ->
                Map.of("WWW-Authenticate", fault.name().equals(Faults.INVALID_CLIENT) ? "Basic" : "Bearer");
            case INVALID,
                    FORBIDDEN,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    CONFLICT,
                    TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    MISDIRECTED,
                    HEADERS_TOO_LARGE,
                    INTERNAL -> Map.of();
        };
    }

    private static void log(Fault fault, String method, String path, UUID instance, String requestId) {
        if (fault.kind() == Fault.Kind.UNAVAILABLE) {
            // Whatever does not work is asked for again and again.
            LOG.error(
                    "{} {} {} instance={} request={}: {}",
                    fault.name(),
                    method,
                    path,
                    instance,
                    requestId,
                    String.valueOf(fault.getCause()));
        } else if (fault.kind().isOurs()) {
            LOG.error("{} {} {} instance={} request={}", fault.name(), method, path, instance, requestId, fault);
        } else {
            LOG.info("{} {} {} instance={} request={}", fault.name(), method, path, instance, requestId);
        }
    }

    /// The client broke the connection while we were writing.
    private static boolean isAborted(Throwable failure) {
        return causes(failure).anyMatch(EofException.class::isInstance);
    }

    static boolean isTimeout(Throwable failure) {
        return causes(failure).anyMatch(TimeoutException.class::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /// Carries an `Error` through Javalin's exception handlers.
    private static final class HandlerError extends RuntimeException {

        private final transient Error error;

        HandlerError(Error error) {
            super(error);
            this.error = error;
        }

        Error error() {
            return error;
        }
    }
}
