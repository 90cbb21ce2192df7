package dev.assay.http;

import dev.assay.domain.Caller;
import dev.assay.domain.Scope;
import dev.assay.domain.User;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Starts a server on a free port, hands a client to the test, stops the server. The token `t` may do everything,
/// `reader` may only read and `writer` only write.
public final class Served {

    public static final String TOKEN = "t";
    public static final Caller ADA = new Caller(
            new User(UUID.fromString("00000000-0000-7000-8000-00000000ada0"), "ada"), EnumSet.allOf(Scope.class));
    public static final Caller READER = new Caller(ADA.user(), Set.of(Scope.MODELS_READ));

    private static final int SOCKET_TIMEOUT_MS = 10_000;

    /// What came back. Of what a raw socket received, the headers are the lines above the body.
    public record Answer(int status, HttpHeaders headers, String body) {
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    private final HttpClient client;
    private final int port;

    private Served(HttpClient client, int port) {
        this.client = client;
        this.port = port;
    }

    public static void with(Function<JavalinConfig, List<Dialect>> doors, Consumer<Served> test) {
        with(HttpSettings.of("127.0.0.1", 0, Set.of()), doors, test);
    }

    public static void with(
            HttpSettings settings, Function<JavalinConfig, List<Dialect>> doors, Consumer<Served> test) {
        try (HttpServer server = HttpServer.start(settings, Tokens.of(Served::signIn, Served::signIn), doors);
                HttpClient client = HttpClient.newHttpClient()) {
            test.accept(new Served(client, server.port()));
        }
    }

    private static Optional<Caller> signIn(String token) {
        return switch (token) {
            case TOKEN -> Optional.of(ADA);
            case "reader" -> Optional.of(READER);
            case "writer" -> Optional.of(new Caller(ADA.user(), Set.of(Scope.MODELS_WRITE)));
            default -> Optional.empty();
        };
    }

    public int port() {
        return port;
    }

    public Answer get(String path) {
        return send(request(path));
    }

    public Answer post(String path, String json) {
        return send("POST", path, json);
    }

    public Answer send(String method, String path, String json) {
        return send(request(path)
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .header("Content-Type", "application/json"));
    }

    /// A request with the token, to be changed and sent.
    public HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + TOKEN);
    }

    /// A request without one.
    public HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    public Answer send(HttpRequest.Builder request) {
        HttpResponse<byte[]> response = sendForBytes(request);
        return new Answer(
                response.statusCode(), response.headers(), new String(response.body(), StandardCharsets.UTF_8));
    }

    public HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking", e);
        }
    }

    /// Sends these very bytes (ISO 8859-1) and reads until the server closes: add `Connection: close`.
    public Answer raw(String request) {
        return raw(request, false);
    }

    /// The same, and says that nothing more will come. To a request that it cannot parse Jetty may then give no answer.
    public Answer rawAndNoMore(String request) {
        return raw(request, true);
    }

    private Answer raw(String request, boolean noMore) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(SOCKET_TIMEOUT_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            if (noMore) {
                socket.shutdownOutput();
            }
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer parse(String response) {
        int end = response.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IllegalStateException("no HTTP answer: '" + response + "'");
        }
        List<String> lines = Arrays.asList(response.substring(0, end).split("\r\n"));
        int status = Integer.parseInt(lines.getFirst().split(" ", 3)[1]);
        HttpHeaders headers = HttpHeaders.of(
                lines.stream()
                        .skip(1)
                        .map(line -> line.split(": ?", 2))
                        .collect(Collectors.groupingBy(
                                pair -> pair[0], Collectors.mapping(pair -> pair[1], Collectors.toList()))),
                (_, _) -> true);
        return new Answer(status, headers, response.substring(end + 4));
    }
}
