package dev.assay.wire.mlflow;

import dev.assay.app.ExperimentRef.ByRunId;
import dev.assay.app.FileContent;
import dev.assay.app.FileEntry;
import dev.assay.app.Files;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.FilePaths;
import dev.assay.domain.Scope;
import dev.assay.domain.StoredFile;
import dev.assay.http.Bodies;
import dev.assay.http.Callers;
import dev.assay.http.FileAnswer;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import dev.assay.json.JsonWriter;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// `artifacts/list`, and `mlflow-artifacts/artifacts`, where clients put the files of a run and get them.
final class ArtifactCalls {

    private static final Fields.Shape LIST = new Fields.Shape().text("run_id", "run_uuid", "path", "page_token");

    private final Files files;
    private final LoggedTables tables;

    ArtifactCalls(Files files, LoggedTables tables) {
        this.files = files;
        this.tables = tables;
    }

    /// Paths from the root of the run on.
    void listOfRun(Context context) {
        Fields fields = Fields.ofQuery(context, LIST);
        Caller caller = Callers.of(context);
        String runId = fields.getRunId();
        String rootUri =
                ArtifactUris.ofRun(ArtifactUris.ofExperiment(files.getModel(caller, Scope.MODELS_READ, runId)), runId);
        List<FileEntry> found = list(caller, runId, fields.findText("path").orElse(""));
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeStringProperty("root_uri", rootUri);
            writeFiles(json, found, false);
            json.writeEndObject();
        });
    }

    /// The last names alone.
    void list(Context context) {
        Caller caller = Callers.of(context);
        String path = Queries.findText(context, "path").orElse("");
        ArtifactPath asked = ArtifactPath.parse(files, caller, Scope.MODELS_READ, path);
        List<FileEntry> found = list(caller, asked.runId(), asked.path());
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            writeFiles(json, found, true);
            json.writeEndObject();
        });
    }

    /// All of them: clients ask for no second page.
    private List<FileEntry> list(Caller caller, String runId, String folder) {
        return files.list(caller, new ByRunId(runId), folder, Files.FILES_MAX, Optional.empty())
                .items();
    }

    private static void writeFiles(JsonGenerator json, List<FileEntry> found, boolean lastNames) {
        json.writeArrayPropertyStart("files");
        for (FileEntry entry : found) {
            json.writeStartObject();
            json.writeStringProperty("path", lastNames ? FilePaths.name(entry.path()) : entry.path());
            switch (entry) {
                case FileEntry.Folder _ -> json.writeBooleanProperty("is_dir", true);
                case FileEntry.OfFile file -> {
                    json.writeBooleanProperty("is_dir", false);
                    JsonWriter.writeLong(json, "file_size", file.file().sizeBytes());
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void put(Context context) throws IOException {
        Caller caller = Callers.of(context);
        ArtifactPath asked = ArtifactPath.parse(files, caller, Scope.MODELS_WRITE, context.pathParam("path"));
        String contentType = Optional.ofNullable(context.contentType()).orElse(Files.ANY_TYPE);
        try (InputStream content = Bodies.stream(context, files.bytesMax())) {
            files.put(caller, _ -> Optional.empty(), new ByRunId(asked.runId()), asked.path(), contentType, content);
        }
        tables.followFile(caller, new ByRunId(asked.runId()), asked.path());
        Answers.empty(context);
    }

    void get(Context context) {
        Caller caller = Callers.of(context);
        ArtifactPath asked = ArtifactPath.parse(files, caller, Scope.MODELS_READ, context.pathParam("path"));
        FileContent content = files.get(caller, new ByRunId(asked.runId()), asked.path());
        StoredFile file = content.file();
        FileAnswer.Head head = new FileAnswer.Head(
                file.contentType(), file.sizeBytes(), file.digest().hex(), FilePaths.name(file.path()), false);
        FileAnswer.write(context, head, content::open);
    }

    /// A file, or a folder with all that lies in it.
    void delete(Context context) {
        Caller caller = Callers.of(context);
        ArtifactPath asked = ArtifactPath.parse(files, caller, Scope.MODELS_WRITE, context.pathParam("path"));
        if (asked.path().isEmpty()) {
            throw Faults.invalid("path", "names no artifact");
        }
        files.deleteAll(caller, new ByRunId(asked.runId()), asked.path());
        tables.followDeletion(caller, new ByRunId(asked.runId()), asked.path());
        Answers.empty(context);
    }
}
