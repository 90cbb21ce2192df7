package dev.assay.wire.assay;

import dev.assay.app.ChartQuery;
import dev.assay.app.ChartQuery.Axis;
import dev.assay.app.ManyReads;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// `POST …/charts`: exact buckets of many series of many experiments, all of one moment.
final class PostCharts implements Handler {

    private final ManyReads reads;

    PostCharts(ManyReads reads) {
        this.reads = reads;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ);
        ChartQuery query = Json.read(Bodies.json(context), PostCharts::read);
        JsonAnswer.write(context, json -> {
            ChartsAnswer answer = new ChartsAnswer(json);
            reads.charts(caller, query, answer);
            answer.end();
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
                case "experimentRids" -> experiments.set(ManyExperiments.readIds(reader, ChartQuery.EXPERIMENTS_MAX));
                case "series" -> series.set(ManyExperiments.readSeries(reader, ChartQuery.SERIES_MAX));
                case "axis" -> axis.set(readAxis(reader));
                case "from" -> from.set(reader.int64());
                case "to" -> to.set(reader.int64());
                case "buckets" -> buckets.set(reader.int32());
                default -> throw Requests.unknownField(reader);
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
