package dev.assay.wire.json;

import dev.assay.domain.Artifact;
import dev.assay.json.JsonWriter;
import tools.jackson.core.JsonGenerator;

/// What is known of an artifact. Only tables have words here: an artifact of another kind would make Palantir's clients
/// refuse the whole experiment.
public final class ArtifactJson {

    private ArtifactJson() {}

    public static boolean isShown(Artifact artifact) {
        return switch (artifact.details()) {
            case Artifact.Table _ -> true;
            case Artifact.File _ -> false;
        };
    }

    public static void write(JsonGenerator json, Artifact artifact) {
        json.writeStartObject();
        json.writeStringProperty("name", artifact.name());
        artifact.description().ifPresent(text -> json.writeStringProperty("description", text));
        JsonWriter.writeLong(json, "sizeBytes", artifact.sizeBytes());
        json.writeObjectPropertyStart("details");
        switch (artifact.details()) {
            case Artifact.Table table -> {
                json.writeStringProperty("type", "table");
                JsonWriter.writeLong(json, "rowCount", table.rowCount());
            }
            case Artifact.File _ -> throw new IllegalStateException("BUG: a file is shown: " + artifact.name());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
