package dev.assay.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.BuiltServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests to a built server as its admin, wherever it listens by now.
final class Calls implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BuiltServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    Calls(BuiltServer server) {
        this.server = server;
    }

    /// The id of a fresh run.
    String createRun() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(
                "POST",
                "/api/2.0/mlflow/runs/create",
                "create",
                "application/json",
                "{\"experiment_id\": \"0\", \"start_time\": 1, \"tags\": []}");
        return find(answer.body(), "\"run_id\"\\s*:\\s*\"([0-9a-f]{32})\"");
    }

    String experimentRid(String run) throws IOException, InterruptedException {
        return find(get("/api/2.0/mlflow/runs/get?run_id=" + run), "(ri\\.models\\.main\\.experiment\\.[^\"]+)");
    }

    private static String find(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(request(path, "get").GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /// The answer carries the request's id again.
    HttpResponse<String> send(String method, String path, String requestId, String contentType, String body)
            throws IOException, InterruptedException {
        return client.send(
                request(path, requestId)
                        .header("Content-Type", contentType)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String requestId) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(PATIENCE)
                .header("X-Request-Id", requestId)
                .header("Authorization", "Bearer " + BuiltServer.TOKEN);
    }

    @Override
    public void close() {
        client.close();
    }
}
