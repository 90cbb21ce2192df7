package dev.assay.wire.assay;

import dev.assay.app.FileEntry;
import dev.assay.domain.ImageLabel;
import dev.assay.domain.StoredFile;
import dev.assay.json.JsonWriter;
import dev.assay.wire.json.TimeJson;
import tools.jackson.core.JsonGenerator;

/// Files, folders and images.
final class FileJson {

    private FileJson() {}

    static void write(JsonGenerator json, FileEntry entry) {
        switch (entry) {
            case FileEntry.OfFile file -> write(json, file.file());
            case FileEntry.Folder folder -> {
                json.writeStartObject();
                json.writeStringProperty("type", "folder");
                json.writeStringProperty("path", folder.path());
                json.writeEndObject();
            }
        }
    }

    static void write(JsonGenerator json, StoredFile file) {
        json.writeStartObject();
        json.writeStringProperty("type", "file");
        writeContent(json, file);
        json.writeEndObject();
    }

    static void writeImage(JsonGenerator json, StoredFile file) {
        ImageLabel image = file.image().orElseThrow();
        json.writeStartObject();
        json.writeStringProperty("name", image.name());
        JsonWriter.writeLong(json, "step", image.step());
        image.caption().ifPresent(caption -> json.writeStringProperty("caption", caption));
        writeContent(json, file);
        json.writeEndObject();
    }

    private static void writeContent(JsonGenerator json, StoredFile file) {
        json.writeStringProperty("path", file.path());
        json.writeStringProperty("contentType", file.contentType());
        JsonWriter.writeLong(json, "sizeBytes", file.sizeBytes());
        json.writeStringProperty("sha256", file.digest().hex());
        TimeJson.write(json, "createdTime", file.createdTime());
    }
}
