package dev.assay.wire.assay;

import dev.assay.app.ChartSink;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates.Extreme;
import dev.assay.json.JsonWriter;
import dev.assay.series.Bucket;
import dev.assay.series.Span;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/// Writes charts as `{"from": 0, "to": 99, "charts": [{"experimentRid": …, "series": "loss", "buckets": […]}]}`. A
/// bucket's fields are written so often that their names are kept as bytes.
final class ChartsAnswer implements ChartSink {

    private static final SerializableString STEP_FIRST = new SerializedString("stepFirst");
    private static final SerializableString STEP_LAST = new SerializedString("stepLast");
    private static final SerializableString TIME_FIRST = new SerializedString("timeFirst");
    private static final SerializableString TIME_LAST = new SerializedString("timeLast");
    private static final SerializableString FIRST = new SerializedString("first");
    private static final SerializableString LAST = new SerializedString("last");
    private static final SerializableString MIN = new SerializedString("min");
    private static final SerializableString MIN_STEP = new SerializedString("minStep");
    private static final SerializableString MAX = new SerializedString("max");
    private static final SerializableString MAX_STEP = new SerializedString("maxStep");
    private static final SerializableString COUNT = new SerializedString("count");
    private static final SerializableString NAN_COUNT = new SerializedString("nanCount");
    private static final SerializableString SUM = new SerializedString("sum");

    private final JsonGenerator json;

    ChartsAnswer(JsonGenerator json) {
        this.json = json;
    }

    @Override
    public void begin(Optional<Span> span) {
        json.writeStartObject();
        if (span.isPresent()) {
            JsonWriter.writeLong(json, "from", span.get().from());
            JsonWriter.writeLong(json, "to", span.get().to());
        }
        json.writeArrayPropertyStart("charts");
    }

    @Override
    public void chart(ExperimentId experiment, String series, List<Bucket> buckets) {
        json.writeStartObject();
        json.writeStringProperty("experimentRid", experiment.rid().text());
        json.writeStringProperty("series", series);
        json.writeArrayPropertyStart("buckets");
        buckets.forEach(this::write);
        json.writeEndArray();
        json.writeEndObject();
    }

    /// To be called once, after the last chart.
    void end() {
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Bucket bucket) {
        Point first = bucket.first();
        Point last = bucket.last();
        json.writeStartObject();
        write(STEP_FIRST, first.step());
        write(STEP_LAST, last.step());
        write(TIME_FIRST, first.timeMs());
        write(TIME_LAST, last.timeMs());
        write(FIRST, first.value());
        write(LAST, last.value());
        bucket.min().ifPresent(min -> write(MIN, MIN_STEP, min));
        bucket.max().ifPresent(max -> write(MAX, MAX_STEP, max));
        write(COUNT, bucket.count());
        write(NAN_COUNT, bucket.nanCount());
        write(SUM, bucket.sum());
        json.writeEndObject();
    }

    private void write(SerializableString name, SerializableString stepName, Extreme extreme) {
        write(name, extreme.value());
        write(stepName, extreme.step());
    }

    private void write(SerializableString name, long number) {
        json.writeName(name);
        JsonWriter.writeLong(json, number);
    }

    private void write(SerializableString name, double number) {
        json.writeName(name);
        JsonWriter.writeDouble(json, number);
    }
}
