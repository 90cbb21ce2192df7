package dev.assay.wire.foundry;

import dev.assay.app.NewToken;
import dev.assay.app.Store;
import dev.assay.app.TestStore;
import dev.assay.domain.Scope;
import dev.assay.http.Dialect;
import dev.assay.http.HttpServer;
import dev.assay.http.HttpSettings;
import dev.assay.http.Tokens;
import dev.assay.wire.assay.Described;
import dev.assay.wire.assay.OpenApi.Operation;
import dev.assay.wire.json.ErrorJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// This room's routes on a real store, asked over a socket, so that a test writes every byte of a request itself.
final class FoundryServer implements AutoCloseable {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.006Z");
    private static final int SOCKET_TIMEOUT_MS = 10_000;

    /// The status line's number, the headers by lower-case name, the body.
    record Answer(int status, Map<String, String> headers, String body) {}

    private final TestStore testStore;
    private final HttpServer server;
    private final Described described = new Described();

    private FoundryServer(TestStore testStore, boolean longsAsTexts) {
        this.testStore = testStore;
        this.server = HttpServer.start(
                HttpSettings.of("127.0.0.1", 0, Set.of()),
                Tokens.of(testStore.store().signIn()::find, testStore.store().signIn()::recall),
                config -> List.of(
                        FoundryRoutes.add(config, testStore.store(), longsAsTexts),
                        new Dialect(List.of("/"), _ -> 500, ErrorJson::write)));
    }

    static FoundryServer open(Path folder) {
        return open(folder, false);
    }

    static FoundryServer open(Path folder, boolean longsAsTexts) {
        return new FoundryServer(TestStore.open(folder, InstantSource.fixed(NOW)), longsAsTexts);
    }

    Store store() {
        return testStore.store();
    }

    TestStore testStore() {
        return testStore;
    }

    /// The text of a new token with just these scopes.
    String token(Scope... scopes) {
        NewToken wanted = new NewToken("test", Set.of(scopes), Optional.empty());
        return store().tokens().create(testStore.admin(), wanted).text().text();
    }

    /// Sends the request line and headers, with `Host` and `Connection: close`.
    Answer ask(String head) {
        return send(head.strip().replace("\n", "\r\n") + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    /// The same with a JSON body, where there is one.
    Answer ask(String head, String body) {
        if (body.isEmpty()) {
            return ask(head);
        }
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return send(head.strip().replace("\n", "\r\n") + "\r\nHost: localhost\r\nConnection: close\r\nContent-Type:"
                + " application/json\r\nContent-Length: " + length + "\r\n\r\n" + body);
    }

    /// The body of what is answered with 200, byte for byte.
    byte[] bytes(String target, String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                .header("Authorization", "Bearer " + token)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(new String(answer.body(), StandardCharsets.UTF_8));
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Which operations have succeeded so far.
    Set<Operation> succeeded() {
        return described.succeeded();
    }

    private Answer send(String request) {
        Answer answer = exchange(request);
        String[] line = request.split(" ", 3);
        if (!answer.headers().containsKey("content-encoding")) {
            String contentType = answer.headers().getOrDefault("content-type", "");
            described.checkAnswer(line[0], line[1], answer.status(), contentType, answer.body());
        }
        if (answer.status() < 300) {
            described.checkRequest(line[0], line[1], request.substring(request.indexOf("\r\n\r\n") + 4));
        }
        return answer;
    }

    private Answer exchange(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(SOCKET_TIMEOUT_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a JSON body with the token.
    Answer post(String target, String token, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + token + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + body);
    }

    private static Answer parse(String response) {
        int end = response.indexOf("\r\n\r\n");
        List<String> lines = response.substring(0, end).lines().toList();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] pair = line.split(": ?", 2);
            headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]);
        }
        int status = Integer.parseInt(lines.getFirst().split(" ", 3)[1]);
        return new Answer(status, headers, response.substring(end + 4));
    }

    @Override
    public void close() {
        server.close();
        testStore.close();
    }
}
