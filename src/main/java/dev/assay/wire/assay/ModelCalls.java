package dev.assay.wire.assay;

import dev.assay.app.Lifecycle;
import dev.assay.app.ModelChanges;
import dev.assay.app.ModelQuery;
import dev.assay.app.Models;
import dev.assay.app.NewModel;
import dev.assay.app.Page;
import dev.assay.domain.Caller;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import dev.assay.json.Json;
import io.javalin.http.Context;

/// `…/models` and what is below it, but the experiments.
final class ModelCalls {

    static final int PAGE_SIZE = 100;
    static final int PAGE_SIZE_MAX = 1_000;

    private final Models models;

    ModelCalls(Models models) {
        this.models = models;
    }

    void create(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        byte[] body = Bodies.json(context);
        NewModel wanted = Json.read(body, ModelJson::readNew);
        Model made = models.create(caller, Idempotency.key(context, body), wanted);
        JsonAnswer.write(context, 201, json -> ModelJson.write(json, made));
    }

    void list(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ, "name", "pageSize", "pageToken");
        ModelQuery query = new ModelQuery(
                Lifecycle.ACTIVE,
                Queries.findText(context, "name"),
                Queries.pageSize(context, "pageSize", PAGE_SIZE, PAGE_SIZE_MAX),
                Queries.findText(context, "pageToken"));
        Page<Model> page = models.list(caller, query);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            page.items().forEach(model -> ModelJson.write(json, model));
            json.writeEndArray();
            page.nextPageToken().ifPresent(token -> json.writeStringProperty("nextPageToken", token));
            json.writeEndObject();
        });
    }

    void get(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ);
        Model found = models.get(caller, Requests.model(context));
        JsonAnswer.write(context, json -> ModelJson.write(json, found));
    }

    void change(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ModelId id = Requests.model(context);
        byte[] body = Bodies.json(context);
        ModelChanges changes = Json.read(body, ModelJson::readChanges);
        Model changed = models.change(caller, Idempotency.key(context, body), id, changes);
        JsonAnswer.write(context, json -> ModelJson.write(json, changed));
    }

    void delete(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ModelId id = Requests.model(context);
        byte[] body = Requests.noBody(context);
        models.delete(caller, Idempotency.key(context, body), id);
        context.status(204);
    }

    void restore(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ModelId id = Requests.model(context);
        byte[] body = Requests.noBody(context);
        Model restored = models.restore(caller, Idempotency.key(context, body), id);
        JsonAnswer.write(context, json -> ModelJson.write(json, restored));
    }
}
