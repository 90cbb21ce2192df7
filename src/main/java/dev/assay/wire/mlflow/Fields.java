package dev.assay.wire.mlflow;

import dev.assay.domain.Faults;
import dev.assay.domain.Tag;
import dev.assay.http.Bodies;
import dev.assay.http.Queries;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The fields of a request that its call knows, from the body or, of a GET, from the query, as protobuf reads JSON:
/// others are passed over, `null` is absent, a name may come in camel case, and of a field that comes twice the last
/// one counts. Where the reference server keeps half of a request that it could not read, we refuse it.
final class Fields {

    private final Map<String, Object> values;

    private Fields(Map<String, Object> values) {
        this.values = values;
    }

    /// The fields that a call knows.
    static final class Shape {

        private enum Kind {
            TEXT,
            WORD,
            INT64,
            FLOAT64,
            TEXTS,
            TAGS
        }

        private record Field(String name, Kind kind) {}

        private final Map<String, Field> fields = new HashMap<>();

        Shape text(String... names) {
            return add(Kind.TEXT, names);
        }

        /// Of an enum: by its name or its number.
        Shape word(String... names) {
            return add(Kind.WORD, names);
        }

        Shape int64(String... names) {
            return add(Kind.INT64, names);
        }

        Shape float64(String... names) {
            return add(Kind.FLOAT64, names);
        }

        Shape texts(String... names) {
            return add(Kind.TEXTS, names);
        }

        Shape tags(String... names) {
            return add(Kind.TAGS, names);
        }

        private Shape add(Kind kind, String... names) {
            for (String name : names) {
                fields.put(name, new Field(name, kind));
                fields.put(camelCase(name), new Field(name, kind));
            }
            return this;
        }

        private static String camelCase(String name) {
            StringBuilder camel = new StringBuilder();
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                camel.append(i > 0 && name.charAt(i - 1) == '_' ? Character.toUpperCase(c) : c);
            }
            return camel.toString().replace("_", "");
        }
    }

    static Fields ofBody(Context context, Shape shape) {
        return ofBody(Bodies.json(context), shape);
    }

    static Fields ofBody(byte[] body, Shape shape) {
        Map<String, Object> values = new HashMap<>();
        return Json.readLenient(body, json -> {
            readBody(json, shape, values);
            return new Fields(values);
        });
    }

    static Fields ofQuery(Context context, Shape shape) {
        Map<String, Object> values = new HashMap<>();
        for (Shape.Field field : shape.fields.values()) {
            findQueryValue(context, field).ifPresent(value -> values.put(field.name(), value));
        }
        return new Fields(values);
    }

    private static void readBody(JsonReader json, Shape shape, Map<String, Object> values) {
        json.object(name -> {
            Shape.Field field = shape.fields.get(name);
            if (field == null || json.isNull()) {
                json.skip();
            } else {
                values.put(field.name(), bodyValue(json, field.kind()));
            }
        });
    }

    private static Object bodyValue(JsonReader json, Shape.Kind kind) {
        return switch (kind) {
            case TEXT -> json.text();
            case WORD -> json.kind() == JsonReader.Kind.TEXT ? json.text() : Long.toString(json.int64());
            case INT64 -> json.int64();
            case FLOAT64 -> json.float64();
            case TEXTS -> texts(json);
            case TAGS -> tags(json);
        };
    }

    private static Optional<?> findQueryValue(Context context, Shape.Field field) {
        return switch (field.kind()) {
            case TEXT, WORD -> Queries.findText(context, field.name());
            case INT64 ->
                Queries.findInt64(context, field.name()).stream().boxed().findFirst();
            case TEXTS -> Optional.of(context.queryParams(field.name()));
            case FLOAT64, TAGS -> throw new IllegalStateException("BUG: no query has a " + field.kind());
        };
    }

    private static List<String> texts(JsonReader json) {
        List<String> texts = new ArrayList<>();
        json.array(() -> texts.add(json.text()));
        return texts;
    }

    private static List<Tag> tags(JsonReader json) {
        List<Tag> tags = new ArrayList<>();
        json.array(() -> {
            Pair pair = Pair.read(json);
            tags.add(new Tag(pair.key(), pair.value()));
        });
        return tags;
    }

    Optional<String> findText(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    /// Throws `InvalidArgument`: MLflow takes an empty text for none.
    String getText(String name) {
        return findText(name).filter(text -> !text.isEmpty()).orElseThrow(() -> Faults.invalid(name, "missing"));
    }

    /// The run by either of its names.
    String getRunId() {
        return findText("run_id")
                .filter(text -> !text.isEmpty())
                .or(() -> findText("run_uuid"))
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> Faults.invalid("run_id", "missing"));
    }

    OptionalLong findInt64(String name) {
        Long value = (Long) values.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    long getInt64(String name) {
        return findInt64(name).orElseThrow(() -> Faults.invalid(name, "missing"));
    }

    double getFloat64(String name) {
        Double value = (Double) values.get(name);
        if (value == null) {
            throw Faults.invalid(name, "missing");
        }
        return value;
    }

    @SuppressWarnings("unchecked") // A shape gives a name one kind.
    List<String> texts(String name) {
        return (List<String>) values.getOrDefault(name, List.of());
    }

    @SuppressWarnings("unchecked") // A shape gives a name one kind.
    List<Tag> tags(String name) {
        return (List<Tag>) values.getOrDefault(name, List.of());
    }
}
