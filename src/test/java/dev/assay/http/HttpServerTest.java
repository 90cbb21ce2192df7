package dev.assay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.assay.json.Json;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a door can count on, over real HTTP.
class HttpServerTest {

    private static final int BODY_BYTES_MAX = 100_000;

    private static List<Dialect> doors(JavalinConfig config) {
        config.routes.get("/health", context -> context.result("ok"), Admission.PUBLIC);
        config.routes.get("/name/{name}/end", context -> context.result(context.pathParam("name")));
        config.routes.get(
                "/who", context -> context.result(Callers.of(context).user().name()));
        config.routes.get("/query", HttpServerTest::query);
        config.routes.get("/large/{count}", HttpServerTest::large);
        config.routes.get("/broken/{count}", context -> {
            JsonAnswer.write(context, json -> {
                json.writeStartArray();
                for (int i = 0; i < Integer.parseInt(context.pathParam("count")); i++) {
                    json.writeNumber(i);
                }
                throw new IllegalStateException("in the middle");
            });
        });
        config.routes.post("/json", context -> {
            byte[] body = Bodies.json(context, BODY_BYTES_MAX);
            JsonAnswer.write(context, 201, json -> json.writeNumber(body.length));
        });
        config.routes.delete("/health", context -> context.result("gone"), Admission.PUBLIC);
        config.routes.post("/body", context -> context.result("" + Bodies.comesWith(context)), Admission.PUBLIC);
        config.routes.put("/stream", context -> {
            long length = Bodies.stream(context, BODY_BYTES_MAX).transferTo(new ByteArrayOutputStream());
            context.result(Long.toString(length));
        });
        return Wires.ALL;
    }

    private static void query(Context context) {
        context.result(Queries.flag(context, "preview")
                + " " + Queries.findInt64(context, "offset")
                + " " + Queries.pageSize(context, "pageSize", 50, 100)
                + " " + Queries.findText(context, "text"));
    }

    private static void large(Context context) {
        JsonAnswer.write(context, json -> {
            json.writeStartArray();
            for (int i = 0; i < Integer.parseInt(context.pathParam("count")); i++) {
                json.writeNumber(i);
            }
            json.writeEndArray();
        });
    }

    private static String lines(String requestLine, String... headers) {
        return requestLine + "\r\nHost: localhost\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "train%2Floss, train/loss",
        "100%25, 100%",
        "%2525, %25",
        "caf%C3%A9, café",
        "a+b, a+b",
        "a%20b, a b",
        "a;b=c, a;b=c",
        "a%3Bb, a;b",
        "%2E%2E, ..",
        "%F0%9F%98%80, 😀",
        "a%5Cb, a\\b",
        "a%0Ab, 'a\nb'",
        "a:b@c, a:b@c",
        "%3Cx%3E, <x>"
    })
    void handsPathSegmentsOverDecodedAndWhole(String segment, String name) {
        Served.with(HttpServerTest::doors, http -> {
            Served.Answer answer = http.raw("GET /name/" + segment + "/end HTTP/1.1\r\nHost: localhost\r\n"
                    + "Authorization: Bearer t\r\nConnection: close\r\n\r\n");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(name);
        });
    }

    @Test
    void letsPublicRoutesInWithoutAToken() {
        Served.with(HttpServerTest::doors, http -> {
            assertThat(http.send(http.anonymous("/health")).body()).isEqualTo("ok");
            assertThat(http.send(http.anonymous("/health").method("HEAD", BodyPublishers.noBody()))
                            .status())
                    .isEqualTo(200);
            Served.Answer refused = http.send(http.anonymous("/who"));
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
        });
    }

    @Test
    void takesTheTokenFromBearerAndFromBasic() {
        String basic = Base64.getEncoder().encodeToString("anyone:t".getBytes(StandardCharsets.UTF_8));
        Served.with(HttpServerTest::doors, http -> {
            for (String header : List.of("Bearer t", "bearer  t", "Basic " + basic, "BASIC " + basic)) {
                assertThat(http.send(http.anonymous("/who").header("Authorization", header))
                                .body())
                        .as(header)
                        .isEqualTo("ada");
            }
            for (String header :
                    List.of("t", "Bearer", "Bearer ", "Digest t", "Basic t", "Basic dA==", "Bearer wrong")) {
                assertThat(http.send(http.anonymous("/who").header("Authorization", header))
                                .body())
                        .as(header)
                        .contains("InvalidCredentials");
            }
            assertThat(http.raw(lines("GET /who HTTP/1.1", "Authorization: Bearer t", "Authorization: Bearer t"))
                            .body())
                    .contains("InvalidCredentials");
        });
    }

    @Test
    void answersHeadAsGetWithoutTheBody() {
        Served.with(HttpServerTest::doors, http -> {
            Served.Answer get = http.get("/large/10");
            Served.Answer head = http.send(http.request("/large/10").method("HEAD", BodyPublishers.noBody()));
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
            assertThat(http.send(http.request("/nothing").method("HEAD", BodyPublishers.noBody()))
                            .status())
                    .isEqualTo(404);
        });
    }

    @Test
    void answersOptionsWithWhatARouteTakes() {
        Served.with(HttpServerTest::doors, http -> {
            Served.Answer options = http.send(http.anonymous("/json").method("OPTIONS", BodyPublishers.noBody()));
            assertThat(options.status()).isEqualTo(204);
            assertThat(options.header("Allow")).isEqualTo("OPTIONS, POST");
            assertThat(http.send(http.request("/who").DELETE()).header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(http.send(http.anonymous("/nothing").method("OPTIONS", BodyPublishers.noBody()))
                            .status())
                    .isEqualTo(404);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS *", "TRACE /who", "BREW /who", "CONNECT localhost:80", "get /who", "GET who"})
    void answersOddRequestsWithoutAServersError(String request) {
        Served.with(HttpServerTest::doors, http -> {
            Served.Answer answer = http.raw(request + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t\r\n"
                    + "Connection: close\r\n\r\n");
            assertThat(answer.status()).as(answer.body()).isBetween(200, 499);
            assertThat(answer.body()).contains("\"instance\"");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:99", "127.0.0.1:1", "[::1]:5050", "served.example", "localhost."})
    void servesItsOwnHostsWithAnyPort(String host) {
        HttpSettings settings = HttpSettings.of("127.0.0.1", 0, Set.of("served.example"));
        Served.with(
                settings,
                HttpServerTest::doors,
                http -> assertThat(http.raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                                .status())
                        .isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.2", "[::2]", "xlocalhost"})
    void refusesOtherHosts(String host) {
        Served.with(
                HttpServerTest::doors,
                http -> assertThat(http.raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                                .status())
                        .isEqualTo(421));
    }

    @Test
    void servesOldClientsThatNameNoHost() {
        Served.with(
                HttpServerTest::doors,
                http -> assertThat(http.raw("GET /health HTTP/1.0\r\n\r\n"))
                        .satisfies(answer -> assertThat(answer.status()).isEqualTo(200)));
    }

    /// Such a request reaches no route, not even one without a token, and is refused in the words of the path's
    /// dialect.
    @Test
    void refusesAQueryThatIsTooLongBeforeAnyRoute() {
        HttpSettings usual = HttpSettings.of("127.0.0.1", 0, Set.of());
        HttpSettings narrow = new HttpSettings(
                usual.host(),
                0,
                Set.of(),
                usual.jsonBytesMax(),
                usual.headerBytesMax(),
                40,
                usual.threadsMax(),
                usual.connectionsMax(),
                usual.idle(),
                usual.bodyDeadline(),
                usual.stopDeadline());
        Served.with(narrow, HttpServerTest::doors, http -> {
            assertThat(http.get("/query?text=" + "x".repeat(35)).status()).isEqualTo(200);
            for (String path : List.of("/query", "/health", "/nothing", "/alpha/nothing", "/beta/nothing")) {
                Served.Answer refused =
                        http.send(http.request(path + "?text=" + "x".repeat(36)).header("X-Request-Id", "mine"));
                assertThat(refused.status()).as(path).isEqualTo(413);
                assertThat(refused.body()).contains("\"name\":\"RequestTooLarge\"");
                assertThat(refused.body().contains("\"owner\":\"alpha\"")).isEqualTo(path.startsWith("/alpha"));
                assertThat(refused.header("Content-Type")).isEqualTo("application/json");
                assertThat(refused.header("X-Request-Id")).isEqualTo("mine");
                assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
            }
            assertThat(http.get("/who").status()).isEqualTo(200);
        });
    }

    @Test
    void marksEveryAnswerWithARequestId() {
        Served.with(HttpServerTest::doors, http -> {
            assertThat(http.send(http.request("/who").header("X-Request-Id", "mine-1.2_3"))
                            .header("X-Request-Id"))
                    .isEqualTo("mine-1.2_3");
            assertThat(http.send(http.request("/nothing").header("X-Request-Id", "mine"))
                            .header("X-Request-Id"))
                    .isEqualTo("mine");
            assertThat(http.send(http.request("/who").header("X-Request-Id", "<script>"))
                            .header("X-Request-Id"))
                    .hasSize(36);
            assertThat(http.get("/who").header("X-Request-Id")).hasSize(36);
        });
    }

    @Test
    void readsQueriesStrictly() {
        Served.with(HttpServerTest::doors, http -> {
            assertThat(http.get("/query").body()).isEqualTo("false OptionalLong.empty 50 Optional.empty");
            assertThat(http.get("/query?preview=true&offset=-7&pageSize=1000&text=a%2Bb+c&unknown=1")
                            .body())
                    .isEqualTo("true OptionalLong[-7] 100 Optional[a+b c]");
            assertThat(http.get("/query?pageSize=99999999999999999999").status())
                    .isEqualTo(400);
            for (String bad :
                    List.of("preview=yes", "preview=", "offset=x", "offset=9223372036854775808", "text=1&text=2")) {
                assertThat(http.get("/query?" + bad).body()).as(bad).contains("InvalidArgument");
            }
            for (String bad : List.of("pageSize=0", "pageSize=-1", "pageSize=x", "pageSize=")) {
                assertThat(http.get("/query?" + bad).body()).as(bad).contains("InvalidPageSize");
            }
        });
    }

    @Test
    void readsBodiesHoweverTheyAreFramed() {
        byte[] fits = " ".repeat(BODY_BYTES_MAX - 1).concat("1").getBytes(StandardCharsets.UTF_8);
        Served.with(HttpServerTest::doors, http -> {
            HttpRequest.Builder json =
                    http.request("/json").header("Content-Type", "application/json; charset=\"UTF-8\"");
            assertThat(http.send(json.POST(BodyPublishers.ofByteArray(fits))).body())
                    .isEqualTo("100000");
            Served.Answer chunked =
                    http.send(json.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(fits))));
            assertThat(chunked.status()).isEqualTo(201);
            assertThat(chunked.body()).isEqualTo("100000");
            assertThat(http.send(json.header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(gzip(fits))))
                            .body())
                    .isEqualTo("100000");
            assertThat(http.send(http.request("/stream").PUT(BodyPublishers.ofByteArray(fits)))
                            .body())
                    .isEqualTo("100000");
        });
    }

    @Test
    void refusesBodiesThatAreTooLargeOnceTheyAreDecoded() {
        byte[] bomb = gzip(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(BODY_BYTES_MAX);
        Served.with(HttpServerTest::doors, http -> {
            HttpRequest.Builder json = http.request("/json")
                    .header("Content-Type", "application/json")
                    .header("Content-Encoding", "gzip");
            assertThat(http.send(json.POST(BodyPublishers.ofByteArray(bomb))).status())
                    .isEqualTo(413);
            byte[] large = new byte[20_000_000];
            assertThat(http.send(http.request("/stream").PUT(BodyPublishers.ofByteArray(large)))
                            .status())
                    .isEqualTo(413);
            assertThat(http.send(http.request("/stream")
                                    .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))))
                            .status())
                    .isEqualTo(413);
            assertThat(http.get("/who").status()).isEqualTo(200);
        });
    }

    @Test
    void refusesWhatIsNotGzipThoughItSaysSo() {
        Served.with(HttpServerTest::doors, http -> {
            byte[] whole = gzip(new byte[10_000]);
            byte[] half = Arrays.copyOf(whole, whole.length / 2);
            for (byte[] body : List.of("{}".getBytes(StandardCharsets.UTF_8), half)) {
                Served.Answer answer = http.send(http.request("/json")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(body)));
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.body()).contains("MalformedBody");
            }
        });
    }

    @Test
    void refusesOtherContentTypesAndEncodings() {
        Served.with(HttpServerTest::doors, http -> {
            for (String type : List.of(
                    "text/json",
                    "application/jsonx",
                    "application/json; charset=latin1",
                    "application/x-www-form-urlencoded")) {
                assertThat(http.send(http.request("/json")
                                        .header("Content-Type", type)
                                        .POST(BodyPublishers.ofString("{}")))
                                .status())
                        .as(type)
                        .isEqualTo(415);
            }
            assertThat(http.send(http.request("/json").POST(BodyPublishers.ofString("{}")))
                            .status())
                    .isEqualTo(415);
            assertThat(http.send(http.request("/stream")
                                    .header("Content-Encoding", "br")
                                    .PUT(BodyPublishers.ofString("{}")))
                            .status())
                    .isEqualTo(415);
        });
    }

    @Test
    void compressesForClientsThatAskForIt() {
        Served.with(HttpServerTest::doors, http -> {
            HttpResponse<byte[]> answer =
                    http.sendForBytes(http.request("/large/100000").header("Accept-Encoding", "gzip"));
            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
                assertThat(plain.readAllBytes()).hasSizeGreaterThan(StreamAnswer.BUFFERED_BYTES_MAX);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertThat(http.get("/large/100000").header("Content-Encoding")).isEmpty();
        });
    }

    @Test
    void compressesByZstdWhereThatIsAskedFor() {
        Served.with(HttpServerTest::doors, http -> {
            HttpResponse<byte[]> answer =
                    http.sendForBytes(http.request("/large/100000").header("Accept-Encoding", "zstd"));
            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("zstd");
            try (ZstdInputStream plain = new ZstdInputStream(new ByteArrayInputStream(answer.body()))) {
                assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(http.get("/large/100000").body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void saysThatAnswersVaryByWhatTheClientDecodes() {
        Served.with(HttpServerTest::doors, http -> {
            assertThat(http.get("/large/100000").header("Vary")).isEqualTo("Accept-Encoding");
            assertThat(http.send(http.request("/large/100000").header("Accept-Encoding", "gzip"))
                            .header("Vary"))
                    .isEqualTo("Accept-Encoding");
            assertThat(http.get("/nothing").header("Vary")).isEqualTo("Accept-Encoding");
        });
    }

    @Test
    void streamsLargeAnswersWhole() {
        Served.with(HttpServerTest::doors, http -> {
            String body = http.get("/large/100000").body();
            int[] count = {0};
            Json.read(body.getBytes(StandardCharsets.UTF_8), json -> {
                json.array(() -> assertThat(json.int32()).isEqualTo(count[0]++));
                return count;
            });
            assertThat(count[0]).isEqualTo(100_000);
        });
    }

    @Test
    void neverLetsHalfAnAnswerLookWhole() {
        Served.with(HttpServerTest::doors, http -> {
            Served.Answer small = http.get("/broken/1000");
            assertThat(small.status()).isEqualTo(500);
            assertThat(small.body()).contains("Internal");
            assertThatThrownBy(() -> http.get("/broken/1000000")).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() ->
                            http.sendForBytes(http.request("/broken/1000000").header("Accept-Encoding", "gzip")))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(http.get("/who").status()).isEqualTo(200);
        });
    }

    @Test
    void letsRunningRequestsEndBeforeItStops() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<String> answer = new AtomicReference<>("");
        AtomicReference<Thread> client = new AtomicReference<>();
        Served.with(
                config -> {
                    config.routes.get("/slow", context -> {
                        running.countDown();
                        go.await();
                        context.result("ended");
                    });
                    return Wires.ALL;
                },
                http -> {
                    client.set(Thread.ofVirtual()
                            .start(() -> answer.set(http.raw(lines("GET /slow HTTP/1.1", "Authorization: Bearer t"))
                                    .body())));
                    try {
                        running.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    Thread.ofVirtual().start(go::countDown);
                });
        client.get().join();
        assertThat(answer.get()).isEqualTo("ended");
    }

    @Test
    void takesTheMethodFromTheRequestLineAlone() {
        Served.with(HttpServerTest::doors, http -> {
            HttpRequest.Builder get = http.request("/health").header("X-HTTP-Method-Override", "DELETE");
            assertThat(http.send(get).body()).isEqualTo("ok");
            HttpRequest.Builder head = http.request("/health").HEAD().header("x-http-method-override", "DELETE");
            assertThat(http.send(head).header("Content-Length")).isEqualTo("2");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 0,            false",
        "Content-Length: 2,            true",
        "Content-Length: 100000000000, true",
        "Transfer-Encoding: chunked,   true"
    })
    void knowsWhetherABodyComesHoweverLongItIs(String header, String comes) {
        Served.with(HttpServerTest::doors, http -> {
            Served.Answer answer =
                    http.rawAndNoMore("POST /body HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n");
            assertThat(answer.body()).isEqualTo(comes);
        });
    }

    @Test
    void saysThatItClosesAfterWhatItCannotParse() {
        Served.with(HttpServerTest::doors, http -> {
            Served.Answer answer = http.raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Connection")).isEqualTo("close");
        });
    }
}
