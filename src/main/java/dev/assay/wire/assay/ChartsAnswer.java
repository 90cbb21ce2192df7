package dev.assay.wire.assay;

import dev.assay.app.ChartSink;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Point;
import dev.assay.json.JsonWriter;
import dev.assay.json.NumbersText;
import dev.assay.series.Bucket;
import dev.assay.series.Span;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Writes charts as `{"from": 0, "to": 99, "charts": [{"experimentRid": …, "series": "loss", "buckets": […]}]}`. A
/// bucket's fields are written so often that they go past the generator.
final class ChartsAnswer implements ChartSink {

    private final JsonGenerator json;
    private final NumbersText numbers;

    ChartsAnswer(JsonGenerator json) {
        this.json = json;
        this.numbers = new NumbersText(json);
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
        write(buckets);
        json.writeEndArray();
        json.writeEndObject();
    }

    /// To be called once, after the last chart.
    void end() {
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(List<Bucket> buckets) {
        String before = "{\"stepFirst\":";
        for (Bucket bucket : buckets) {
            numbers.write(before);
            write(bucket);
            numbers.flushIfLong();
            before = ",{\"stepFirst\":";
        }
        numbers.flush();
    }

    private void write(Bucket bucket) {
        Point first = bucket.first();
        Point last = bucket.last();
        numbers.write(first.step());
        numbers.write(",\"stepLast\":").write(last.step());
        numbers.write(",\"timeFirst\":").write(first.timeMs());
        numbers.write(",\"timeLast\":").write(last.timeMs());
        numbers.write(",\"first\":").write(first.value());
        numbers.write(",\"last\":").write(last.value());
        bucket.min().ifPresent(min -> write(",\"min\":", min.value(), ",\"minStep\":", min.step()));
        bucket.max().ifPresent(max -> write(",\"max\":", max.value(), ",\"maxStep\":", max.step()));
        numbers.write(",\"count\":").write(bucket.count());
        numbers.write(",\"nanCount\":").write(bucket.nanCount());
        numbers.write(",\"sum\":").write(bucket.sum()).write("}");
    }

    private void write(String name, double value, String stepName, long step) {
        numbers.write(name).write(value).write(stepName).write(step);
    }
}
