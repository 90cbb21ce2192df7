package dev.assay.wire.assay;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.app.Experiments;
import dev.assay.app.NewExperiment;
import dev.assay.app.Reading;
import dev.assay.app.Reads;
import dev.assay.app.Snapshot;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.http.TaggedAnswer;
import dev.assay.json.Json;
import dev.assay.wire.json.ExperimentJson;
import io.javalin.http.Context;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// `…/models/{modelRid}/experiments`, `…/experiments/{experimentRid}` and what is below it with a small body.
final class ExperimentCalls {

    private final Experiments experiments;
    private final Reads reads;

    ExperimentCalls(Experiments experiments, Reads reads) {
        this.experiments = experiments;
        this.reads = reads;
    }

    void create(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ModelId model = Requests.model(context);
        byte[] body = Bodies.json(context);
        NewExperiment wanted = Json.read(body, ExperimentBodies::readNew);
        ExperimentId made = experiments.create(caller, Idempotency.key(context, body), model, wanted);
        answer(context, 201, reads.getWritten(caller, made));
    }

    void get(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ);
        Reading found = reads.read(caller, Requests.experiment(context));
        TaggedAnswer.write(context, Scope.MODELS_READ, found.isCurrent(), json -> write(json, found.snapshot()));
    }

    void finish(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ExperimentRef.ById ref = Requests.ref(context);
        byte[] body = Bodies.json(context);
        ExperimentBodies.Finish finish = Json.read(body, ExperimentBodies::readFinish);
        experiments.finish(caller, Idempotency.key(context, body), ref, finish.word(), finish.message());
        answer(context, 200, reads.getWritten(caller, ref.id()));
    }

    void link(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ExperimentRef.ById ref = Requests.ref(context);
        byte[] body = Bodies.json(context);
        Changes changes = Json.read(body, ExperimentBodies::readLink);
        experiments.change(caller, Idempotency.key(context, body), ref, changes);
        answer(context, 200, reads.getWritten(caller, ref.id()));
    }

    void deleteTag(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ExperimentRef.ById ref = Requests.ref(context);
        byte[] body = Requests.noBody(context);
        Changes changes = Changes.NONE.withDeletedTag(context.pathParam("key"));
        experiments.change(caller, Idempotency.key(context, body), ref, changes);
        context.status(204);
    }

    void delete(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ExperimentRef.ById ref = Requests.ref(context);
        byte[] body = Requests.noBody(context);
        experiments.delete(caller, Idempotency.key(context, body), ref);
        context.status(204);
    }

    void restore(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ExperimentRef.ById ref = Requests.ref(context);
        byte[] body = Requests.noBody(context);
        experiments.restore(caller, Idempotency.key(context, body), ref);
        answer(context, 200, reads.getWritten(caller, ref.id()));
    }

    private static void answer(Context context, int status, Snapshot snapshot) {
        JsonAnswer.write(context, status, json -> write(json, snapshot));
    }

    private static void write(JsonGenerator json, Snapshot snapshot) {
        ExperimentJson.write(json, snapshot, Optional.of(snapshot.experiment().name()));
    }
}
