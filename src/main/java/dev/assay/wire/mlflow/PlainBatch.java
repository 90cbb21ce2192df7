package dev.assay.wire.mlflow;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.assay.json.PlainJson;
import dev.assay.json.RecurringTexts;
import dev.assay.series.Batch;
import java.util.Optional;

/// The body of `runs/log-batch` as a client writes it that logs points and nothing else: the run's id, then
/// points, each with its fields in MLflow's order. This is what nearly all bodies are. Of any other nothing
/// is said here.
record PlainBatch(String runId, Batch points) {

    private static final byte[] RUN_ID = "\"run_id\"".getBytes(US_ASCII);
    private static final byte[] METRICS = "\"metrics\"".getBytes(US_ASCII);
    private static final byte[] KEY = "\"key\"".getBytes(US_ASCII);
    private static final byte[] VALUE = "\"value\"".getBytes(US_ASCII);
    private static final byte[] TIMESTAMP = "\"timestamp\"".getBytes(US_ASCII);
    private static final byte[] STEP = "\"step\"".getBytes(US_ASCII);

    /// What a point takes at least.
    private static final int POINT_BYTES_MIN = 40;

    static Optional<PlainBatch> find(byte[] body, RecurringTexts.Place keys) {
        return PlainJson.read(body, json -> {
            json.pass('{');
            json.passName(RUN_ID);
            String runId = json.text();
            json.pass(',');
            json.passName(METRICS);
            Batch points = new Batch(Math.min(BatchBody.METRICS_MAX, body.length / POINT_BYTES_MIN));
            readPoints(json, keys, points);
            json.pass('}');
            return new PlainBatch(runId, points);
        });
    }

    private static void readPoints(PlainJson json, RecurringTexts.Place keys, Batch points) {
        json.pass('[');
        do {
            if (points.size() == BatchBody.METRICS_MAX) {
                throw PlainJson.unusual();
            }
            readPoint(json, keys, points);
        } while (json.passes(','));
        json.pass(']');
    }

    private static void readPoint(PlainJson json, RecurringTexts.Place keys, Batch points) {
        json.pass('{');
        json.passName(KEY);
        String key = json.recurringText(keys);
        json.pass(',');
        json.passName(VALUE);
        double value = json.float64();
        json.pass(',');
        json.passName(TIMESTAMP);
        long timestamp = json.int64();
        long step = 0;
        if (json.passes(',')) {
            json.passName(STEP);
            step = json.int64();
        }
        json.pass('}');
        if (timestamp < 0) {
            throw PlainJson.unusual();
        }
        points.add(key, step, timestamp, value);
    }
}
