package dev.assay.wire.foundry;

import dev.assay.app.SeriesOfExperiment;
import dev.assay.domain.Caller;
import dev.assay.domain.Point;
import dev.assay.domain.Rid;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import dev.assay.json.JsonWriter;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// `GET …/experiments/{experimentRid}/series/{name}/json`: a page of the points of one series, in their order.
final class GetSeriesJson implements Handler {

    private static final int PAGE_SIZE = 200;
    private static final int PAGE_SIZE_MAX = 1_000;

    private final SeriesOfExperiment series;

    GetSeriesJson(SeriesOfExperiment series) {
        this.series = series;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.reader(context);
        Rid model = Requests.rid(context, "modelRid");
        Rid experiment = Requests.rid(context, "experimentRid");
        long offset = Queries.offset(context, "offset");
        int pageSize = Queries.pageSize(context, "pageSize", PAGE_SIZE, PAGE_SIZE_MAX);
        List<Point> page = series.page(caller, model, experiment, context.pathParam("name"), offset, pageSize);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeStringProperty("type", "doubleV1");
            json.writeArrayPropertyStart("series");
            page.forEach(point -> write(json, point));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Point point) {
        json.writeStartObject();
        JsonWriter.writeDouble(json, "value", point.value());
        JsonWriter.writeLong(json, "timestamp", point.timeMs());
        JsonWriter.writeLong(json, "step", point.step());
        json.writeEndObject();
    }
}
