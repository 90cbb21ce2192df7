package dev.assay.wire.ui;

import dev.assay.app.Overview;
import dev.assay.app.Snapshot;
import dev.assay.app.Snapshot.NamedSeries;
import dev.assay.app.Snapshot.SummaryValue;
import dev.assay.domain.Artifact;
import dev.assay.domain.Experiment;
import dev.assay.domain.Model;
import dev.assay.domain.ModelVersion;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import dev.assay.domain.Status;
import dev.assay.domain.Tag;
import dev.assay.json.JsonWriter;
import dev.assay.wire.json.ParameterJson;
import dev.assay.wire.json.SourceJson;
import dev.assay.wire.json.TimeJson;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;

/// An experiment as its page shows it. There may be thousands of series, so that they come as columns: a value of each
/// at one place of every array.
final class OverviewJson {

    private OverviewJson() {}

    static void write(JsonGenerator json, Overview overview) {
        Snapshot snapshot = overview.snapshot();
        Experiment experiment = snapshot.experiment();
        json.writeStartObject();
        json.writeStringProperty("rid", experiment.id().rid().text());
        json.writeStringProperty("runId", experiment.runId());
        json.writeStringProperty("name", experiment.name());
        writeModel(json, overview.model());
        writeStatus(json, experiment.status());
        TimeJson.write(json, "createdTime", experiment.createdTime());
        snapshot.series().stream()
                .mapToLong(series -> series.aggregates().last().timeMs())
                .max()
                .ifPresent(ms -> JsonWriter.writeLong(json, "lastTimeMs", ms));
        json.writeStringProperty("creator", overview.creator());
        json.writeStringProperty("createdBy", experiment.createdBy().toString());
        json.writeName("source");
        SourceJson.write(json, experiment.source());
        json.writeStringProperty("branch", experiment.branch());
        experiment.jobRid().ifPresent(rid -> json.writeStringProperty("jobRid", rid.text()));
        experiment.linkedModelVersion().ifPresent(rid -> json.writeStringProperty("linkedModelVersion", rid.text()));
        overview.linkedVersion().ifPresent(version -> writeVersion(json, version));
        writeList(json, "parameters", experiment.parameters(), parameter -> ParameterJson.write(json, parameter));
        writeTags(json, experiment.tags());
        writeSeries(json, snapshot.series());
        writeList(json, "summaryMetrics", chosen(snapshot), metric -> writeSummaryMetric(json, metric));
        writeTables(json, experiment.artifacts());
        json.writeEndObject();
    }

    private static <T> void writeList(JsonGenerator json, String name, List<T> values, Consumer<T> write) {
        json.writeArrayPropertyStart(name);
        values.forEach(write);
        json.writeEndArray();
    }

    private static void writeModel(JsonGenerator json, Model model) {
        json.writeObjectPropertyStart("model");
        json.writeStringProperty("rid", model.id().rid().text());
        json.writeStringProperty("name", model.name());
        JsonWriter.writeLong(json, "number", model.number());
        json.writeEndObject();
    }

    /// Of Foundry's three words SUCCEEDED, and of MLflow's the finer ones that Foundry has no word for.
    private static void writeStatus(JsonGenerator json, Status status) {
        String word = switch (status.word()) {
            case RUNNING -> "RUNNING";
            case SCHEDULED -> "SCHEDULED";
            case FINISHED -> "SUCCEEDED";
            case FAILED -> "FAILED";
            case KILLED -> "KILLED";
        };
        json.writeStringProperty("status", word);
        JsonWriter.writeLong(json, "startTimeMs", status.startTimeMs());
        if (status.word().isEnd() && status.endTimeMs().isPresent()) {
            JsonWriter.writeLong(json, "endTimeMs", status.endTimeMs().getAsLong());
        }
        status.message().ifPresent(message -> json.writeStringProperty("statusMessage", message));
    }

    private static void writeVersion(JsonGenerator json, ModelVersion version) {
        json.writeObjectPropertyStart("linkedVersion");
        json.writeStringProperty("rid", version.id().rid().text());
        json.writeStringProperty("modelRid", version.model().rid().text());
        json.writeStringProperty("branch", version.branch());
        TimeJson.write(json, "createdTime", version.createdTime());
        json.writeEndObject();
    }

    /// The note is a tag, and stands by itself.
    private static void writeTags(JsonGenerator json, List<Tag> tags) {
        List<Tag> others =
                tags.stream().filter(tag -> !tag.key().equals(Tag.NOTE)).toList();
        writeList(json, "tags", others, tag -> {
            json.writeStartObject();
            json.writeStringProperty("key", tag.key());
            json.writeStringProperty("value", tag.value());
            json.writeEndObject();
        });
        tags.stream()
                .filter(tag -> tag.key().equals(Tag.NOTE))
                .forEach(note -> json.writeStringProperty("note", note.value()));
    }

    private static void writeSeries(JsonGenerator json, List<NamedSeries> series) {
        json.writeObjectPropertyStart("series");
        writeList(json, "names", series, one -> json.writeString(one.name()));
        writeLongs(json, "lengths", series, SeriesAggregates::length);
        writeLongs(json, "nanCounts", series, SeriesAggregates::nanCount);
        writeList(
                json,
                "last",
                series,
                one -> JsonWriter.writeDouble(json, one.aggregates().last().value()));
        writeLongs(json, "lastSteps", series, aggregates -> aggregates.last().step());
        writeLongs(json, "lastTimes", series, aggregates -> aggregates.last().timeMs());
        writeExtremes(json, "min", "minSteps", series, SeriesAggregates::min);
        writeExtremes(json, "max", "maxSteps", series, SeriesAggregates::max);
        json.writeEndObject();
    }

    private static void writeLongs(
            JsonGenerator json, String name, List<NamedSeries> series, ToLongFunction<SeriesAggregates> value) {
        writeList(json, name, series, one -> JsonWriter.writeLong(json, value.applyAsLong(one.aggregates())));
    }

    /// Null where every value of a series is NaN.
    private static void writeExtremes(
            JsonGenerator json,
            String name,
            String stepsName,
            List<NamedSeries> series,
            Function<SeriesAggregates, Optional<Extreme>> extreme) {
        writeList(
                json,
                name,
                series,
                one -> extreme.apply(one.aggregates())
                        .ifPresentOrElse(found -> JsonWriter.writeDouble(json, found.value()), json::writeNull));
        writeList(
                json,
                stepsName,
                series,
                one -> extreme.apply(one.aggregates())
                        .ifPresentOrElse(found -> JsonWriter.writeLong(json, found.step()), json::writeNull));
    }

    /// Those that somebody chose: of every other series it is the last value.
    private static List<SummaryValue> chosen(Snapshot snapshot) {
        return snapshot.summaryMetrics().stream()
                .filter(value -> snapshot.experiment().summaryMetrics().contains(value.metric()))
                .toList();
    }

    private static void writeSummaryMetric(JsonGenerator json, SummaryValue summary) {
        json.writeStartObject();
        json.writeStringProperty("seriesName", summary.metric().seriesName());
        json.writeStringProperty("aggregation", summary.metric().aggregation().name());
        JsonWriter.writeDouble(json, "value", summary.value());
        json.writeEndObject();
    }

    private static void writeTables(JsonGenerator json, List<Artifact> artifacts) {
        json.writeArrayPropertyStart("tables");
        for (Artifact artifact : artifacts) {
            switch (artifact.details()) {
                case Artifact.Table table -> writeTable(json, artifact, table);
                case Artifact.File _ -> {}
            }
        }
        json.writeEndArray();
    }

    private static void writeTable(JsonGenerator json, Artifact artifact, Artifact.Table table) {
        json.writeStartObject();
        json.writeStringProperty("name", artifact.name());
        artifact.description().ifPresent(text -> json.writeStringProperty("description", text));
        JsonWriter.writeLong(json, "sizeBytes", artifact.sizeBytes());
        json.writeStringProperty("format", table.format().name());
        JsonWriter.writeLong(json, "rowCount", table.rowCount());
        writeList(json, "columns", table.columns(), column -> {
            json.writeStartObject();
            json.writeStringProperty("name", column.name());
            json.writeStringProperty("type", column.type().name());
            json.writeEndObject();
        });
        json.writeEndObject();
    }
}
