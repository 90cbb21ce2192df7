package dev.assay.wire.assay;

import dev.assay.domain.Tag;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Tags: an array of texts, or of `{"key": …, "value": …}`, or of both. Of several with one key the last counts.
final class TagJson {

    private TagJson() {}

    static void writeAll(JsonGenerator json, List<Tag> tags) {
        json.writeStartArray();
        for (Tag tag : tags) {
            if (tag.isText()) {
                json.writeString(tag.key());
            } else {
                json.writeStartObject();
                json.writeStringProperty("key", tag.key());
                json.writeStringProperty("value", tag.value());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    /// All of them in one text.
    static String text(List<Tag> tags) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(out)) {
            writeAll(json, tags);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    static List<Tag> readAll(JsonReader reader) {
        List<Tag> tags = new ArrayList<>();
        reader.array(() -> tags.add(read(reader)));
        return tags;
    }

    private static Tag read(JsonReader reader) {
        return switch (reader.kind()) {
            case TEXT -> Tag.text(reader.text());
            case OBJECT -> readPair(reader);
            case ARRAY, INTEGER, DECIMAL, BOOL, NULL ->
                throw reader.malformed("neither a text nor an object with key and value");
        };
    }

    private static Tag readPair(JsonReader reader) {
        Field<String> key = new Field<>("key");
        Field<String> value = new Field<>("value");
        reader.object(field -> {
            switch (field) {
                case "key" -> key.set(reader.text());
                case "value" -> value.set(reader.text());
                default -> throw Requests.unknownField(reader);
            }
        });
        return new Tag(key.get(reader), value.get(reader));
    }
}
