package dev.assay.wire.json;

import dev.assay.domain.Parameter;
import dev.assay.domain.ParameterValue;
import dev.assay.json.JsonReader;
import dev.assay.json.JsonWriter;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/// A parameter: `{"name": "lr", "value": {"type": "double", "value": 0.001}}`. A datetime keeps its text.
public final class ParameterJson {

    private ParameterJson() {}

    public static void write(JsonGenerator json, Parameter parameter) {
        json.writeStartObject();
        json.writeStringProperty("name", parameter.name());
        json.writeObjectPropertyStart("value");
        writeValue(json, parameter.value());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, ParameterValue value) {
        switch (value) {
            case ParameterValue.Bool bool -> {
                json.writeStringProperty("type", "boolean");
                json.writeBooleanProperty("value", bool.value());
            }
            case ParameterValue.Int integer -> {
                json.writeStringProperty("type", "integer");
                JsonWriter.writeLong(json, "value", integer.value());
            }
            case ParameterValue.Dbl dbl -> {
                json.writeStringProperty("type", "double");
                JsonWriter.writeDouble(json, "value", dbl.value());
            }
            case ParameterValue.Datetime datetime -> {
                json.writeStringProperty("type", "datetime");
                json.writeStringProperty("value", datetime.text());
            }
            case ParameterValue.Str text -> {
                json.writeStringProperty("type", "string");
                json.writeStringProperty("value", text.text());
            }
        }
    }

    /// Throws `MalformedBody`, and `InvalidArgument` for a name or a value past the limits.
    public static Parameter read(JsonReader reader) {
        Field<String> name = new Field<>("name");
        Field<ParameterValue> value = new Field<>("value");
        reader.object(field -> {
            switch (field) {
                case "name" -> name.set(reader.text());
                case "value" -> value.set(readValue(reader));
                default -> throw reader.malformed("unknown field");
            }
        });
        return new Parameter(name.get(reader), value.get(reader));
    }

    private static ParameterValue readValue(JsonReader reader) {
        return switch (Unions.type(reader)) {
            case "boolean" -> readTyped(reader, () -> new ParameterValue.Bool(reader.bool()));
            case "integer" -> readTyped(reader, () -> new ParameterValue.Int(reader.int64()));
            case "double" -> readTyped(reader, () -> new ParameterValue.Dbl(reader.float64()));
            case "datetime" -> readTyped(reader, () -> readDatetime(reader));
            case "string" -> readTyped(reader, () -> new ParameterValue.Str(reader.text()));
            default -> throw reader.malformed("its type is none of boolean, integer, double, datetime, string");
        };
    }

    private static ParameterValue readTyped(JsonReader reader, Supplier<ParameterValue> typed) {
        Field<ParameterValue> value = new Field<>("value");
        reader.object(field -> {
            if (field.equals("value")) {
                value.set(typed.get());
            } else {
                Unions.skipType(reader, field);
            }
        });
        return value.get(reader);
    }

    private static ParameterValue readDatetime(JsonReader reader) {
        String text = reader.text();
        return ParameterValue.Datetime.find(text)
                .orElseThrow(() -> reader.malformed("not an ISO-8601 date and time with a zone"));
    }
}
