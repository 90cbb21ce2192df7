package dev.assay.wire.foundry;

import dev.assay.app.Models;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Rid;
import dev.assay.http.JsonAnswer;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/// `GET …/models/{modelRid}`: that there is such a model. Its RID is all that Foundry says of one.
final class GetModel implements Handler {

    private final Models models;

    GetModel(Models models) {
        this.models = models;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.reader(context);
        Rid rid = Requests.rid(context, "modelRid");
        Model found = models.get(caller, ModelId.find(rid).orElseThrow(() -> Faults.modelNotFound(rid)));
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeStringProperty("rid", found.id().rid().text());
            json.writeEndObject();
        });
    }
}
