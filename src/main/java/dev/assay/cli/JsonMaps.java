package dev.assay.cli;

import dev.assay.domain.Fault;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// JSON of a few lines as maps, lists, texts, longs, doubles and booleans; a member that is null is left out.
final class JsonMaps {

    private JsonMaps() {}

    /// Empty where the bytes are no JSON object.
    static Optional<Map<String, Object>> find(byte[] bytes) {
        try {
            return Optional.of(Json.readLenient(bytes, JsonMaps::members));
        } catch (Fault _) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> members(JsonReader reader) {
        Map<String, Object> members = new LinkedHashMap<>();
        reader.object(name -> value(reader).ifPresent(value -> members.put(name, value)));
        return members;
    }

    private static List<Object> elements(JsonReader reader) {
        List<Object> elements = new ArrayList<>();
        reader.array(() -> value(reader).ifPresent(elements::add));
        return elements;
    }

    private static Optional<Object> value(JsonReader reader) {
        return switch (reader.kind()) {
            case OBJECT -> Optional.of(members(reader));
            case ARRAY -> Optional.of(elements(reader));
            case TEXT -> Optional.of(reader.text());
            case INTEGER -> Optional.of(reader.int64());
            case DECIMAL -> Optional.of(reader.float64());
            case BOOL -> Optional.of(reader.bool());
            case NULL -> {
                reader.skip();
                yield Optional.empty();
            }
        };
    }
}
