package dev.assay.wire.ui;

import dev.assay.app.ChartQuery;
import dev.assay.app.ManyReads;
import dev.assay.domain.Caller;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.json.Json;
import dev.assay.wire.json.ChartBody;
import io.javalin.http.Context;
import io.javalin.http.Handler;

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
        ChartQuery query = Json.read(Bodies.json(context), ChartBody::read);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("charts");
            reads.chartsApart(caller, query, new ChartColumns(json));
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
