package dev.assay.wire.json;

import dev.assay.json.JsonReader;

/// Objects whose field `type`, wherever it stands, says what their other fields are.
public final class Unions {

    private static final String TYPE = "type";

    private Unions() {}

    /// Throws `MalformedBody` where there is none.
    public static String type(JsonReader reader) {
        return reader.peekText(TYPE).orElseThrow(() -> reader.malformed("it has no text called " + TYPE));
    }

    /// Passes over the discriminator; any other field that comes here is unknown.
    public static void skipType(JsonReader reader, String field) {
        if (!field.equals(TYPE)) {
            throw reader.malformed("unknown field");
        }
        reader.skip();
    }
}
