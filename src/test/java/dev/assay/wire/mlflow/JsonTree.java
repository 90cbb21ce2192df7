package dev.assay.wire.mlflow;

import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A JSON text as maps, lists and plain values: what tests look at.
final class JsonTree {

    private JsonTree() {}

    static Object read(String text) {
        return Json.readLenient(text.getBytes(StandardCharsets.UTF_8), json -> Objects.requireNonNull(value(json)));
    }

    private static @Nullable Object value(JsonReader json) {
        return switch (json.kind()) {
            case OBJECT -> object(json);
            case ARRAY -> array(json);
            case TEXT -> json.text();
            case INTEGER -> json.int64();
            case DECIMAL -> json.float64();
            case BOOL -> json.bool();
            case NULL -> {
                json.skip();
                yield null;
            }
        };
    }

    private static Map<String, @Nullable Object> object(JsonReader json) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        json.object(name -> object.put(name, value(json)));
        return object;
    }

    private static List<@Nullable Object> array(JsonReader json) {
        List<@Nullable Object> array = new ArrayList<>();
        json.array(() -> array.add(value(json)));
        return array;
    }

    static @Nullable Object at(@Nullable Object tree, String path) {
        @Nullable Object here = tree;
        for (String name : path.split("\\.", -1)) {
            here = switch (here) {
                case Map<?, ?> object -> object.get(name);
                case List<?> array -> {
                    int index = Integer.parseInt(name);
                    yield index < array.size() ? array.get(index) : null;
                }
                case null, default -> null;
            };
        }
        return here;
    }
}
