package dev.assay.wire.json;

import dev.assay.app.ChartQuery;
import dev.assay.app.ChartQuery.Axis;
import dev.assay.domain.ExperimentId;
import dev.assay.json.JsonReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The body that asks for charts: `{experimentRids, series, axis, from?, to?, buckets}`.
public final class ChartBody {

    private ChartBody() {}

    /// All that the body says. Throws `MalformedBody`, and what `ChartQuery` throws.
    public static ChartQuery read(JsonReader reader) {
        Field<List<ExperimentId>> experiments = new Field<>("experimentRids");
        Field<List<String>> series = new Field<>("series");
        Field<Axis> axis = new Field<>("axis");
        Field<Long> from = new Field<>("from");
        Field<Long> to = new Field<>("to");
        Field<Integer> buckets = new Field<>("buckets");
        reader.object(field -> {
            switch (field) {
                case "experimentRids" -> experiments.set(ManyExperiments.readIds(reader, ChartQuery.EXPERIMENTS_MAX));
                case "series" -> series.set(ManyExperiments.readSeries(reader, ChartQuery.SERIES_MAX));
                case "axis" -> axis.set(readAxis(reader));
                case "from" -> from.set(reader.int64());
                case "to" -> to.set(reader.int64());
                case "buckets" -> buckets.set(reader.int32());
                default -> throw reader.malformed("unknown field");
            }
        });
        return new ChartQuery(
                experiments.get(reader),
                series.get(reader),
                axis.get(reader),
                optional(from.find()),
                optional(to.find()),
                buckets.get(reader));
    }

    private static Axis readAxis(JsonReader reader) {
        return switch (reader.text()) {
            case "step" -> Axis.STEP;
            case "time" -> Axis.TIME;
            case "relativeTime" -> Axis.RELATIVE_TIME;
            default -> throw reader.malformed("none of step, time, relativeTime");
        };
    }

    private static OptionalLong optional(Optional<Long> value) {
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }
}
