package dev.assay.wire.assay;

import dev.assay.app.SavedViews;
import dev.assay.domain.Caller;
import dev.assay.domain.ModelId;
import dev.assay.domain.SavedView;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import dev.assay.wire.json.TimeJson;
import io.javalin.http.Context;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// `…/views` of a model.
final class ViewCalls {

    private record Body(String state, boolean isDefault) {}

    private final SavedViews views;

    ViewCalls(SavedViews views) {
        this.views = views;
    }

    void list(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ);
        List<SavedView> found = views.list(caller, Requests.model(context));
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            found.forEach(view -> write(json, view));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    void put(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ModelId model = Requests.model(context);
        String name = context.pathParam("name");
        byte[] bytes = Bodies.json(context);
        Body body = Json.read(bytes, ViewCalls::read);
        SavedView saved =
                views.put(caller, Idempotency.key(context, bytes), model, name, body.state(), body.isDefault());
        JsonAnswer.write(context, json -> write(json, saved));
    }

    void delete(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ModelId model = Requests.model(context);
        byte[] body = Requests.noBody(context);
        views.delete(caller, Idempotency.key(context, body), model, context.pathParam("name"));
        context.status(204);
    }

    private static Body read(JsonReader reader) {
        Field<String> state = new Field<>("state");
        Field<Boolean> isDefault = new Field<>("default");
        reader.object(field -> {
            switch (field) {
                case "state" -> state.set(reader.text());
                case "default" -> isDefault.set(reader.bool());
                default -> throw Requests.unknownField(reader);
            }
        });
        return new Body(state.get(reader), isDefault.find().orElse(false));
    }

    private static void write(JsonGenerator json, SavedView view) {
        json.writeStartObject();
        json.writeStringProperty("name", view.name());
        json.writeStringProperty("state", view.state());
        json.writeBooleanProperty("default", view.isDefault());
        json.writeStringProperty("createdBy", view.createdBy().toString());
        TimeJson.write(json, "savedTime", view.savedTime());
        json.writeEndObject();
    }
}
