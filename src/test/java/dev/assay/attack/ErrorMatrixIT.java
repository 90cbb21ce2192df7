package dev.assay.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.BuiltServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each way in which a request can fail, under each prefix that an API has: over a real socket, from the built jar,
/// always in that API's words.
class ErrorMatrixIT {

    private static final int HEADER_BYTES_MAX = 64 * 1024;
    private static final String NOBODY = "ri.models.main.model.nobody";

    /// @param fault a request that a handler refuses with 404; empty where nothing is served yet
    /// @param served a path of GET; empty likewise
    /// @param posted a path of POST with a JSON body; empty likewise
    private record Prefix(String path, Words words, String fault, String served, String posted) {

        static Prefix unserved(String path, Words words) {
            return new Prefix(path, words, "", "", "");
        }
    }

    private static final List<Prefix> PREFIXES = List.of(
            new Prefix(
                    "/api/v2/",
                    Words.FOUNDRY,
                    "/api/v2/models/" + NOBODY + "?preview=true",
                    "/api/v2/models/" + NOBODY,
                    ""),
            Prefix.unserved("/multipass/", Words.FOUNDRY),
            new Prefix(
                    "/api/2.0/mlflow/",
                    Words.MLFLOW,
                    "/api/2.0/mlflow/experiments/get?experiment_id=99",
                    "/api/2.0/mlflow/experiments/get",
                    "/api/2.0/mlflow/runs/log-batch"),
            Prefix.unserved("/api/3.0/mlflow/", Words.MLFLOW),
            new Prefix(
                    "/ajax-api/",
                    Words.MLFLOW,
                    "/ajax-api/2.0/mlflow/experiments/get?experiment_id=99",
                    "/ajax-api/2.0/mlflow/experiments/get",
                    "/ajax-api/2.0/mlflow/runs/log-batch"),
            Prefix.unserved("/api/2.0/mlflow-artifacts/", Words.MLFLOW),
            new Prefix(
                    "/api/assay/",
                    Words.FOUNDRY,
                    "/api/assay/v1/models/" + NOBODY,
                    "/api/assay/v1/tokens/" + NOBODY,
                    "/api/assay/v1/models"),
            Prefix.unserved("/ui/", Words.FOUNDRY),
            Prefix.unserved("/", Words.FOUNDRY));

    @TempDir
    Path folder;

    private final List<String> mistakes = new ArrayList<>();

    @Test
    void wordsEveryFailureAsItsApiDoes() {
        try (BuiltServer server = BuiltServer.start(folder.resolve("data"));
                Wire wire = new Wire(server.url())) {
            PREFIXES.forEach(prefix -> fail(wire, prefix));
            assertThat(mistakes).isEmpty();
            assertThat(server.errors()).doesNotContain("ERROR", "Exception");
        }
    }

    @Test
    void saysAtTheRootWhatItIsWhoeverAsks() {
        try (BuiltServer server = BuiltServer.start(folder.resolve("data"));
                Wire wire = new Wire(server.url())) {
            Wire.Answer root = wire.send("GET", "/", Map.of(), new byte[0]);
            assertThat(root.status()).isEqualTo(200);
            assertThat(root.headers().get("content-type")).startsWith("text/html");
            assertThat(root.text()).contains("Assay");
        }
    }

    private void fail(Wire wire, Prefix prefix) {
        boolean mlflow = prefix.words() == Words.MLFLOW;
        String noRoute = mlflow ? "ENDPOINT_NOT_FOUND" : "ApiNotFound";
        String unserved = prefix.path() + "no/such/route";
        expect(prefix, "unknown route", 404, noRoute, wire.send("GET", unserved, token(), new byte[0]));
        expect(prefix, "unknown route, no token", 404, noRoute, wire.send("GET", unserved, Map.of(), new byte[0]));
        expect(prefix, "unknown route, large", 404, noRoute, wire.send("POST", unserved, json(), new byte[17 << 20]));
        if (!prefix.fault().isEmpty()) {
            String fault = mlflow ? "RESOURCE_DOES_NOT_EXIST" : "ModelNotFound";
            expect(prefix, "fault", 404, fault, wire.send("GET", prefix.fault(), token(), new byte[0]));
            failTokens(wire, prefix, mlflow);
            String method = mlflow ? "BAD_REQUEST" : "MethodNotAllowed";
            expect(prefix, "method", 405, method, wire.send("PUT", prefix.served(), token(), new byte[0]));
        }
        if (!prefix.posted().isEmpty()) {
            String large = mlflow ? "INVALID_PARAMETER_VALUE" : "RequestTooLarge";
            expect(prefix, "too large", 413, large, wire.send("POST", prefix.posted(), json(), new byte[17 << 20]));
        }
        failBeforeRoutes(wire, prefix, mlflow);
    }

    private void failTokens(Wire wire, Prefix prefix, boolean mlflow) {
        String none = mlflow ? "UNAUTHENTICATED" : "MissingCredentials";
        expect(prefix, "no token", 401, none, wire.send("GET", prefix.fault(), Map.of(), new byte[0]));
        String bad = mlflow ? "UNAUTHENTICATED" : "InvalidCredentials";
        Map<String, String> unknown = Map.of("Authorization", "Bearer " + "x".repeat(40));
        expect(prefix, "unknown token", 401, bad, wire.send("GET", prefix.fault(), unknown, new byte[0]));
    }

    /// What fails before there is a route is worded by the path alone, as far as it could be read.
    private void failBeforeRoutes(Wire wire, Prefix prefix, boolean mlflow) {
        String malformed = mlflow ? "INVALID_PARAMETER_VALUE" : "MalformedRequest";
        for (String end : List.of("%zz", "%", "%00", "%FF", "%C0%AF", "a\u00e9b", "a?b=%zz", "a?b=%FF")) {
            expect(prefix, "malformed " + end, 400, malformed, line(wire, "GET " + prefix.path() + end + " HTTP/1.1"));
        }
        expect(prefix, "no such version", 400, malformed, line(wire, "GET " + prefix.path() + "a HTTP/7.3"));
        expect(prefix, "a blank in it", 400, malformed, line(wire, "GET " + prefix.path() + "a b HTTP/1.1"));
        String path = prefix.path() + "a";
        String large = mlflow ? "INVALID_PARAMETER_VALUE" : "RequestTooLarge";
        expect(
                prefix,
                "long query",
                413,
                large,
                wire.send("GET", path + "?" + "q".repeat(9_000), token(), new byte[0]));
        String headers = mlflow ? "BAD_REQUEST" : "HeadersTooLarge";
        for (int length : List.of(HEADER_BYTES_MAX + 1, 8 * HEADER_BYTES_MAX)) {
            Map<String, String> header = Map.of("X-Long", "x".repeat(length));
            expect(prefix, "header of " + length, 431, headers, wire.send("GET", path, header, new byte[0]));
        }
        String host = mlflow ? "BAD_REQUEST" : "HostNotServed";
        expect(prefix, "host", 421, host, wire.send("GET", path, Map.of("Host", "evil.example"), new byte[0]));
        byte[] hostless = Wire.head("GET " + path + " HTTP/1.1", Map.of());
        expect(prefix, "no host", 400, malformed, wire.send(hostless, new byte[0]));
        Map<String, String> framed = new LinkedHashMap<>(Map.of("Host", wire.host(), "Content-Length", "ten"));
        byte[] framing = Wire.head("POST " + path + " HTTP/1.1", framed);
        expect(prefix, "framing", 400, malformed, wire.send(framing, new byte[0]));
    }

    private static Wire.Answer line(Wire wire, String requestLine) {
        return wire.send(Wire.head(requestLine, Map.of("Host", wire.host())), new byte[0]);
    }

    private void expect(Prefix prefix, String how, int status, String code, Wire.Answer answer) {
        String what = prefix.path() + " " + how + ": " + answer.status() + " " + answer.text();
        prefix.words().findMistake(answer).ifPresentOrElse(mistake -> mistakes.add(what + " " + mistake), () -> {
            if (answer.status() != status || !prefix.words().code(answer).equals(code)) {
                mistakes.add(what + ", expected " + status + " " + code);
            }
        });
    }

    private static Map<String, String> token() {
        return Map.of("Authorization", "Bearer " + BuiltServer.TOKEN);
    }

    private static Map<String, String> json() {
        Map<String, String> headers = new LinkedHashMap<>(token());
        headers.put("Content-Type", "application/json");
        return headers;
    }
}
