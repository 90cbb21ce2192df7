package dev.assay.wire.mlflow;

import dev.assay.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The way back from `JsonTree`.
final class JsonText {

    private JsonText() {}

    static String write(@Nullable Object tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(out)) {
            write(json, tree);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case Map<?, ?> object -> {
                json.writeStartObject();
                object.forEach((name, item) -> {
                    json.writeName((String) name);
                    write(json, item);
                });
                json.writeEndObject();
            }
            case List<?> array -> {
                json.writeStartArray();
                array.forEach(item -> write(json, item));
                json.writeEndArray();
            }
            case String text -> json.writeString(text);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case null -> json.writeNull();
            default -> throw new IllegalStateException("BUG: no JSON value: " + value);
        }
    }
}
