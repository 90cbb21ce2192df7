package dev.assay.wire.assay;

import dev.assay.app.Purges;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import dev.assay.wire.json.TimeJson;
import io.javalin.http.Context;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/// `…/purge`, and what an experiment takes.
final class PurgeCalls {

    private static final int PAGE_SIZE = 1_000;
    private static final int PAGE_SIZE_MAX = 1_000;

    private final Purges purges;

    PurgeCalls(Purges purges) {
        this.purges = purges;
    }

    void preview(Context context) {
        Caller caller = Requests.caller(context, Scope.ADMIN, "deletedBefore", "pageSize", "pageToken");
        Instant deletedBefore = TimeJson.parse(
                "deletedBefore",
                Queries.findText(context, "deletedBefore")
                        .orElseThrow(() -> Faults.invalid("deletedBefore", "missing")));
        Purges.Preview page = purges.preview(
                caller,
                deletedBefore,
                Queries.pageSize(context, "pageSize", PAGE_SIZE, PAGE_SIZE_MAX),
                Queries.findText(context, "pageToken"));
        JsonAnswer.write(context, json -> write(json, page));
    }

    void purge(Context context) {
        Caller caller = Requests.caller(context, Scope.ADMIN);
        Instant deletedBefore = Json.read(Bodies.json(context), PurgeCalls::readDeletedBefore);
        Purges.Purged purged = purges.purge(caller, deletedBefore);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeNumberProperty("experiments", purged.experiments());
            json.writeNumberProperty("models", purged.models());
            json.writeNumberProperty("bytes", purged.bytes());
            json.writeNumberProperty("artifactBytes", purged.artifactBytes());
            json.writeBooleanProperty("more", purged.more());
            json.writeEndObject();
        });
    }

    void bytes(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ);
        ExperimentId id = Requests.experiment(context);
        Purges.Bytes bytes = purges.bytes(caller, id);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeNumberProperty("log", bytes.log());
            json.writeNumberProperty("packs", bytes.packs());
            json.writeNumberProperty("aggregates", bytes.aggregates());
            json.writeNumberProperty("document", bytes.document());
            json.writeNumberProperty("artifacts", bytes.artifacts());
            json.writeNumberProperty("total", bytes.total());
            json.writeEndObject();
        });
    }

    private static Instant readDeletedBefore(JsonReader reader) {
        Field<Instant> deletedBefore = new Field<>("deletedBefore");
        reader.object(field -> {
            switch (field) {
                case "deletedBefore" -> deletedBefore.set(TimeJson.read(reader));
                default -> throw Requests.unknownField(reader);
            }
        });
        return deletedBefore.get(reader);
    }

    private static void write(JsonGenerator json, Purges.Preview page) {
        json.writeStartObject();
        json.writeArrayPropertyStart("data");
        for (Purges.Candidate candidate : page.experiments()) {
            json.writeStartObject();
            json.writeStringProperty("rid", candidate.id().rid().text());
            json.writeStringProperty("modelRid", candidate.model().rid().text());
            json.writeStringProperty("name", candidate.name());
            TimeJson.write(json, "deletedTime", candidate.deletedTime());
            json.writeNumberProperty("bytes", candidate.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("models");
        page.models().forEach(model -> {
            json.writeStartObject();
            json.writeStringProperty("rid", model.id().rid().text());
            json.writeStringProperty("name", model.name());
            TimeJson.write(json, "deletedTime", model.deletedTime());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeNumberProperty("artifactBytes", page.artifactBytes());
        page.nextPageToken().ifPresent(token -> json.writeStringProperty("nextPageToken", token));
        json.writeEndObject();
    }
}
