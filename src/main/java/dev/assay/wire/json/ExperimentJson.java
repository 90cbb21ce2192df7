package dev.assay.wire.json;

import dev.assay.app.Snapshot;
import dev.assay.app.Snapshot.NamedSeries;
import dev.assay.app.Snapshot.SummaryValue;
import dev.assay.domain.Artifact;
import dev.assay.domain.Experiment;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.Status;
import dev.assay.domain.Tag;
import dev.assay.json.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// An experiment in Foundry's words. What is absent is left out, never null; lists and the map of artifacts stand there
/// even where they are empty.
public final class ExperimentJson {

    /// Tags with such keys are bookkeeping, which Foundry's page of tags is not for.
    private static final List<String> HIDDEN_TAG_PREFIXES = List.of("mlflow.", "assay.");

    private ExperimentJson() {}

    /// Foundry shows no name of an experiment; our own API does.
    public static void write(JsonGenerator json, Snapshot snapshot, Optional<String> name) {
        Experiment experiment = snapshot.experiment();
        json.writeStartObject();
        json.writeStringProperty("rid", experiment.id().rid().text());
        json.writeStringProperty("modelRid", experiment.model().rid().text());
        name.ifPresent(text -> json.writeStringProperty("name", text));
        TimeJson.write(json, "createdTime", experiment.createdTime());
        json.writeStringProperty("createdBy", experiment.createdBy().toString());
        json.writeName("source");
        SourceJson.write(json, experiment.source());
        writeStatus(json, experiment.status());
        json.writeStringProperty("branch", experiment.branch());
        writeList(json, "parameters", experiment.parameters(), parameter -> ParameterJson.write(json, parameter));
        writeList(json, "series", snapshot.series(), series -> writeSeries(json, series));
        writeList(json, "summaryMetrics", snapshot.summaryMetrics(), metric -> writeSummaryMetric(json, metric));
        writeArtifacts(json, experiment.artifacts());
        writeList(json, "tags", tagTexts(experiment.tags()), json::writeString);
        experiment.linkedModelVersion().ifPresent(rid -> json.writeStringProperty("linkedModelVersion", rid.text()));
        experiment.jobRid().ifPresent(rid -> json.writeStringProperty("jobRid", rid.text()));
        json.writeEndObject();
    }

    private static <T> void writeList(JsonGenerator json, String name, List<T> values, Consumer<T> write) {
        json.writeArrayPropertyStart(name);
        values.forEach(write);
        json.writeEndArray();
    }

    private static void writeStatus(JsonGenerator json, Status status) {
        String word = switch (status.word()) {
            case RUNNING, SCHEDULED -> "RUNNING";
            case FINISHED -> "SUCCEEDED";
            case FAILED, KILLED -> "FAILED";
        };
        json.writeStringProperty("status", word);
        status.message().ifPresent(message -> json.writeStringProperty("statusMessage", message));
    }

    private static void writeSeries(JsonGenerator json, NamedSeries series) {
        SeriesAggregates aggregates = series.aggregates();
        json.writeStartObject();
        json.writeStringProperty("name", series.name());
        JsonWriter.writeLong(json, "length", aggregates.length());
        json.writeObjectPropertyStart("value");
        json.writeStringProperty("type", "double");
        aggregates.min().ifPresent(min -> JsonWriter.writeDouble(json, "min", min.value()));
        aggregates.max().ifPresent(max -> JsonWriter.writeDouble(json, "max", max.value()));
        JsonWriter.writeDouble(json, "last", aggregates.last().value());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeSummaryMetric(JsonGenerator json, SummaryValue summary) {
        json.writeStartObject();
        json.writeStringProperty("seriesName", summary.metric().seriesName());
        json.writeStringProperty("aggregation", summary.metric().aggregation().name());
        JsonWriter.writeDouble(json, "value", summary.value());
        json.writeEndObject();
    }

    private static void writeArtifacts(JsonGenerator json, List<Artifact> artifacts) {
        json.writeObjectPropertyStart("artifacts");
        artifacts.stream().filter(ArtifactJson::isShown).forEach(artifact -> {
            json.writeName(artifact.name());
            ArtifactJson.write(json, artifact);
        });
        json.writeEndObject();
    }

    private static List<String> tagTexts(List<Tag> tags) {
        return tags.stream()
                .filter(Tag::isText)
                .map(Tag::key)
                .filter(key -> HIDDEN_TAG_PREFIXES.stream().noneMatch(key::startsWith))
                .toList();
    }
}
