package dev.assay.wire.assay;

import dev.assay.app.Changes;
import dev.assay.app.Changes.Attributes;
import dev.assay.app.Changes.ParameterRule;
import dev.assay.domain.Aggregation;
import dev.assay.domain.Parameter;
import dev.assay.domain.Rid;
import dev.assay.domain.Source;
import dev.assay.domain.SummaryMetric;
import dev.assay.domain.Tag;
import dev.assay.json.JsonReader;
import dev.assay.series.Batch;
import dev.assay.wire.json.Field;
import dev.assay.wire.json.RidJson;
import dev.assay.wire.json.SourceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The body of `log`.
final class LogBody {

    private LogBody() {}

    /// @param nowMs the time of points that came without one
    static Changes read(JsonReader reader, long nowMs) {
        Field<List<Parameter>> parameters = new Field<>("parameters");
        Field<Batch> series = new Field<>("series");
        Field<List<SummaryMetric>> summaryMetrics = new Field<>("summaryMetrics");
        Field<List<Tag>> tags = new Field<>("tags");
        Field<Attributes> attributes = new Field<>("attributes");
        reader.object(field -> {
            switch (field) {
                case "parameters" -> parameters.set(ExperimentBodies.readParameters(reader));
                case "series" -> series.set(new SeriesBody(reader, nowMs).read());
                case "summaryMetrics" -> summaryMetrics.set(readSummaryMetrics(reader));
                case "tags" -> tags.set(TagJson.readAll(reader));
                case "attributes" -> attributes.set(readAttributes(reader));
                default -> throw Requests.unknownField(reader);
            }
        });
        Changes changes = Changes.NONE
                .withParameters(parameters.find().orElse(List.of()), ParameterRule.OVERWRITE)
                .withSummaryMetrics(summaryMetrics.find().orElse(List.of()))
                .withTags(tags.find().orElse(List.of()))
                .withAttributes(attributes.find().orElse(Attributes.NONE));
        return series.find().map(changes::withPoints).orElse(changes);
    }

    private static List<SummaryMetric> readSummaryMetrics(JsonReader reader) {
        List<SummaryMetric> metrics = new ArrayList<>();
        reader.array(() -> metrics.add(readSummaryMetric(reader)));
        return metrics;
    }

    private static SummaryMetric readSummaryMetric(JsonReader reader) {
        Field<String> series = new Field<>("seriesName");
        Field<Aggregation> aggregation = new Field<>("aggregation");
        reader.object(field -> {
            switch (field) {
                case "seriesName" -> series.set(reader.text());
                case "aggregation" -> aggregation.set(readAggregation(reader));
                default -> throw Requests.unknownField(reader);
            }
        });
        return new SummaryMetric(series.get(reader), aggregation.get(reader));
    }

    private static Aggregation readAggregation(JsonReader reader) {
        return switch (reader.text()) {
            case "MIN" -> Aggregation.MIN;
            case "MAX" -> Aggregation.MAX;
            case "LAST" -> Aggregation.LAST;
            default -> throw reader.malformed("none of MIN, MAX, LAST");
        };
    }

    private static Attributes readAttributes(JsonReader reader) {
        Field<String> name = new Field<>("name");
        Field<String> branch = new Field<>("branch");
        Field<Rid> jobRid = new Field<>("jobRid");
        Field<Source> source = new Field<>("source");
        reader.object(field -> {
            switch (field) {
                case "name" -> name.set(reader.text());
                case "branch" -> branch.set(reader.text());
                case "jobRid" -> jobRid.set(RidJson.read(reader));
                case "source" -> source.set(SourceJson.read(reader));
                default -> throw Requests.unknownField(reader);
            }
        });
        return new Attributes(name.find(), branch.find(), jobRid.find(), source.find(), Optional.empty());
    }
}
