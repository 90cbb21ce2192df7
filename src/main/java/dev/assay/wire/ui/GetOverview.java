package dev.assay.wire.ui;

import dev.assay.app.Overview;
import dev.assay.app.Overviews;
import dev.assay.domain.Caller;
import dev.assay.http.JsonAnswer;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/// `GET /ui/api/experiments/{experimentRid}`: all that is known of an experiment without reading its points.
final class GetOverview implements Handler {

    private final Overviews overviews;

    GetOverview(Overviews overviews) {
        this.overviews = overviews;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.reader(context);
        Overview overview = overviews.get(caller, Requests.experiment(context));
        JsonAnswer.write(context, json -> OverviewJson.write(json, overview));
    }
}
