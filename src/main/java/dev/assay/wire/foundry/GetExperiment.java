package dev.assay.wire.foundry;

import dev.assay.app.Reading;
import dev.assay.app.Reads;
import dev.assay.domain.Caller;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.http.TaggedAnswer;
import dev.assay.wire.json.ExperimentJson;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;

/// `GET …/models/{modelRid}/experiments/{experimentRid}`: one experiment with everything but the points of its series.
final class GetExperiment implements Handler {

    private final Reads reads;

    GetExperiment(Reads reads) {
        this.reads = reads;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.reader(context);
        Rid model = Requests.rid(context, "modelRid");
        Rid experiment = Requests.rid(context, "experimentRid");
        Reading found = reads.read(caller, model, experiment);
        TaggedAnswer.write(
                context,
                Scope.MODELS_READ,
                found.isCurrent(),
                json -> ExperimentJson.write(json, found.snapshot(), Optional.empty()));
    }
}
