package dev.assay.wire.assay;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.app.Experiments;
import dev.assay.domain.Caller;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.json.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;

/// `POST …/experiments/{experimentRid}/log`: parameters, points, tags and more in one request, all of it or nothing.
final class Log implements Handler {

    private final Experiments experiments;
    private final InstantSource clock;

    Log(Experiments experiments, InstantSource clock) {
        this.experiments = experiments;
        this.clock = clock;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ExperimentRef ref = Requests.ref(context);
        byte[] body = Bodies.json(context);
        Changes changes = Json.read(body, reader -> LogBody.read(reader, clock.millis()));
        experiments.change(caller, Idempotency.key(context, body), ref, changes);
        JsonAnswer.empty(context);
    }
}
