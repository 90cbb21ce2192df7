package dev.assay.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/// A generator that says by its type how `JsonWriter.writeLong` is to write: whoever opens an answer knows, and not
/// everyone who writes into it.
final class LongsAsTexts extends JsonGeneratorDelegate {

    LongsAsTexts(JsonGenerator json) {
        super(json);
    }
}
