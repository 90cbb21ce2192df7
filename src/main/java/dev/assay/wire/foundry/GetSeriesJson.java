package dev.assay.wire.foundry;

import dev.assay.app.SeriesOfExperiment;
import dev.assay.domain.Point;
import dev.assay.http.JsonAnswer;
import dev.assay.json.JsonWriter;
import dev.assay.wire.foundry.PartOfExperiment.Page;
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
        PartOfExperiment wanted = PartOfExperiment.read(context);
        Page page = PartOfExperiment.readPage(context, PAGE_SIZE, PAGE_SIZE_MAX);
        List<Point> points = series.page(
                wanted.caller(), wanted.model(), wanted.experiment(), wanted.name(), page.offset(), page.size());
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeStringProperty("type", "doubleV1");
            json.writeArrayPropertyStart("series");
            points.forEach(point -> write(json, point));
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
