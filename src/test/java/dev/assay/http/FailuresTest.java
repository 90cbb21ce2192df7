package dev.assay.http;

import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import io.javalin.config.JavalinConfig;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// Every failure, below every prefix, in the words of the dialect that owns the prefix.
class FailuresTest {

    private static final int BODY_BYTES_MAX = 1_000;

    private static List<Dialect> doors(JavalinConfig config) {
        Wires.addEverywhere(config, "echo", context -> {
            byte[] body = Bodies.json(context, BODY_BYTES_MAX);
            JsonAnswer.write(context, json -> json.writeNumber(body.length));
        });
        Wires.addEverywhere(config, "write", context -> {
            Callers.of(context).require(Scope.MODELS_WRITE);
            context.status(204);
        });
        Wires.addEverywhere(config, "fault/{kind}", context -> {
            throw switch (context.pathParam("kind")) {
                case "busy" -> Faults.busy("the queue is full");
                case "unavailable" -> Faults.unavailable("disk", new IllegalStateException("SECRET disk"));
                default -> Faults.invalid("kind", "as asked");
            };
        });
        Wires.addEverywhere(config, "bug/{what}", context -> {
            switch (context.pathParam("what")) {
                case "exception" -> throw new IllegalStateException("SECRET exception");
                case "checked" -> throw new java.io.IOException("SECRET checked");
                case "error" -> throw new AssertionError("SECRET error");
                case "overflow" -> overflow(0);
                default ->
                    JsonAnswer.write(context, json -> {
                        json.writeStartObject();
                        throw new IllegalStateException("SECRET half an answer");
                    });
            }
        });
        return Wires.ALL;
    }

    private static int overflow(int depth) {
        return depth < 0 ? 0 : overflow(depth + 1) + 1;
    }

    private record Case(int status, String name, Function<String, Served.Answer> ask) {}

    private static Map<String, Case> cases(Served http) {
        Map<String, Case> cases = new TreeMap<>();
        cases.put("fault", new Case(400, "InvalidArgument", prefix -> http.post(prefix + "fault/x", "{}")));
        cases.put("busy", new Case(429, "TooManyRequests", prefix -> http.post(prefix + "fault/busy", "{}")));
        cases.put("unavailable", new Case(503, "Unavailable", prefix -> http.post(prefix + "fault/unavailable", "{}")));
        cases.put("route", new Case(404, "ApiNotFound", prefix -> http.get(prefix + "nothing/here")));
        cases.put(
                "route without token",
                new Case(404, "ApiNotFound", prefix -> http.send(http.anonymous(prefix + "nothing/here"))));
        cases.put("method", new Case(405, "MethodNotAllowed", prefix -> http.get(prefix + "echo")));
        cases.put(
                "no token",
                new Case(
                        401,
                        "MissingCredentials",
                        prefix -> http.send(http.anonymous(prefix + "echo").POST(BodyPublishers.ofString("{}")))));
        cases.put(
                "bad token",
                new Case(
                        401,
                        "InvalidCredentials",
                        prefix -> http.send(http.anonymous(prefix + "echo")
                                .header("Authorization", "Bearer wrong")
                                .POST(BodyPublishers.ofString("{}")))));
        cases.put(
                "scope",
                new Case(
                        403,
                        "ApiUsageDenied",
                        prefix -> http.send(http.anonymous(prefix + "write")
                                .header("Authorization", "Bearer reader")
                                .POST(BodyPublishers.ofString("{}")))));
        cases.put(
                "too large",
                new Case(413, "RequestTooLarge", prefix -> http.post(prefix + "echo", "1".repeat(BODY_BYTES_MAX + 1))));
        cases.put(
                "media type",
                new Case(
                        415,
                        "UnsupportedMediaType",
                        prefix -> http.send(http.request(prefix + "echo")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}")))));
        cases.put(
                "no body",
                new Case(
                        400,
                        "MissingPostBody",
                        prefix -> http.send(http.request(prefix + "echo").POST(BodyPublishers.noBody()))));
        for (String what : List.of("exception", "checked", "error", "overflow", "half")) {
            cases.put("bug " + what, new Case(500, "Internal", prefix -> http.post(prefix + "bug/" + what, "{}")));
        }
        raw(cases, http, "bad escape", 400, "MalformedRequest", "GET %secho%%zz HTTP/1.1", "Host: localhost");
        raw(cases, http, "half an escape", 400, "MalformedRequest", "GET %secho%%4 HTTP/1.1", "Host: localhost");
        raw(cases, http, "NUL escape", 400, "MalformedRequest", "GET %secho%%00 HTTP/1.1", "Host: localhost");
        raw(cases, http, "not UTF-8", 400, "MalformedRequest", "GET %secho%%ff HTTP/1.1", "Host: localhost");
        raw(cases, http, "raw byte", 400, "MalformedRequest", "GET %secho\u00e9 HTTP/1.1", "Host: localhost");
        raw(cases, http, "NUL", 400, "MalformedRequest", "GET %secho\0 HTTP/1.1", "Host: localhost");
        raw(cases, http, "bad query", 400, "MalformedRequest", "POST %secho?a=%%zz HTTP/1.1", "Host: localhost");
        raw(cases, http, "fragment", 400, "MalformedRequest", "GET %secho#here HTTP/1.1", "Host: localhost");
        raw(cases, http, "above the root", 400, "MalformedRequest", "GET %s../../../../x HTTP/1.1", "Host: localhost");
        raw(cases, http, "no Host", 400, "MalformedRequest", "GET %secho HTTP/1.1", "X: y");
        raw(cases, http, "blank Host", 400, "MalformedRequest", "GET %secho HTTP/1.1", "Host: ");
        raw(cases, http, "two Hosts", 400, "MalformedRequest", "GET %secho HTTP/1.1", "Host: localhost\r\nHost: b");
        raw(cases, http, "broken Host", 400, "MalformedRequest", "GET %secho HTTP/1.1", "Host: local host:x");
        raw(cases, http, "other Host", 421, "HostNotServed", "GET %secho HTTP/1.1", "Host: evil.example:5050");
        raw(
                cases,
                http,
                "other host",
                421,
                "HostNotServed",
                "GET http://evil.example%secho HTTP/1.1",
                "Host: evil.example");
        raw(cases, http, "header line", 400, "MalformedRequest", "GET %secho HTTP/1.1", "Host: localhost\r\nno colon");
        raw(cases, http, "version", 400, "MalformedRequest", "GET %secho HTTP/3.7", "Host: localhost");
        raw(cases, http, "HTTP/2 by hope", 400, "MalformedRequest", "GET %secho HTTP/2.0", "Host: localhost");
        raw(cases, http, "HTTP/0.9", 400, "MalformedRequest", "GET %secho", "Host: localhost");
        String many = "Host: localhost\r\nX: " + "x".repeat(20_000);
        raw(cases, http, "long header", 431, "HeadersTooLarge", "GET %secho HTTP/1.1", many);
        String more = "Host: localhost\r\nX: " + "x".repeat(66_000);
        raw(cases, http, "longest header", 431, "HeadersTooLarge", "GET %secho HTTP/1.1", more);
        String path = "x".repeat(20_000);
        raw(cases, http, "long path", 413, "RequestTooLarge", "GET %s" + path + " HTTP/1.1", "Host: localhost");
        raw(cases, http, "long query", 413, "RequestTooLarge", "GET %s?" + path + " HTTP/1.1", "Host: localhost");
        String longest = "x".repeat(66_000);
        raw(cases, http, "longest path", 413, "RequestTooLarge", "GET %s" + longest + " HTTP/1.1", "Host: localhost");
        String token = "Host: localhost\r\nAuthorization: Bearer t\r\nContent-Type: application/json\r\n";
        raw(cases, http, "cut body", 400, "MalformedRequest", "POST %secho HTTP/1.1", token + "Content-Length: 9");
        raw(cases, http, "length", 400, "MalformedRequest", "POST %secho HTTP/1.1", token + "Content-Length: nine");
        raw(cases, http, "minus", 400, "MalformedRequest", "POST %secho HTTP/1.1", token + "Content-Length: -9");
        raw(
                cases,
                http,
                "cut huge",
                413,
                "RequestTooLarge",
                "POST %secho HTTP/1.1",
                token + "Content-Length: 99999999999");
        raw(
                cases,
                http,
                "two lengths",
                400,
                "MalformedRequest",
                "POST %secho HTTP/1.1",
                token + "Content-Length: 9\r\nContent-Length: 8");
        raw(
                cases,
                http,
                "two framings",
                400,
                "MalformedRequest",
                "POST %secho HTTP/1.1",
                token + "Content-Length: 9\r\nTransfer-Encoding: chunked");
        raw(
                cases,
                http,
                "transfer encoding",
                400,
                "MalformedRequest",
                "POST %secho HTTP/1.1",
                token + "Transfer-Encoding: sponge");
        raw(
                cases,
                http,
                "chunks",
                400,
                "MalformedRequest",
                "POST %secho HTTP/1.1",
                token + "Transfer-Encoding: chunked",
                "zz\r\n{}\r\n0\r\n\r\n");
        raw(
                cases,
                http,
                "cut chunk",
                400,
                "MalformedRequest",
                "POST %secho HTTP/1.1",
                token + "Transfer-Encoding: chunked",
                "5\r\n{}");
        raw(
                cases,
                http,
                "large chunks",
                413,
                "RequestTooLarge",
                "POST %secho HTTP/1.1",
                token + "Transfer-Encoding: chunked",
                "300\r\n" + "1".repeat(0x300) + "\r\n300\r\n" + "1".repeat(0x300) + "\r\n0\r\n\r\n");
        raw(
                cases,
                http,
                "expectation",
                400,
                "MalformedRequest",
                "POST %secho HTTP/1.1",
                token + "Content-Length: 2\r\nExpect: miracles",
                "{}");
        return cases;
    }

    private static void raw(
            Map<String, Case> cases, Served http, String title, int status, String name, String line, String headers) {
        raw(cases, http, title, status, name, line, headers, "");
    }

    private static void raw(
            Map<String, Case> cases,
            Served http,
            String title,
            int status,
            String name,
            String line,
            String headers,
            String body) {
        boolean cut = title.startsWith("cut");
        Function<String, String> request =
                prefix -> line.formatted(prefix) + "\r\n" + headers + "\r\nConnection: close\r\n\r\n" + body;
        cases.put(
                title,
                new Case(
                        status,
                        name,
                        prefix -> cut ? http.rawAndNoMore(request.apply(prefix)) : http.raw(request.apply(prefix))));
    }

    @Test
    void wordsEveryFailureInTheDialectOfItsPath() {
        Served.with(FailuresTest::doors, http -> {
            SoftAssertions softly = new SoftAssertions();
            cases(http)
                    .forEach((title, wanted) -> Wires.prefixes()
                            .forEach(owned -> check(softly, title + " below " + owned.prefix(), wanted, owned)));
            softly.assertAll();
        });
    }

    private static void check(SoftAssertions softly, String title, Case wanted, Wires.Owned owned) {
        Served.Answer answer;
        try {
            answer = wanted.ask().apply(owned.prefix());
        } catch (IllegalStateException | UncheckedIOException e) {
            softly.fail(title + ": " + e, e);
            return;
        }
        softly.assertThat(answer.status()).as(title + answer).isEqualTo(wanted.status());
        softly.assertThat(answer.body())
                .as(title)
                .contains("\"owner\":\"" + owned.owner() + "\"", "\"name\":\"" + wanted.name() + "\"")
                .containsPattern("\"instance\":\"[0-9a-f]{8}-")
                .doesNotContain("SECRET", "Exception", "\tat ", "org.eclipse");
        softly.assertThat(answer.header("Content-Type")).as(title).isEqualTo("application/json");
        softly.assertThat(answer.header("X-Request-Id")).as(title).isNotEmpty();
        softly.assertThat(answer.header("X-Content-Type-Options")).as(title).isEqualTo("nosniff");
        softly.assertThat(answer.header("Cache-Control")).as(title).isEqualTo("no-store");
        boolean again = Set.of(429, 503).contains(wanted.status());
        softly.assertThat(answer.header("Retry-After")).as(title).isEqualTo(again ? "1" : "");
        softly.assertThat(answer.header("Allow").isEmpty()).as(title).isEqualTo(wanted.status() != 405);
    }
}
