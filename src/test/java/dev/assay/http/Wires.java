package dev.assay.http;

import dev.assay.domain.Fault;
import io.javalin.config.JavalinConfig;
import java.util.List;
import java.util.stream.Stream;

/// Two little wire APIs and a native one, which word failures so that a test sees whose words they are.
final class Wires {

    static final Dialect NATIVE = dialect("native", "/", "/native/");
    static final Dialect ALPHA = dialect("alpha", "/alpha/");
    static final Dialect BETA = dialect("beta", "/alpha/beta/", "/beta/");

    static final List<Dialect> ALL = List.of(BETA, NATIVE, ALPHA);

    /// A prefix and whose it is.
    record Owned(String prefix, String owner) {}

    private Wires() {}

    static Stream<Owned> prefixes() {
        return Stream.of(
                new Owned("/native/", "native"),
                new Owned("/", "native"),
                new Owned("/alpha/", "alpha"),
                new Owned("/alpha/beta/", "beta"),
                new Owned("/beta/", "beta"));
    }

    private static Dialect dialect(String owner, String... prefixes) {
        return new Dialect(List.of(prefixes), Wires::status, (fault, instance, json) -> {
            json.writeStartObject();
            json.writeStringProperty("owner", owner);
            json.writeStringProperty("name", fault.name());
            json.writeStringProperty("instance", instance.toString());
            json.writeStringProperty("text", fault.text());
            json.writeObjectPropertyStart("args");
            fault.args().forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static int status(Fault fault) {
        return switch (fault.kind()) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case NOT_ACCEPTABLE -> 406;
            case RANGE_NOT_SATISFIABLE -> 416;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case MISDIRECTED -> 421;
            case HEADERS_TOO_LARGE -> 431;
            case BUSY -> 429;
            case UNAVAILABLE -> 503;
            case INTERNAL -> 500;
        };
    }

    /// The same routes below every prefix.
    static void addEverywhere(JavalinConfig config, String route, io.javalin.http.Handler handler) {
        prefixes().forEach(owned -> config.routes.post(owned.prefix() + route, handler));
    }
}
