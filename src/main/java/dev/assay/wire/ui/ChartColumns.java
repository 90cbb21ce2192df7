package dev.assay.wire.ui;

import dev.assay.app.ChartSink;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.SeriesAggregates.Extreme;
import dev.assay.json.JsonWriter;
import dev.assay.series.Bucket;
import dev.assay.series.Span;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;

/// Writes a chart as columns, an array for each thing that is known of a bucket. Where every bucket has one point, that
/// is all there is to know: `{"series": "loss", "points": {"steps": […], "times": […], "values": […]}}`, and
/// `"buckets"` otherwise.
final class ChartColumns implements ChartSink {

    private final JsonGenerator json;

    ChartColumns(JsonGenerator json) {
        this.json = json;
    }

    @Override
    public void begin(Optional<Span> span) {}

    @Override
    public void chart(ExperimentId experiment, String series, List<Bucket> buckets) {
        json.writeStartObject();
        json.writeStringProperty("experimentRid", experiment.rid().text());
        json.writeStringProperty("series", series);
        if (buckets.stream().allMatch(bucket -> bucket.count() == 1)) {
            json.writeObjectPropertyStart("points");
            writeLongs("steps", buckets, bucket -> bucket.first().step());
            writeLongs("times", buckets, bucket -> bucket.first().timeMs());
            writeDoubles("values", buckets, bucket -> bucket.first().value());
        } else {
            json.writeObjectPropertyStart("buckets");
            writeColumns(buckets);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeColumns(List<Bucket> buckets) {
        writeLongs("stepFirst", buckets, bucket -> bucket.first().step());
        writeLongs("stepLast", buckets, bucket -> bucket.last().step());
        writeLongs("timeFirst", buckets, bucket -> bucket.first().timeMs());
        writeLongs("timeLast", buckets, bucket -> bucket.last().timeMs());
        writeDoubles("first", buckets, bucket -> bucket.first().value());
        writeDoubles("last", buckets, bucket -> bucket.last().value());
        writeExtremes("min", "minStep", buckets, Bucket::min);
        writeExtremes("max", "maxStep", buckets, Bucket::max);
        writeLongs("count", buckets, Bucket::count);
        writeLongs("nanCount", buckets, Bucket::nanCount);
        writeDoubles("sum", buckets, Bucket::sum);
    }

    private void writeLongs(String name, List<Bucket> buckets, ToLongFunction<Bucket> value) {
        json.writeArrayPropertyStart(name);
        for (Bucket bucket : buckets) {
            JsonWriter.writeLong(json, value.applyAsLong(bucket));
        }
        json.writeEndArray();
    }

    private void writeDoubles(String name, List<Bucket> buckets, ToDoubleFunction<Bucket> value) {
        json.writeArrayPropertyStart(name);
        for (Bucket bucket : buckets) {
            JsonWriter.writeDouble(json, value.applyAsDouble(bucket));
        }
        json.writeEndArray();
    }

    /// Null where every value of a bucket is NaN.
    private void writeExtremes(
            String name, String stepName, List<Bucket> buckets, Function<Bucket, Optional<Extreme>> extreme) {
        json.writeArrayPropertyStart(name);
        for (Bucket bucket : buckets) {
            extreme.apply(bucket)
                    .ifPresentOrElse(found -> JsonWriter.writeDouble(json, found.value()), json::writeNull);
        }
        json.writeEndArray();
        json.writeArrayPropertyStart(stepName);
        for (Bucket bucket : buckets) {
            extreme.apply(bucket).ifPresentOrElse(found -> JsonWriter.writeLong(json, found.step()), json::writeNull);
        }
        json.writeEndArray();
    }
}
