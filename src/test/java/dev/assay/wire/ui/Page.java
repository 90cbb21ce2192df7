package dev.assay.wire.ui;

import dev.assay.app.NewToken;
import dev.assay.app.TestClock;
import dev.assay.app.TestStore;
import dev.assay.domain.Scope;
import dev.assay.http.HttpServer;
import dev.assay.http.HttpSettings;
import dev.assay.json.JsonTree;
import dev.assay.sql.Database;
import dev.assay.wire.assay.AssayRoutes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The page's server and our own API on a real store, and a browser's requests to them.
final class Page implements AutoCloseable {

    static final String VERSION = "1.2.3-test";

    final TestClock clock = new TestClock(Instant.parse("2026-01-02T03:04:05.006Z"));
    final TestStore store;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private Page(Database database, Path folder) {
        this.store = TestStore.open(database, folder, clock);
        this.server = HttpServer.start(
                HttpSettings.of("127.0.0.1", 0, Set.of()), store.store().signIn()::find, config -> {
                    UiRoutes.add(config, store.store(), VERSION);
                    return List.of(AssayRoutes.add(config, store.store(), VERSION));
                });
    }

    static Page open(Path folder) {
        return open(Database.sqlite(folder.resolve("assay.db")), folder);
    }

    /// On a database that the test brings, which is closed with the page.
    static Page open(Database database, Path folder) {
        return new Page(database, folder);
    }

    record Answer(int status, HttpResponse<String> response) {

        String body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        Map<String, Object> json() {
            return JsonTree.readObject(body());
        }

        /// The cookie that the answer sets, as a browser sends it back.
        String cookie() {
            return header("Set-Cookie").split(";", 2)[0];
        }
    }

    /// A token that a person has.
    String token(Scope... scopes) {
        return token("typed in", scopes);
    }

    String token(String name, Scope... scopes) {
        return store.store()
                .tokens()
                .create(store.admin(), new NewToken(name, Set.of(scopes), Optional.empty()))
                .text()
                .text();
    }

    /// A request of the page's script, with more headers in pairs.
    Answer send(String method, String path, String body, String... headers) {
        return sendAs("application/json", method, path, body, headers);
    }

    Answer sendAs(String contentType, String method, String path, String body, String... headers) {
        return sendAs(contentType, method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer sendAs(String contentType, String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (body.length > 0) {
            request.header("Content-Type", contentType);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking", e);
        }
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        store.close();
    }
}
