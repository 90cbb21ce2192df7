package dev.assay.wire.foundry;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Unions;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a `ModelApi`: what it may be is checked, and it is kept as it came, to the byte. Whatever is wrong in one is
/// `InvalidModelApi`, with the place in the body and what would be right.
final class ModelApiJson {

    /// What kind of mistake it is: it has not the shape of an API. We know no other.
    private static final String ERROR_TYPE = "INVALID_SHAPE";

    private final JsonReader reader;
    private final Map<String, Runnable> none = Map.of();
    private final Map<String, Runnable> required;

    private ModelApiJson(JsonReader reader) {
        this.reader = reader;
        this.required = Map.of("required", reader::bool);
    }

    static String read(JsonReader reader) {
        ModelApiJson api = new ModelApiJson(reader);
        try {
            return reader.rawObject(() -> api.fields(Map.of("inputs", api::ports, "outputs", api::ports), api.none));
        } catch (Fault fault) {
            throw inWordsOfTheApi(fault);
        }
    }

    private static Fault inWordsOfTheApi(Fault fault) {
        Optional<String> where = Optional.ofNullable(fault.args().get("where"));
        Optional<String> reason = Optional.ofNullable(fault.args().get("reason"));
        return where.isPresent() && reason.isPresent()
                ? Faults.invalidModelApi(ERROR_TYPE, where.get() + ": " + reason.get())
                : fault;
    }

    private void ports() {
        reader.array(this::port);
    }

    /// An input or an output.
    private void port() {
        switch (Unions.type(reader)) {
            case "parameter" -> fields(Map.of("name", reader::text, "dataType", this::dataType), required);
            case "tabular" ->
                fields(
                        Map.of("name", reader::text, "columns", this::columns),
                        Map.of("required", reader::bool, "format", this::format));
            case "unsupported" -> unsupported();
            default -> throw reader.malformed("its type is none of parameter, tabular, unsupported");
        }
    }

    private void columns() {
        reader.array(() -> fields(Map.of("name", reader::text, "dataType", this::dataType), required));
    }

    private void format() {
        switch (reader.text()) {
            case "PANDAS", "SPARK" -> {}
            default -> throw reader.malformed("neither PANDAS nor SPARK");
        }
    }

    private void dataType() {
        switch (Unions.type(reader)) {
            case "any", "boolean", "date", "double", "float", "integer", "long", "string", "timestamp" ->
                fields(none, none);
            case "array" -> fields(Map.of("itemType", this::dataType), none);
            case "map" -> fields(Map.of("keyType", this::dataType, "valueType", this::dataType), none);
            case "unsupported" -> unsupported();
            default ->
                throw reader.malformed("its type is none of any, array, boolean, date, double, float, integer, long,"
                        + " map, string, timestamp, unsupported");
        }
    }

    private void unsupported() {
        fields(Map.of("unsupportedType", reader::text, "params", this::params), none);
    }

    private void params() {
        reader.object(_ -> reader.text());
    }

    /// An object with all of `needed` and some of `optional`; a `type` that has told what it is may stand anywhere.
    private void fields(Map<String, Runnable> needed, Map<String, Runnable> optional) {
        Set<String> missing = new HashSet<>(needed.keySet());
        reader.object(field -> {
            missing.remove(field);
            Runnable read = needed.getOrDefault(field, optional.get(field));
            if (read == null) {
                Unions.skipType(reader, field);
            } else {
                read.run();
            }
        });
        missing.stream().sorted().findFirst().ifPresent(field -> {
            throw reader.missing(field);
        });
    }
}
