package dev.assay.wire.json;

import dev.assay.json.Json;
import dev.assay.json.JsonTree;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// What a writer writes.
final class Written {

    private Written() {}

    static String text(Consumer<JsonGenerator> writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(out)) {
            writer.accept(json);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    static Map<String, Object> object(Consumer<JsonGenerator> writer) {
        return JsonTree.readObject(text(writer));
    }
}
