package dev.assay.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// Calls of a running server over HTTP, as whom its token says.
final class ServerCall implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /// An answer, its body as JSON; empty where it is none.
    record Answer(int status, Map<String, Object> body) {

        /// The body of an answer that says yes.
        Map<String, Object> expect() {
            if (status / 100 == 2) {
                return body;
            }
            Object name = body.getOrDefault("errorName", "status " + status);
            Object description = body.getOrDefault("errorDescription", "");
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "the server refused: " + name + (description.equals("") ? "" : ", " + description));
        }
    }

    private final URI address;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    ServerCall(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /// JSON. An empty `body` sends none.
    Answer send(String method, String path, byte[] body) {
        return send(method, path, "application/json", body);
    }

    Answer send(String method, String path, String contentType, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                .timeout(ANSWER_TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
        if (body.length > 0) {
            request.header("Content-Type", contentType);
        }
        request.method(method, body.length > 0 ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody());
        return answer(request.build());
    }

    /// The same for who goes on only with an answer that says yes.
    Map<String, Object> ask(String method, String path, byte[] body) {
        return send(method, path, body).expect();
    }

    /// What the answer lacks.
    static CommandFailed unexpected(String what) {
        return new CommandFailed(
                ExitCode.FAILED,
                "the server's answer is not understood at '" + what + "': is this program of the same release?");
    }

    URI address() {
        return address;
    }

    private String base() {
        String text = address.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private Answer answer(HttpRequest request) {
        try {
            var response = client.send(request, BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(), JsonMaps.find(response.body()).orElse(Map.of()));
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.IN_USE_OR_OUT_OF_REACH, "the server at " + address + " cannot be reached (" + e + ")");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.FAILED, "interrupted while " + address + " was asked");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
