package dev.assay.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Caller;
import dev.assay.domain.Scope;
import dev.assay.http.Served.Answer;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was answered with a tag is answered again without its handler, as long as it is current, and in the same way.
class PromptGetsTest {

    private static final String PATH = "/alpha/things/1?long=true";

    private final AtomicInteger handled = new AtomicInteger();
    private final AtomicInteger version = new AtomicInteger();

    private List<Dialect> doors(JavalinConfig config) {
        config.routes.get("/alpha/things/{thing}", this::get);
        return Wires.ALL;
    }

    private void get(Context context) {
        handled.incrementAndGet();
        Caller caller = Callers.of(context);
        caller.require(Scope.MODELS_READ);
        int read = version.get();
        int length = Queries.flag(context, "long") ? 5_000 : 5;
        TaggedAnswer.write(context, Scope.MODELS_READ, () -> read == version.get(), json -> {
            json.writeStartObject();
            json.writeStringProperty("thing", context.pathParam("thing"));
            json.writeNumberProperty("version", read);
            json.writeStringProperty("text", "x".repeat(length));
            json.writeEndObject();
        });
    }

    private static Map<String, List<String>> comparable(HttpResponse<?> answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(answer.headers().map());
        headers.remove("Date");
        headers.remove("X-Request-Id");
        return headers;
    }

    @Test
    void answersAgainWithoutTheHandlerAndInTheSameWay() {
        Served.with(this::doors, http -> {
            HttpResponse<byte[]> first = http.sendForBytes(http.request(PATH));
            HttpResponse<byte[]> again = http.sendForBytes(http.request(PATH));
            assertThat(handled).hasValue(1);
            assertThat(again.statusCode()).isEqualTo(first.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(comparable(again)).isEqualTo(comparable(first));
            assertThat(again.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(again.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
            assertThat(again.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(again.headers().firstValue("X-Request-Id")).isPresent();
        });
    }

    @Test
    void asksTheHandlerOnceTheAnswerIsNotCurrent() {
        Served.with(this::doors, http -> {
            Answer before = http.get(PATH);
            version.incrementAndGet();
            Answer after = http.get(PATH);
            assertThat(handled).hasValue(2);
            assertThat(after.body()).contains("\"version\":1");
            assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
        });
    }

    @Test
    void keepsAnswersOfAddressesApart() {
        Served.with(this::doors, http -> {
            assertThat(http.get("/alpha/things/1").body()).contains("\"thing\":\"1\"");
            assertThat(http.get("/alpha/things/2").body()).contains("\"thing\":\"2\"");
            assertThat(http.get("/alpha/things/1?long=true").body()).hasSizeGreaterThan(5_000);
            assertThat(http.get("/alpha/things/1").body()).hasSizeLessThan(100);
            assertThat(handled).hasValue(3);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, deflate, br", "zstd"})
    void keepsWhatWasPackedBesideWhatWasNot(String accepted) {
        Served.with(this::doors, http -> {
            HttpResponse<byte[]> plain = http.sendForBytes(http.request(PATH));
            HttpResponse<byte[]> packed = http.sendForBytes(http.request(PATH).header("Accept-Encoding", accepted));
            HttpResponse<byte[]> again = http.sendForBytes(http.request(PATH).header("Accept-Encoding", accepted));
            assertThat(handled).hasValue(2);
            assertThat(http.sendForBytes(http.request(PATH)).body()).isEqualTo(plain.body());
            assertThat(handled).hasValue(2);
            assertThat(packed.body()).hasSizeLessThan(1_000).isEqualTo(again.body());
            assertThat(comparable(again)).isEqualTo(comparable(packed));
            assertThat(packed.headers().firstValue("Content-Encoding")).hasValue(accepted.split(",", -1)[0]);
            assertThat(packed.headers().allValues("Vary")).containsExactly("Accept-Encoding");
            assertThat(plain.headers().allValues("Vary")).containsExactly("Accept-Encoding");
            assertThat(packed.headers().firstValue("ETag"))
                    .isEqualTo(plain.headers().firstValue("ETag"));
        });
    }

    @Test
    void packsAnswersThatUnpackToTheSame() {
        Served.with(this::doors, http -> {
            byte[] plain = http.sendForBytes(http.request(PATH)).body();
            byte[] packed = http.sendForBytes(http.request(PATH).header("Accept-Encoding", "gzip"))
                    .body();
            assertThat(unpacked(packed)).isEqualTo(plain);
        });
    }

    private static byte[] unpacked(byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"x\", %s", "*", "\"x\",W/\"y\" ,%s"})
    void saysThatNothingHasChangedToWhoeverHasIt(String header) {
        Served.with(this::doors, http -> {
            Answer whole = http.get(PATH);
            String tag = whole.header("ETag");
            assertThat(again(http, tag).header("Content-Length")).isEqualTo(whole.header("Content-Length"));
            assertThat(tag).matches("W/\"[0-9a-f]{32}\"");
            String given = header.formatted(tag);
            Answer again = http.send(http.request(PATH).header("If-None-Match", given));
            assertThat(handled).hasValue(1);
            Answer handledAgain =
                    http.send(http.request(PATH).header("If-None-Match", given).header("Accept-Encoding", "gzip"));
            assertThat(handled).hasValue(2);
            for (Answer answer : List.of(again, handledAgain)) {
                assertThat(answer.status()).isEqualTo(304);
                assertThat(answer.body()).isEmpty();
                assertThat(answer.header("ETag")).isEqualTo(tag);
                assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding");
                assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
                assertThat(answer.header("Content-Type")).isEmpty();
            }
        });
    }

    private static Answer again(Served http, String tag) {
        return http.send(http.request(PATH).header("If-None-Match", tag));
    }

    @Test
    void answersTheNextRequestOfAConnectionAfterA304() {
        Served.with(this::doors, http -> {
            String tag = http.get(PATH).header("ETag");
            String head = "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t\r\n";
            Answer both = http.raw(head + "If-None-Match: " + tag + "\r\n\r\n" + head + "Connection: close\r\n\r\n");
            assertThat(both.status()).isEqualTo(304);
            assertThat(both.body()).startsWith("HTTP/1.1 200 ").endsWith("}");
        });
    }

    @Test
    void answersWholeToWhoeverHasAnother() {
        Served.with(this::doors, http -> {
            String tag = http.get(PATH).header("ETag");
            version.incrementAndGet();
            Answer answer = http.send(http.request(PATH).header("If-None-Match", tag));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("\"version\":1");
        });
    }

    @Test
    void takesStrongTagsOfTheSame() {
        Served.with(this::doors, http -> {
            String tag = http.get(PATH).header("ETag").substring(2);
            assertThat(http.send(http.request(PATH).header("If-None-Match", tag))
                            .status())
                    .isEqualTo(304);
        });
    }

    @Test
    void answersHeadWithTheSameHeaders() {
        Served.with(this::doors, http -> {
            HttpResponse<byte[]> get = http.sendForBytes(http.request(PATH));
            HttpResponse<byte[]> head = http.sendForBytes(http.request(PATH).method("HEAD", BodyPublishers.noBody()));
            assertThat(handled).hasValue(1);
            assertThat(head.body()).isEmpty();
            assertThat(comparable(head)).isEqualTo(comparable(get));
        });
    }

    @Test
    void givesNothingToWhoeverMayNotHaveIt() {
        Served.with(this::doors, http -> {
            http.get(PATH);
            assertThat(http.send(http.anonymous(PATH)).status()).isEqualTo(401);
            assertThat(http.send(http.anonymous(PATH).header("Authorization", "Bearer nobody"))
                            .status())
                    .isEqualTo(401);
            assertThat(http.send(http.anonymous(PATH).header("Authorization", "Bearer writer"))
                            .status())
                    .isEqualTo(403);
            assertThat(http.send(http.anonymous(PATH).header("Authorization", "Bearer reader"))
                            .status())
                    .isEqualTo(200);
            assertThat(http.raw("GET " + PATH + " HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer t\r\n"
                                    + "Connection: close\r\n\r\n")
                            .status())
                    .isEqualTo(421);
        });
    }

    @Test
    void leavesWhatIsNotPlainToTheHandler() {
        Served.with(this::doors, http -> {
            http.get(PATH);
            String head = PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t\r\nConnection: close\r\n";
            Answer withBody = http.raw("GET " + head + "Content-Length: 2\r\n\r\n{}");
            assertThat(withBody.status()).isEqualTo(200);
            assertThat(handled).hasValue(2);
            assertThat(http.raw("POST " + head + "Content-Length: 0\r\n\r\n").status())
                    .isEqualTo(405);
            assertThat(http.raw("GET http://localhost" + head + "\r\n").status())
                    .isEqualTo(200);
            assertThat(handled).hasValue(2);
        });
    }

    @Test
    void keepsNoMoreThanItHasRoomFor() {
        String body = "x".repeat(1 << 20);
        KeptAnswers kept = new KeptAnswers(CompressionStrategy.NONE);
        for (int i = 0; i < 100; i++) {
            kept.keep("/" + i, answer(body));
        }
        assertThat(kept.find("/0")).isEmpty();
        assertThat(kept.find("/99")).isPresent();
        assertThat(kept.find("/80")).isPresent();
        kept.keep("/large", answer(body + body));
        assertThat(kept.find("/large")).isEmpty();
        assertThat(kept.find("/99")).isPresent();
    }

    private static KeptAnswer answer(String body) {
        return new KeptAnswer(Scope.MODELS_READ, "/", () -> true, body.getBytes(StandardCharsets.UTF_8));
    }
}
