package dev.assay.wire.foundry;

import dev.assay.app.NewVersion;
import dev.assay.app.Page;
import dev.assay.app.Versions;
import dev.assay.domain.Caller;
import dev.assay.domain.Experiment;
import dev.assay.domain.ModelVersion;
import dev.assay.domain.Rid;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import dev.assay.json.Json;
import io.javalin.http.Context;
import java.util.Optional;

/// `…/models/{modelRid}/versions`, and `…/promoteVersion`.
final class VersionCalls {

    static final int PAGE_SIZE = 50;
    static final int PAGE_SIZE_MAX = 100;

    /// Two RIDs at most, or a branch, and room to spare.
    private static final int PROMOTION_BYTES_MAX = 1 << 20;

    private final Versions versions;

    VersionCalls(Versions versions) {
        this.versions = versions;
    }

    void create(Context context) {
        Caller caller = Requests.writer(context);
        Rid model = Requests.rid(context, "modelRid");
        NewVersion wanted = Json.read(Bodies.json(context), VersionJson::readNew);
        answer(context, versions.create(caller, model, wanted));
    }

    void get(Context context) {
        Caller caller = Requests.reader(context);
        Rid model = Requests.rid(context, "modelRid");
        Rid version = Requests.rid(context, "modelVersionRid");
        answer(context, versions.get(caller, model, version));
    }

    void list(Context context) {
        Caller caller = Requests.reader(context);
        Rid model = Requests.rid(context, "modelRid");
        String branch = Queries.findText(context, "branch").orElse(Experiment.DEFAULT_BRANCH);
        int pageSize = Queries.pageSize(context, "pageSize", PAGE_SIZE, PAGE_SIZE_MAX);
        Optional<String> pageToken = Queries.findText(context, "pageToken").filter(text -> !text.isEmpty());
        Page<ModelVersion> page = versions.list(caller, model, branch, pageSize, pageToken);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            page.items().forEach(version -> VersionJson.write(json, version));
            json.writeEndArray();
            page.nextPageToken().ifPresent(token -> json.writeStringProperty("nextPageToken", token));
            json.writeEndObject();
        });
    }

    void promote(Context context) {
        Caller caller = Requests.writer(context);
        Rid model = Requests.rid(context, "modelRid");
        VersionJson.Promotion wanted = Json.read(Bodies.json(context, PROMOTION_BYTES_MAX), VersionJson::readPromotion);
        answer(context, versions.promote(caller, model, wanted.source(), wanted.branch()));
    }

    private static void answer(Context context, ModelVersion version) {
        JsonAnswer.write(context, json -> VersionJson.write(json, version));
    }
}
