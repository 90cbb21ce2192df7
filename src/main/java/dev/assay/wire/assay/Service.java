package dev.assay.wire.assay;

import dev.assay.app.Store;
import dev.assay.domain.Scope;
import dev.assay.http.JsonAnswer;
import dev.assay.observe.Metrics;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// What this is, how it is and how it does, and how to speak to it.
final class Service {

    private static final String OPEN_API = "/openapi/openapi.json";

    private final Store store;
    private final String version;
    private final byte[] openApi = resource(OPEN_API);

    Service(Store store, String version) {
        this.store = store;
        this.version = version;
    }

    /// Says that all is well only once the database has answered.
    void health(Context context) {
        store.requireReachable();
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", "ok");
            json.writeEndObject();
        });
    }

    void version(Context context) {
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeStringProperty("name", "Assay");
            json.writeStringProperty("version", version);
            json.writeEndObject();
        });
    }

    void openApi(Context context) {
        context.contentType("application/json").result(openApi);
    }

    void metricsToReaders(Context context) {
        Requests.caller(context, Scope.MODELS_READ);
        metrics(context);
    }

    void metrics(Context context) {
        context.contentType(Metrics.CONTENT_TYPE).result(store.metrics().text());
    }

    private static byte[] resource(String path) {
        try (InputStream in = Service.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("BUG: the jar lacks " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
