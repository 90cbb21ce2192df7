package dev.assay.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Logs over HTTP, in our own API's words and in MLflow's. Whatever is not acknowledged fails the test.
public final class StoreClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String NATIVE = "/api/assay/v1";
    private static final String MLFLOW = "/api/2.0/mlflow/";
    private static final String JSON = "application/json";
    private static final long FIRST_TIME_MS = 1_764_000_000_000L;

    private final URI server;
    private final String token;

    public StoreClient(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /// The RID of a new model.
    public String model(String name) {
        return field(post("/models", "{\"name\":\"" + name + "\"}"), "rid");
    }

    /// The RID of a new experiment.
    ///
    /// @param body as our own API takes it
    public String experiment(String modelRid, String body) {
        return field(post("/models/" + modelRid + "/experiments", body), "rid");
    }

    /// Parameters, points, tags and attributes.
    ///
    /// @param body as our own API takes it
    public void log(String experimentRid, String body) {
        post("/experiments/" + experimentRid + "/log", body);
    }

    /// Points of one series at the steps 0, 1, 2 …, a second apart.
    public void log(String experimentRid, String series, double... values) {
        String steps = join(IntStream.range(0, values.length).mapToObj(Integer::toString));
        String times = join(IntStream.range(0, values.length).mapToObj(i -> Long.toString(FIRST_TIME_MS + i * 1_000L)));
        String texts = join(Arrays.stream(values).mapToObj(StoreClient::json));
        log(
                experimentRid,
                "{\"series\":{\"" + series + "\":{\"steps\":[" + steps + "],\"times\":[" + times + "],\"values\":["
                        + texts + "]}}}");
    }

    private static String join(Stream<String> parts) {
        return parts.collect(Collectors.joining(","));
    }

    private static String json(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "\"" + value + "\"";
    }

    /// A call of our own API, whose paths begin after `/api/assay/v1`; its answer.
    public String post(String path, String body) {
        return send("POST", NATIVE + path, JSON, BodyPublishers.ofString(body));
    }

    public String get(String path) {
        return send("GET", NATIVE + path, "", BodyPublishers.noBody());
    }

    /// A file, an image or a table.
    public String put(String path, String contentType, byte[] content) {
        return send("PUT", NATIVE + path, contentType, BodyPublishers.ofByteArray(content));
    }

    public void delete(String path) {
        send("DELETE", NATIVE + path, "", BodyPublishers.noBody());
    }

    /// A call of MLflow's API, such as `runs/log-batch`; its answer.
    public String mlflow(String call, String body) {
        return send("POST", MLFLOW + call, JSON, BodyPublishers.ofString(body));
    }

    /// A call of Foundry's API, whose paths begin after `/api/v2`; its answer.
    public String foundry(String path, String body) {
        return send("POST", "/api/v2" + path + "?preview=true", JSON, BodyPublishers.ofString(body));
    }

    /// A code that signs in to the page, once.
    public String signInCode() {
        return field(send("POST", "/ui/api/sign-in-codes", "", BodyPublishers.noBody()), "code");
    }

    private String send(String method, String path, String contentType, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", "Bearer " + token)
                .method(method, body);
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        method + " " + path + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while logging", e);
        }
    }

    /// The first text of this name in an answer.
    public static String field(String json, String name) {
        Matcher field = Pattern.compile("\"" + Pattern.quote(name) + "\"\\s*:\\s*\"([^\"]*)\"")
                .matcher(json);
        if (!field.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return field.group(1);
    }
}
