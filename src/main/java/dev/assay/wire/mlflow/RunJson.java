package dev.assay.wire.mlflow;

import dev.assay.app.Models;
import dev.assay.app.Snapshot;
import dev.assay.domain.Caller;
import dev.assay.domain.Experiment;
import dev.assay.domain.Parameter;
import dev.assay.domain.Point;
import dev.assay.domain.Tag;
import dev.assay.json.JsonWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// An experiment in MLflow's words: a run. What is empty is absent, as in the reference server's answers.
final class RunJson {

    private final Models models;
    private final boolean showRids;

    RunJson(Models models, boolean showRids) {
        this.models = models;
        this.showRids = showRids;
    }

    /// Where the artifacts of each model's runs lie; asked before anything is written.
    Map<Long, String> locations(Caller caller, List<Snapshot> runs) {
        Map<Long, String> locations = new HashMap<>();
        for (Snapshot run : runs) {
            locations.computeIfAbsent(
                    run.experiment().modelNumber(),
                    number -> models.findByNumber(caller, number)
                            .map(ArtifactUris::ofExperiment)
                            .orElseThrow(() -> new IllegalStateException("BUG: a run of no model: " + number)));
        }
        return locations;
    }

    void write(JsonGenerator json, Snapshot run, Map<Long, String> locations) {
        json.writeStartObject();
        writeInfo(json, "info", run, locations);
        json.writeObjectPropertyStart("data");
        writeMetrics(json, run);
        writeParameters(json, run.experiment().parameters());
        writeTags(json, RunTags.shown(run.experiment(), showRids));
        json.writeEndObject();
        writeEmpty(json, "inputs");
        writeEmpty(json, "outputs");
        json.writeEndObject();
    }

    void writeInfo(JsonGenerator json, String name, Snapshot run, Map<Long, String> locations) {
        Experiment experiment = run.experiment();
        String location = String.valueOf(locations.get(experiment.modelNumber()));
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("run_uuid", experiment.runId());
        json.writeStringProperty("experiment_id", Long.toString(experiment.modelNumber()));
        json.writeStringProperty("run_name", experiment.name());
        json.writeStringProperty("user_id", user(experiment));
        json.writeStringProperty("status", experiment.status().word().name());
        JsonWriter.writeLongExact(json, "start_time", experiment.status().startTimeMs());
        experiment.status().endTimeMs().ifPresent(end -> JsonWriter.writeLongExact(json, "end_time", end));
        json.writeStringProperty("artifact_uri", ArtifactUris.ofRun(location, experiment.runId()));
        json.writeStringProperty("lifecycle_stage", Lifecycles.stage(run.deleted()));
        json.writeStringProperty("run_id", experiment.runId());
        json.writeEndObject();
    }

    private static String user(Experiment experiment) {
        return experiment.tags().stream()
                .filter(tag -> tag.key().equals(RunTags.USER))
                .map(Tag::value)
                .findFirst()
                .orElse("");
    }

    private static void writeMetrics(JsonGenerator json, Snapshot run) {
        if (run.series().isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("metrics");
        for (Snapshot.NamedSeries series : run.series()) {
            Point last = series.aggregates().last();
            MetricJson.write(json, series.name(), last.step(), last.timeMs(), last.value());
        }
        json.writeEndArray();
    }

    private static void writeParameters(JsonGenerator json, List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("params");
        for (Parameter parameter : parameters) {
            writePair(json, parameter.name(), parameter.value().text());
        }
        json.writeEndArray();
    }

    static void writeTags(JsonGenerator json, List<Tag> tags) {
        if (tags.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("tags");
        for (Tag tag : tags) {
            writePair(json, tag.key(), tag.value());
        }
        json.writeEndArray();
    }

    private static void writePair(JsonGenerator json, String key, String value) {
        json.writeStartObject();
        json.writeStringProperty("key", key);
        json.writeStringProperty("value", value);
        json.writeEndObject();
    }

    private static void writeEmpty(JsonGenerator json, String name) {
        json.writeObjectPropertyStart(name);
        json.writeEndObject();
    }
}
