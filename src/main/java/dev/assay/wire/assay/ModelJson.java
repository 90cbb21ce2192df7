package dev.assay.wire.assay;

import dev.assay.app.ModelChanges;
import dev.assay.app.NewModel;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Rid;
import dev.assay.domain.Tag;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import dev.assay.wire.json.RidJson;
import dev.assay.wire.json.TimeJson;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// A model in our own words.
final class ModelJson {

    private ModelJson() {}

    static void write(JsonGenerator json, Model model) {
        json.writeStartObject();
        json.writeStringProperty("rid", model.id().rid().text());
        json.writeStringProperty("name", model.name());
        json.writeStringProperty("parentFolderRid", model.parentFolder().text());
        json.writeName("tags");
        TagJson.writeAll(json, model.tags());
        json.writeStringProperty("createdBy", model.createdBy().toString());
        TimeJson.write(json, "createdTime", model.createdTime());
        TimeJson.write(json, "updatedTime", model.updatedTime());
        model.retentionDays().ifPresent(days -> json.writeNumberProperty("retentionDays", days));
        json.writeEndObject();
    }

    static NewModel readNew(JsonReader reader) {
        Field<String> name = new Field<>("name");
        Field<Rid> folder = new Field<>("parentFolderRid");
        Field<List<Tag>> tags = new Field<>("tags");
        Field<ModelId> id = new Field<>("rid");
        reader.object(field -> {
            switch (field) {
                case "name" -> name.set(reader.text());
                case "parentFolderRid" -> folder.set(RidJson.read(reader));
                case "tags" -> tags.set(TagJson.readAll(reader));
                case "rid" -> id.set(ModelId.parse(reader.text()));
                default -> throw Requests.unknownField(reader);
            }
        });
        return new NewModel(
                name.get(reader), folder.find(), tags.find().orElse(List.of()), id.find(), Optional.empty());
    }

    static ModelChanges readChanges(JsonReader reader) {
        Field<String> name = new Field<>("name");
        Field<List<Tag>> tags = new Field<>("tags");
        Field<OptionalInt> retentionDays = new Field<>("retentionDays");
        reader.object(field -> {
            switch (field) {
                case "name" -> name.set(reader.text());
                case "tags" -> tags.set(TagJson.readAll(reader));
                case "retentionDays" -> retentionDays.set(readDays(reader));
                default -> throw Requests.unknownField(reader);
            }
        });
        return new ModelChanges(name.find(), tags.find(), List.of(), Set.of(), retentionDays.find());
    }

    /// Null takes the setting away.
    private static OptionalInt readDays(JsonReader reader) {
        if (reader.isNull()) {
            reader.skip();
            return OptionalInt.empty();
        }
        return OptionalInt.of(reader.int32());
    }
}
