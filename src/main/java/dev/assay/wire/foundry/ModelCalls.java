package dev.assay.wire.foundry;

import dev.assay.app.Models;
import dev.assay.app.NewModel;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Rid;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import dev.assay.wire.json.RidJson;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/// `…/models`: that there is such a model. Its RID is all that Foundry says of one.
final class ModelCalls {

    /// A name and a RID, with room to spare.
    private static final int BODY_BYTES_MAX = 1 << 20;

    private final Models models;

    ModelCalls(Models models) {
        this.models = models;
    }

    void create(Context context) {
        Caller caller = Requests.writer(context);
        NewModel wanted = Json.read(Bodies.json(context, BODY_BYTES_MAX), ModelCalls::readNew);
        answer(context, models.create(caller, Optional.empty(), wanted));
    }

    void get(Context context) {
        Caller caller = Requests.reader(context);
        Rid rid = Requests.rid(context, "modelRid");
        answer(context, models.get(caller, ModelId.find(rid).orElseThrow(() -> Faults.modelNotFound(rid))));
    }

    /// Foundry's display names have no `/` in any folder.
    private static NewModel readNew(JsonReader reader) {
        Field<String> name = new Field<>("name");
        Field<Rid> folder = new Field<>("parentFolderRid");
        reader.object(field -> {
            switch (field) {
                case "name" -> name.set(reader.text());
                case "parentFolderRid" -> folder.set(RidJson.read(reader));
                default -> throw reader.malformed("unknown field");
            }
        });
        Model.requireDisplayName(name.get(reader));
        return new NewModel(
                name.get(reader), Optional.of(folder.get(reader)), List.of(), Optional.empty(), Optional.empty());
    }

    private static void answer(Context context, Model model) {
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeStringProperty("rid", model.id().rid().text());
            json.writeEndObject();
        });
    }
}
