package dev.assay.wire.mlflow;

import dev.assay.json.JsonWriter;
import tools.jackson.core.JsonGenerator;

/// A point in MLflow's words.
final class MetricJson {

    private MetricJson() {}

    static void write(JsonGenerator json, String key, long step, long timeMs, double value) {
        json.writeStartObject();
        json.writeStringProperty("key", key);
        JsonWriter.writeDouble(json, "value", value);
        JsonWriter.writeLongExact(json, "timestamp", timeMs);
        JsonWriter.writeLongExact(json, "step", step);
        json.writeEndObject();
    }
}
