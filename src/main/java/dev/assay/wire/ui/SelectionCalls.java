package dev.assay.wire.ui;

import dev.assay.app.Purges;
import dev.assay.app.Selections;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.domain.Tag;
import dev.assay.http.Bodies;
import dev.assay.http.Callers;
import dev.assay.http.JsonAnswer;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import io.javalin.http.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `POST …/selection`: one thing done to many experiments of a model.
final class SelectionCalls {

    private enum Action {
        DELETE("delete", Scope.MODELS_WRITE),
        RESTORE("restore", Scope.MODELS_WRITE),
        TAG("tag", Scope.MODELS_WRITE),
        UNTAG("untag", Scope.MODELS_WRITE),
        PURGE_PREVIEW("purge-preview", Scope.ADMIN),
        PURGE("purge", Scope.ADMIN);

        private final String word;
        private final Scope scope;

        Action(String word, Scope scope) {
            this.word = word;
            this.scope = scope;
        }

        static Action read(JsonReader reader) {
            String text = reader.text();
            for (Action action : values()) {
                if (action.word.equals(text)) {
                    return action;
                }
            }
            throw reader.malformed("none of delete, restore, tag, untag, purge-preview, purge");
        }

        boolean hasTag() {
            return this == TAG || this == UNTAG;
        }
    }

    private record TagBody(String key, Optional<String> value) {}

    private record Body(Action action, List<ExperimentId> ids, Optional<TagBody> tag) {}

    private final Selections selections;

    SelectionCalls(Selections selections) {
        this.selections = selections;
    }

    void handle(Context context) {
        Caller caller = Callers.of(context);
        if (!caller.scopes().contains(Scope.ADMIN)) {
            caller.require(Scope.MODELS_WRITE);
        }
        ModelId model = ModelId.parse(context.pathParam("modelRid"));
        Body body = Json.read(Bodies.json(context), SelectionCalls::read);
        caller.require(body.action().scope);
        switch (body.action()) {
            case DELETE -> answer(context, selections.delete(caller, model, body.ids()));
            case RESTORE -> answer(context, selections.restore(caller, model, body.ids()));
            case TAG -> answer(context, selections.tag(caller, model, body.ids(), tag(body)));
            case UNTAG ->
                answer(
                        context,
                        selections.untag(caller, model, body.ids(), tag(body).key()));
            case PURGE_PREVIEW -> answer(context, selections.previewPurge(caller, model, body.ids()));
            case PURGE -> answer(context, selections.purge(caller, model, body.ids()));
        }
    }

    private static Tag tag(Body body) {
        return body.tag()
                .map(tag -> new Tag(tag.key(), tag.value().orElse("")))
                .orElseThrow(() -> Faults.malformedBody("/tag", "missing"));
    }

    private static void answer(Context context, long changed) {
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeNumberProperty("changed", changed);
            json.writeEndObject();
        });
    }

    private static void answer(Context context, Purges.Purged purged) {
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeNumberProperty("changed", purged.experiments());
            json.writeNumberProperty("bytes", purged.bytes() + purged.artifactBytes());
            json.writeBooleanProperty("more", purged.more());
            json.writeEndObject();
        });
    }

    private static Body read(JsonReader reader) {
        Field<Action> action = new Field<>("action");
        Field<List<ExperimentId>> rids = new Field<>("rids");
        Field<TagBody> tag = new Field<>("tag");
        reader.object(field -> {
            switch (field) {
                case "action" -> action.set(Action.read(reader));
                case "rids" -> rids.set(readRids(reader));
                case "tag" -> tag.set(readTag(reader));
                default -> throw reader.malformed("unknown field");
            }
        });
        Body body = new Body(action.get(reader), rids.get(reader), tag.find());
        if (body.tag().isPresent() != body.action().hasTag()) {
            throw body.action().hasTag() ? reader.missing("tag") : Faults.malformedBody("/tag", "not with this action");
        }
        return body;
    }

    /// One that comes twice counts once.
    private static List<ExperimentId> readRids(JsonReader reader) {
        Set<ExperimentId> ids = new LinkedHashSet<>();
        reader.array(() -> {
            ids.add(ExperimentId.parse(reader.text()));
            if (ids.size() > Selections.EXPERIMENTS_MAX) {
                throw Faults.limitReached("experiments in one selection", Selections.EXPERIMENTS_MAX);
            }
        });
        return List.copyOf(ids);
    }

    private static TagBody readTag(JsonReader reader) {
        Field<String> key = new Field<>("key");
        Field<String> value = new Field<>("value");
        reader.object(field -> {
            switch (field) {
                case "key" -> key.set(reader.text());
                case "value" -> value.set(reader.text());
                default -> throw reader.malformed("unknown field");
            }
        });
        return new TagBody(key.get(reader), value.find());
    }
}
