package dev.assay.wire.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.NewToken;
import dev.assay.app.TestStore;
import dev.assay.domain.Scope;
import dev.assay.http.HttpServer;
import dev.assay.http.HttpSettings;
import dev.assay.http.Tokens;
import dev.assay.wire.assay.OpenApi.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The API on a real store with real tokens, and a client of it. Every answer, and every JSON body that was taken, is
/// held to the API's own description.
final class Native implements AutoCloseable {

    static final String V1 = "/api/assay/v1";
    static final String VERSION = "1.2.3-test";

    /// Small, so that a body past it is quickly made.
    static final long ARROW_BYTES_MAX = 8 << 20;

    /// What came back.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Answer(int status, HttpHeaders headers, byte[] bytes) {

        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        Object json() {
            return JsonTree.parse(body());
        }

        Object at(Object... path) {
            return JsonTree.at(json(), path);
        }

        String text(Object... path) {
            return (String) at(path);
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    private final TestStore store;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Described described = new Described();
    private final String admin;
    private final String writer;
    private final String reader;

    private Native(TestStore store) {
        this.store = store;
        this.server = HttpServer.start(
                HttpSettings.of("127.0.0.1", 0, Set.of()),
                Tokens.of(store.store().signIn()::find, store.store().signIn()::recall),
                store.store().metrics(),
                config -> List.of(AssayRoutes.add(config, store.store(), VERSION, false, ARROW_BYTES_MAX)));
        this.admin = token(EnumSet.allOf(Scope.class));
        this.writer = token(EnumSet.of(Scope.MODELS_WRITE));
        this.reader = token(EnumSet.of(Scope.MODELS_READ));
    }

    static Native open(Path folder) {
        return new Native(TestStore.open(folder));
    }

    /// With at most so many series in an experiment.
    static Native withSeriesMax(Path folder, int series) {
        return new Native(TestStore.withSeriesMax(folder, series));
    }

    private String token(Set<Scope> scopes) {
        NewToken wanted = new NewToken("of a test", scopes, Optional.empty());
        return store.store().tokens().create(store.admin(), wanted).text().text();
    }

    TestStore store() {
        return store;
    }

    /// May read and write, and is an admin.
    Request as(String method, String path) {
        return new Request(method, path).header("Authorization", "Bearer " + admin);
    }

    Request asWriter(String method, String path) {
        return new Request(method, path).header("Authorization", "Bearer " + writer);
    }

    Request asReader(String method, String path) {
        return new Request(method, path).header("Authorization", "Bearer " + reader);
    }

    Request anonymous(String method, String path) {
        return new Request(method, path);
    }

    Answer get(String path) {
        return as("GET", path).send();
    }

    Answer post(String path, String json) {
        return as("POST", path).json(json).send();
    }

    /// The RID of a new model.
    String model(String name) {
        return post("/models", "{\"name\": \"" + name + "\"}").text("rid");
    }

    /// The path of a new experiment of a new model.
    String experiment() {
        String model = model("model " + System.nanoTime());
        return "/experiments/"
                + post("/models/" + model + "/experiments", "{\"name\": \"run\"}")
                        .text("rid");
    }

    /// What was answered with success so far.
    Set<Operation> served() {
        return described.succeeded();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        store.close();
    }

    /// A request to be; a path that begins with `/` but not with `//` is below the API's own.
    final class Request {

        private final String method;
        private final String path;
        private final HttpRequest.Builder builder;
        private String json = "";
        private BodyPublisher body = BodyPublishers.noBody();

        Request(String method, String path) {
            this.method = method;
            this.path = path.startsWith("//") ? path.substring(1) : V1 + path;
            this.builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + this.path));
        }

        Request header(String name, String value) {
            builder.header(name, value);
            return this;
        }

        Request key(String key) {
            return header("Idempotency-Key", key);
        }

        Request json(String text) {
            json = text;
            return body("application/json", BodyPublishers.ofString(text));
        }

        Request body(String contentType, String text) {
            return body(contentType, BodyPublishers.ofString(text));
        }

        Request body(String contentType, BodyPublisher publisher) {
            body = publisher;
            return header("Content-Type", contentType);
        }

        Answer send() {
            try {
                HttpResponse<byte[]> response =
                        client.send(builder.method(method, body).build(), HttpResponse.BodyHandlers.ofByteArray());
                Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
                check(answer);
                return answer;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while asking", e);
            }
        }

        private void check(Answer answer) {
            described.checkAnswer(method, path, answer.status(), answer.header("Content-Type"), answer.body());
            if (answer.status() < 300) {
                described.checkRequest(method, path, json);
            }
        }
    }

    /// Holds the answer to be a failure in the words of this API.
    static void assertFails(Answer answer, int status, String name) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("errorName")).as(answer.body()).isEqualTo(name);
    }

    /// The same for a body with a mistake at the pointer.
    static void assertMalformed(Answer answer, String where) {
        assertFails(answer, 400, "MalformedBody");
        assertThat(answer.text("parameters", "where")).as(answer.body()).isEqualTo(where);
    }
}
