package dev.assay.wire.ui;

import dev.assay.app.ChartQuery;
import dev.assay.app.ChartQuery.Axis;
import dev.assay.app.ManyReads;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// `POST /ui/api/charts`: the exact buckets that our own API's `/charts` has, as columns, and each series cut by
/// itself: from its own first point to its own last where the body does not say from where to where.
final class PostCharts implements Handler {

    private final ManyReads reads;

    PostCharts(ManyReads reads) {
        this.reads = reads;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.reader(context);
        ChartQuery query = Json.read(Bodies.json(context), PostCharts::read);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("charts");
            reads.chartsApart(caller, query, new ChartColumns(json));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static ChartQuery read(JsonReader reader) {
        Field<List<ExperimentId>> experiments = new Field<>("experimentRids");
        Field<List<String>> series = new Field<>("series");
        Field<Axis> axis = new Field<>("axis");
        Field<Long> from = new Field<>("from");
        Field<Long> to = new Field<>("to");
        Field<Integer> buckets = new Field<>("buckets");
        reader.object(field -> {
            switch (field) {
                case "experimentRids" -> experiments.set(readIds(reader));
                case "series" -> series.set(readSeries(reader));
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

    private static List<ExperimentId> readIds(JsonReader reader) {
        List<ExperimentId> ids = new ArrayList<>();
        reader.array(() -> {
            requireRoom("experiments in a request", ids.size(), ChartQuery.EXPERIMENTS_MAX);
            ids.add(ExperimentId.parse(reader.text()));
        });
        return ids;
    }

    private static List<String> readSeries(JsonReader reader) {
        List<String> names = new ArrayList<>();
        reader.array(() -> {
            requireRoom("series in a request", names.size(), ChartQuery.SERIES_MAX);
            names.add(reader.text());
        });
        return names;
    }

    private static void requireRoom(String what, int read, int max) {
        if (read == max) {
            throw Faults.limitReached(what, max);
        }
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
