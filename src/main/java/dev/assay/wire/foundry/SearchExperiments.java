package dev.assay.wire.foundry;

import dev.assay.app.Page;
import dev.assay.app.Searches;
import dev.assay.app.Snapshot;
import dev.assay.domain.Caller;
import dev.assay.domain.Rid;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.json.Json;
import dev.assay.json.KeptJson;
import dev.assay.wire.json.ExperimentJson;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// `POST …/models/{modelRid}/experiments/search`: the experiments of a model that a filter matches.
final class SearchExperiments implements Handler {

    /// A filter of as many parts as are allowed, with room to spare.
    static final int BODY_BYTES_MAX = 1 << 20;

    private final Searches searches;
    private final KeptJson kept = new KeptJson();

    SearchExperiments(Searches searches) {
        this.searches = searches;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.reader(context);
        Rid model = Requests.rid(context, "modelRid");
        SearchBody body = Json.read(Bodies.json(context, BODY_BYTES_MAX), SearchBody::read);
        Page<Snapshot> page = searches.find(caller, body.query(searches.modelNumber(caller, model)));
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            page.items().forEach(found -> write(json, found));
            json.writeEndArray();
            page.nextPageToken().ifPresent(token -> json.writeStringProperty("nextPageToken", token));
            json.writeEndObject();
        });
    }

    private void write(JsonGenerator json, Snapshot found) {
        kept.write(json, found, found.items(), "", one -> ExperimentJson.write(one, found, Optional.empty()));
    }
}
