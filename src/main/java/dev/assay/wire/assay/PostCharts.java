package dev.assay.wire.assay;

import dev.assay.app.ChartQuery;
import dev.assay.app.ManyReads;
import dev.assay.domain.Caller;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.json.Json;
import dev.assay.wire.json.ChartBody;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/// `POST …/charts`: exact buckets of many series of many experiments, all of one moment.
final class PostCharts implements Handler {

    private final ManyReads reads;

    PostCharts(ManyReads reads) {
        this.reads = reads;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ);
        ChartQuery query = Json.read(Bodies.json(context), ChartBody::read);
        JsonAnswer.write(context, json -> {
            ChartsAnswer answer = new ChartsAnswer(json);
            reads.charts(caller, query, answer);
            answer.end();
        });
    }
}
