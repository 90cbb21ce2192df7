package dev.assay.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Faults;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A prompt route takes plain requests, and answers as Javalin's would; all others are Javalin's.
class PromptPostsTest {

    private static final int SOCKET_TIMEOUT_MS = 10_000;

    private final AtomicReference<byte[]> seen = new AtomicReference<>(new byte[0]);
    private final AtomicInteger taken = new AtomicInteger();

    private List<Dialect> doors(JavalinConfig config) {
        both(config, "/alpha/now", PromptCall::answerEmpty);
        both(config, "/alpha/later", PromptPostsTest::answerLater);
        both(config, "/alpha/waits", call -> call.inBackground(call::answerEmpty));
        both(config, "/alpha/refuses", _ -> {
            throw Faults.invalid("that", "is not to be");
        });
        both(
                config,
                "/alpha/refuses-later",
                call -> call.inBackground(() -> {
                    throw Faults.invalid("that", "is not to be");
                }));
        config.routes.post("/alpha/{part}/columns", context -> {
            seen.set(("by Javalin " + context.pathParam("part")).getBytes(StandardCharsets.UTF_8));
            JsonAnswer.empty(context);
        });
        PromptPosts.add(
                config, new PromptRoute("/alpha/{part}/columns", "x/columns", 400_000, List.of("X-Once"), call -> {
                    taken.incrementAndGet();
                    seen.set((call.pathPart() + " " + call.body().length).getBytes(StandardCharsets.UTF_8));
                    call.answerEmpty();
                }));
        both(config, "/alpha/breaks", _ -> {
            throw new IllegalStateException("BUG: broken");
        });
        return Wires.ALL;
    }

    private void both(JavalinConfig config, String path, PromptPost post) {
        config.routes.post(path, context -> {
            seen.set(Bodies.json(context));
            JsonAnswer.empty(context);
        });
        PromptPosts.add(config, path, call -> {
            taken.incrementAndGet();
            seen.set(call.body());
            post.handle(call);
        });
    }

    private static void answerLater(PromptCall call) {
        CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS).execute(call::answerEmpty);
    }

    private static String request(String path, String body, String... headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n"
                + String.join(
                        "",
                        Arrays.stream(headers).map(header -> header + "\r\n").toList())
                + "\r\n" + body;
    }

    private void talk(Consumer<Socket> conversation) {
        talk(HttpSettings.of("127.0.0.1", 0, Set.of()), conversation);
    }

    private void talk(HttpSettings settings, Consumer<Socket> conversation) {
        Served.with(settings, this::doors, http -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
                socket.setSoTimeout(SOCKET_TIMEOUT_MS);
                conversation.accept(socket);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void write(Socket socket, String text) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As many answers, each with an empty object.
    private static String readAnswers(Socket socket, int count) {
        StringBuilder read = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[4096];
            while (read.toString().split("\r\n\r\n\\{}", -1).length <= count) {
                int length = in.read(buffer);
                if (length < 0) {
                    break;
                }
                read.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read.toString();
    }

    private static Map<String, List<String>> comparable(Served.Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(answer.headers().map());
        headers.remove("Date");
        headers.remove("X-Request-Id");
        return headers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/alpha/now", "/alpha/later", "/alpha/waits"})
    void answersAsJavalinDoes(String path) {
        Served.with(this::doors, http -> {
            Served.Answer prompt = http.post(path, "[1]");
            assertThat(taken).hasValue(1);
            Served.Answer other = http.send(http.request(path)
                    .POST(BodyPublishers.ofString("[1]"))
                    .header("Content-Type", "application/json; charset=utf-8"));
            assertThat(taken).hasValue(1);
            assertThat(prompt.status()).isEqualTo(other.status()).isEqualTo(200);
            assertThat(prompt.body()).isEqualTo(other.body()).isEqualTo("{}");
            assertThat(comparable(prompt)).isEqualTo(comparable(other));
            assertThat(prompt.header("X-Request-Id")).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/alpha/refuses", "/alpha/refuses-later"})
    void wordsAFaultAsItsDialectDoes(String path) {
        Served.with(this::doors, http -> {
            Served.Answer answer = http.post(path, "[1]");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"owner\":\"alpha\"", "\"name\":\"InvalidArgument\"");
            assertThat(http.post("/alpha/now", "[1]").status()).isEqualTo(200);
        });
    }

    @Test
    void answersABugOfItsHandler() {
        Served.with(this::doors, http -> {
            Served.Answer answer = http.post("/alpha/breaks", "[1]");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).contains("\"owner\":\"alpha\"").doesNotContain("BUG");
        });
    }

    @Test
    void leavesWhatIsNotPlainToJavalin() {
        Served.with(this::doors, http -> {
            assertThat(http.send("PUT", "/alpha/now", "[1]").status()).isEqualTo(405);
            assertThat(http.post("/alpha/now", "").status()).isEqualTo(400);
            assertThat(http.post("/alpha/now?x=1", "[1]").status()).isEqualTo(200);
            assertThat(http.post("/alpha/now", "[" + " ".repeat(PromptPosts.BODY_BYTES_MAX) + "]")
                            .status())
                    .isEqualTo(200);
            assertThat(http.send(http.anonymous("/alpha/now")
                                    .POST(BodyPublishers.ofString("[1]"))
                                    .header("Content-Type", "application/json"))
                            .status())
                    .isEqualTo(401);
            assertThat(http.raw(request("/alpha/now", "[1]", "Authorization: Bearer t", "Connection: close"))
                            .status())
                    .isEqualTo(401);
            assertThat(http.raw(request("/alpha/now", "[1]", "Expect: 100-continue", "Connection: close"))
                            .status())
                    .isIn(100, 200);
            assertThat(taken).hasValue(0);
        });
    }

    @Test
    void takesWhatARouteWithAVariablePlaceIsFor() {
        Served.with(this::doors, http -> {
            assertThat(columns(http, "/alpha/ri.a-b_c.1/columns", 300_000)).isEqualTo("ri.a-b_c.1 300000");
            assertThat(taken).hasValue(1);
            assertThat(columns(http, "/alpha/a%2Fb/columns", 3)).isEqualTo("by Javalin a/b");
            assertThat(columns(http, "/alpha/a%62/columns", 3)).isEqualTo("by Javalin ab");
            assertThat(columns(http, "/alpha/a/columns", 400_001)).isEqualTo("by Javalin a");
            assertThat(columns(http, "/alpha/a/columns", 3, "X-Once", "key")).isEqualTo("by Javalin a");
            assertThat(columns(http, "/alpha/a/columns", 3, "Content-Type", "application/json"))
                    .isEqualTo("by Javalin a");
            assertThat(columns(http, "/alpha/a/columns/", 3)).isEqualTo("by Javalin a");
            for (String other : List.of("/alpha/a/b/columns", "/alpha//columns", "/alpha/columns")) {
                assertThat(http.post(other, "[1]").status()).isEqualTo(404);
            }
            assertThat(taken).hasValue(1);
        });
    }

    private String columns(Served http, String path, int bytes, String... headers) {
        HttpRequest.Builder request = http.request(path).setHeader("Content-Type", "x/columns");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        assertThat(http.send(request.POST(BodyPublishers.ofByteArray(new byte[bytes])))
                        .status())
                .isEqualTo(200);
        return new String(seen.get(), StandardCharsets.UTF_8);
    }

    @Test
    void refusesForeignHostsAsEverywhere() {
        Served.with(this::doors, http -> {
            String foreign = request("/alpha/now", "[1]", "Connection: close").replace("localhost", "evil.example");
            assertThat(http.raw(foreign).status()).isEqualTo(421);
            assertThat(taken).hasValue(0);
        });
    }

    @Test
    void takesBodiesInPieces() {
        talk(socket -> {
            String body = "[" + "1,".repeat(50_000) + "1]";
            String request = request("/alpha/now", body);
            for (int from = 0; from < request.length(); from += 30_000) {
                write(socket, request.substring(from, Math.min(from + 30_000, request.length())));
                pause();
            }
            assertThat(readAnswers(socket, 1)).startsWith("HTTP/1.1 200");
            assertThat(seen.get()).asString().isEqualTo(body);
            assertThat(taken).hasValue(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/alpha/now", "/alpha/later", "/alpha/waits"})
    void answersRequestsThatComeTogetherInTheirOrder(String path) {
        talk(socket -> {
            String id = "X-Request-Id: ";
            write(
                    socket,
                    request(path, "[1]", id + "a")
                            + request("/alpha/now", "[2]", id + "b")
                            + request(path, "[3]", id + "c"));
            String answers = readAnswers(socket, 3);
            assertThat(answers).containsSubsequence(id + "a", "{}", id + "b", "{}", id + "c", "{}");
            assertThat(taken).hasValue(3);
        });
    }

    @Test
    void handlesNothingOfABodyThatBreaksOff() {
        talk(socket -> {
            String request = request("/alpha/now", "[1,2,3]");
            write(socket, request.substring(0, request.length() - 2));
            pause();
            shutdown(socket);
            assertThat(readAnswers(socket, 1)).doesNotContain("200 OK");
            assertThat(taken).hasValue(0);
        });
    }

    @Test
    void waitsForABodyNoLongerThanItsDeadline() {
        HttpSettings usual = HttpSettings.of("127.0.0.1", 0, Set.of());
        HttpSettings hasty = new HttpSettings(
                usual.host(),
                0,
                Set.of(),
                usual.jsonBytesMax(),
                usual.headerBytesMax(),
                usual.queryCharsMax(),
                usual.threadsMax(),
                usual.connectionsMax(),
                usual.idle(),
                Duration.ofMillis(100),
                usual.stopDeadline());
        talk(hasty, socket -> {
            String request = request("/alpha/now", "[1,2,3]", "Connection: close");
            write(socket, request.substring(0, request.length() - 3));
            pause();
            pause();
            write(socket, ",");
            assertThat(readAnswers(socket, 1)).startsWith("HTTP/1.1 400").contains("in time");
            assertThat(taken).hasValue(0);
        });
    }

    private static void pause() {
        try {
            Thread.sleep(80);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void shutdown(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
