package dev.assay.demo;

import dev.assay.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Bodies of requests.
final class Body {

    static final String JSON = "application/json";
    static final byte[] NONE = {};

    private Body() {}

    /// One object with these fields.
    static byte[] of(Consumer<JsonGenerator> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(bytes)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static byte[] of(String name, String text) {
        return of(json -> json.writeStringProperty(name, text));
    }

    /// The same parameters as text for people.
    static String listing(Map<String, Object> parameters) {
        StringBuilder json = new StringBuilder("{\n");
        String separator = "";
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            String value = parameter.getValue() instanceof String text ? '"' + text + '"' : "" + parameter.getValue();
            json.append(separator).append("  \"").append(parameter.getKey()).append("\": ");
            json.append(value);
            separator = ",\n";
        }
        return json.append("\n}\n").toString();
    }

    static void writeParameters(JsonGenerator json, Map<String, Object> parameters) {
        json.writeArrayPropertyStart("parameters");
        parameters.forEach((name, value) -> {
            json.writeStartObject();
            json.writeStringProperty("name", name);
            json.writeObjectPropertyStart("value");
            writeValue(json, value);
            json.writeEndObject();
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private static void writeValue(JsonGenerator json, Object value) {
        switch (value) {
            case Integer integer -> {
                json.writeStringProperty("type", "integer");
                json.writeNumberProperty("value", integer);
            }
            case Double number -> {
                json.writeStringProperty("type", "double");
                json.writeNumberProperty("value", number);
            }
            case String text -> {
                json.writeStringProperty("type", "string");
                json.writeStringProperty("value", text);
            }
            default -> throw new IllegalStateException("BUG: no parameter: " + value);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
