package dev.assay.app;

import dev.assay.app.Snapshot.NamedSeries;
import dev.assay.domain.Aggregation;
import dev.assay.domain.Parameter;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.Rid;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import dev.assay.domain.Status;
import dev.assay.domain.Tag;
import dev.assay.query.NumberField;
import dev.assay.query.Subject;
import dev.assay.query.TextField;
import dev.assay.query.TextTest;
import dev.assay.query.TimeField;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// What a filter asks of an experiment, answered out of the experiment as it is read by its RID.
///
/// @param bytes what it takes
record SnapshotSubject(Snapshot snapshot, LongSupplier bytes) implements Subject {

    /// Where nobody asks what it takes.
    SnapshotSubject(Snapshot snapshot) {
        this(snapshot, () -> {
            throw new IllegalStateException("nobody knows what it takes");
        });
    }

    @Override
    public Optional<String> text(TextField field) {
        return switch (field) {
            case NAME -> Optional.of(snapshot.experiment().name());
            case STATUS -> Optional.of(snapshot.experiment().status().word().name());
            case BRANCH -> Optional.of(snapshot.experiment().branch());
            case RID -> Optional.of(snapshot.experiment().id().rid().text());
            case RUN_ID -> Optional.of(snapshot.experiment().runId());
            case JOB_RID -> snapshot.experiment().jobRid().map(Rid::text);
            case LINKED_VERSION -> snapshot.experiment().linkedModelVersion().map(Rid::text);
            case CREATOR -> Optional.of(snapshot.experiment().createdBy().toString());
            case MODEL_NUMBER -> Optional.of(Long.toString(snapshot.experiment().modelNumber()));
        };
    }

    @Override
    public OptionalLong time(TimeField field) {
        return switch (field) {
            case CREATED -> OptionalLong.of(snapshot.experiment().createdTime().toEpochMilli());
            case STARTED -> OptionalLong.of(snapshot.experiment().status().startTimeMs());
            case ENDED -> snapshot.experiment().status().endTimeMs();
            case LAST_LOGGED ->
                snapshot.series().stream()
                        .mapToLong(series -> series.aggregates().last().timeMs())
                        .max();
            case UPDATED -> OptionalLong.empty();
        };
    }

    @Override
    public OptionalLong number(NumberField field) {
        return switch (field) {
            case DURATION -> duration(snapshot.experiment().status());
            case BYTES -> OptionalLong.of(bytes.getAsLong());
        };
    }

    private static OptionalLong duration(Status status) {
        OptionalLong end = status.endTimeMs();
        return end.isPresent() && status.word().isEnd()
                ? OptionalLong.of(end.getAsLong() - status.startTimeMs())
                : OptionalLong.empty();
    }

    @Override
    public Optional<ParameterValue> parameter(String name) {
        return snapshot.experiment().parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    @Override
    public boolean hasParameter(TextTest name) {
        return snapshot.experiment().parameters().stream().anyMatch(parameter -> name.holds(parameter.name()));
    }

    @Override
    public Optional<String> tag(String key) {
        return snapshot.experiment().tags().stream()
                .filter(tag -> tag.key().equals(key))
                .map(Tag::value)
                .findFirst();
    }

    @Override
    public boolean hasSeries(TextTest name) {
        return snapshot.series().stream().anyMatch(series -> name.holds(series.name()));
    }

    @Override
    public OptionalLong length(String series) {
        Optional<SeriesAggregates> found = find(series);
        return found.isPresent() ? OptionalLong.of(found.get().length()) : OptionalLong.empty();
    }

    @Override
    public OptionalDouble value(String series, Aggregation aggregation) {
        Optional<Double> value = find(series).flatMap(found -> switch (aggregation) {
            case MIN -> found.min().map(Extreme::value);
            case MAX -> found.max().map(Extreme::value);
            case LAST -> Optional.of(found.last().value());
        });
        return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
    }

    /// Of a series without a value for it nobody can tell, and no filter asks.
    @Override
    public boolean isSummedUpBy(String series, Aggregation aggregation) {
        return snapshot.summaryMetrics().stream()
                .anyMatch(shown -> shown.metric().seriesName().equals(series)
                        && shown.metric().aggregation() == aggregation);
    }

    private Optional<SeriesAggregates> find(String series) {
        return snapshot.series().stream()
                .filter(named -> named.name().equals(series))
                .map(NamedSeries::aggregates)
                .findFirst();
    }
}
