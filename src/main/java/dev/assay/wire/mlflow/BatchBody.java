package dev.assay.wire.mlflow;

import dev.assay.app.Changes;
import dev.assay.app.Changes.ParameterRule;
import dev.assay.domain.Faults;
import dev.assay.domain.Parameter;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.Tag;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import dev.assay.json.RecurringTexts;
import dev.assay.series.Batch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The body of `runs/log-batch`. Points go straight from the reader into the batch's columns: this is where most points
/// of most programs come in.
final class BatchBody {

    static final int METRICS_MAX = 1_000;
    static final int PARAMETERS_MAX = 100;
    static final int TAGS_MAX = 100;
    static final int ITEMS_MAX = 1_000;

    private static final int RUN_ID_CHARS_MAX = 256;
    private static final Pattern RUN_ID = Pattern.compile("[a-zA-Z0-9][\\p{L}\\p{N}_\\-]{0,255}");

    private final RecurringTexts.Place keys;
    private Optional<String> runId = Optional.empty();
    private Batch points = new Batch();
    private List<Pair> parameters = List.of();
    private List<Pair> tags = List.of();

    // The point that is being read.
    private String key = "";
    private long step;
    private long timestamp;
    private double value;
    private boolean timed;
    private boolean valued;

    private BatchBody(RecurringTexts.Place keys) {
        this.keys = keys;
    }

    static BatchBody read(byte[] body, RecurringTexts keys) {
        return PlainBatch.find(body, keys.begin())
                .map(plain -> {
                    BatchBody batch = new BatchBody(keys.begin());
                    batch.runId = Optional.of(plain.runId());
                    batch.points = plain.points();
                    return batch;
                })
                .orElseGet(() -> readAny(body, keys));
    }

    /// However it is written; says what is wrong with it.
    static BatchBody readAny(byte[] body, RecurringTexts keys) {
        return Json.readLenient(body, json -> {
            BatchBody batch = new BatchBody(keys.begin());
            json.object(name -> batch.readField(json, name));
            return batch;
        });
    }

    Batch points() {
        return points;
    }

    Optional<String> givenRunId() {
        return runId;
    }

    private void readField(JsonReader json, String name) {
        if (json.isNull()) {
            json.skip();
            return;
        }
        switch (name) {
            case "run_id", "runId" -> runId = Optional.of(json.text());
            case "metrics" -> {
                points = new Batch();
                Consumer<String> field = property -> readPointField(json, property);
                json.array(() -> readPoint(json, field));
            }
            case "params" -> parameters = pairs(json, "params", PARAMETERS_MAX);
            case "tags" -> tags = pairs(json, "tags", TAGS_MAX);
            default -> json.skip();
        }
    }

    private void readPoint(JsonReader json, Consumer<String> field) {
        if (points.size() == METRICS_MAX) {
            throw Faults.limitReached("metrics in a batch", METRICS_MAX);
        }
        key = "";
        step = 0;
        timed = false;
        valued = false;
        json.object(field);
        requirePoint(json);
        points.add(key, step, timestamp, value);
    }

    private void readPointField(JsonReader json, String name) {
        if (json.isNull()) {
            json.skip();
            return;
        }
        switch (name) {
            case "key" -> key = json.recurringText(keys);
            case "value" -> {
                value = json.float64();
                valued = true;
            }
            case "timestamp" -> {
                timestamp = json.int64();
                timed = true;
            }
            case "step" -> step = json.int64();
            default -> json.skip();
        }
    }

    private void requirePoint(JsonReader json) {
        if (key.isEmpty()) {
            throw json.missing("key");
        }
        if (!valued) {
            throw json.missing("value");
        }
        if (!timed) {
            throw json.missing("timestamp");
        }
        Timestamps.require("timestamp", timestamp);
    }

    private static List<Pair> pairs(JsonReader json, String what, int max) {
        List<Pair> pairs = new ArrayList<>();
        json.array(() -> {
            if (pairs.size() == max) {
                throw Faults.limitReached(what + " in a batch", max);
            }
            pairs.add(Pair.read(json));
        });
        return pairs;
    }

    String runId() {
        String id = runId.filter(text -> !text.isEmpty()).orElseThrow(() -> Faults.invalid("run_id", "missing"));
        if (!isPlain(id) && !RUN_ID.matcher(id).matches()) {
            throw Faults.invalid("run_id", "not letters, digits, _ and -, at most 256");
        }
        return id;
    }

    /// What every run id of ours is, so that one look suffices.
    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!('0' <= c && c <= '9') && !('a' <= c && c <= 'z')) {
                return false;
            }
        }
        return id.length() <= RUN_ID_CHARS_MAX;
    }

    /// @param keys what the points' series are held to
    Changes changes(MetricKeys keys) {
        if (points.size() + parameters.size() + tags.size() > ITEMS_MAX) {
            throw Faults.limitReached("metrics, params and tags in a batch", ITEMS_MAX);
        }
        keys.require(points.names());
        Changes changes = RunTags.of(tagList()).changes().withParameters(parameterList(), ParameterRule.KEEP);
        return points.isEmpty() ? changes : changes.withPoints(points);
    }

    private List<Tag> tagList() {
        List<Tag> list = new ArrayList<>(tags.size());
        for (Pair tag : tags) {
            Keys.require("tag key", tag.key());
            list.add(new Tag(tag.key(), tag.value()));
        }
        return list;
    }

    private List<Parameter> parameterList() {
        List<Parameter> list = new ArrayList<>(parameters.size());
        Set<String> keys = new HashSet<>();
        for (Pair parameter : parameters) {
            Keys.require("param key", parameter.key());
            if (!keys.add(parameter.key())) {
                throw Faults.invalid("params", "the key " + parameter.key() + " comes twice");
            }
            list.add(new Parameter(parameter.key(), ParameterValue.read(parameter.value())));
        }
        return list;
    }
}
