package dev.assay.wire.mlflow;

import dev.assay.access.TokenText;
import dev.assay.app.Store;
import dev.assay.app.TestStore;
import dev.assay.domain.Caller;
import dev.assay.http.Dialect;
import dev.assay.http.HttpServer;
import dev.assay.http.HttpSettings;
import dev.assay.http.Tokens;
import dev.assay.wire.assay.Described;
import dev.assay.wire.assay.OpenApi.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A server with MLflow's routes alone, over a real store in a folder of its own, and a client that may do everything.
final class Tracking implements AutoCloseable {

    static final String API = "/api/2.0/mlflow/";

    /// What came back; a body that is no JSON is null.
    record Answer(int status, String body) {

        /// The value at a path of names and indexes, as `run.data.tags.0.key`; null where there is none.
        @Nullable
        Object at(String path) {
            return JsonTree.at(JsonTree.read(body), path);
        }

        String text(String path) {
            return String.valueOf(at(path));
        }

        Map<?, ?> object(String path) {
            return (Map<?, ?>) Objects.requireNonNull(at(path), body);
        }

        String code() {
            return text("error_code");
        }
    }

    private final TestStore testStore;
    private final Store store;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String token;
    private final Described described = new Described();

    Tracking(Path folder) {
        this(folder, true);
    }

    Tracking(Path folder, boolean showRids) {
        this(TestStore.open(folder), showRids);
    }

    Tracking(TestStore testStore, boolean showRids) {
        this.testStore = testStore;
        this.store = testStore.store();
        this.token =
                store.ensureAdminToken(Optional.empty()).map(TokenText::text).orElseThrow();
        this.server = HttpServer.start(
                HttpSettings.of("127.0.0.1", 0, Set.of()),
                Tokens.of(store.signIn()::find, store.signIn()::recall),
                config -> List.of(
                        MlflowRoutes.add(
                                config,
                                store.models(),
                                store.experiments(),
                                store.reads(),
                                store.searches(),
                                store.files(),
                                store.fileTables(),
                                showRids,
                                new Random(7)),
                        new Dialect(List.of("/"), _ -> 500, (_, _, json) -> json.writeString("another dialect"))));
    }

    Store store() {
        return store;
    }

    Caller admin() {
        return testStore.admin();
    }

    Answer get(String call) {
        return send("GET", API + call, new byte[0], "", token);
    }

    Answer post(String call, String body) {
        return send("POST", API + call, body.getBytes(StandardCharsets.UTF_8), "application/json", token);
    }

    /// A new experiment, by its id.
    String experiment(String name) {
        return post("experiments/create", "{\"name\":\"" + name + "\"}").text("experiment_id");
    }

    /// A new run of the default experiment, by its id.
    String run() {
        return post("runs/create", "{\"experiment_id\":\"0\",\"start_time\":1700000000000}")
                .text("run.info.run_id");
    }

    Answer send(String method, String target, byte[] body, String contentType, String bearer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return send(request.build());
    }

    /// Which operations have succeeded so far.
    Set<Operation> succeeded() {
        return described.succeeded();
    }

    String token() {
        return token;
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            described.checkAnswer(
                    request.method(),
                    request.uri().getRawPath(),
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for " + request.uri(), e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        testStore.close();
    }
}
