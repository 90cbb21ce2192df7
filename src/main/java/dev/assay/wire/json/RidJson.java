package dev.assay.wire.json;

import dev.assay.domain.Rid;
import dev.assay.json.JsonReader;

/// RIDs in bodies.
public final class RidJson {

    private RidJson() {}

    public static Rid read(JsonReader reader) {
        String text = reader.text();
        if (!Rid.isRid(text)) {
            throw reader.malformed("not a resource identifier of at most " + Rid.CHARS_MAX + " characters");
        }
        return new Rid(text);
    }
}
