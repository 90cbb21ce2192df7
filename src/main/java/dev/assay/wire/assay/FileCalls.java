package dev.assay.wire.assay;

import dev.assay.app.ExperimentRef;
import dev.assay.app.FileEntry;
import dev.assay.app.Files;
import dev.assay.app.IdempotencyKey;
import dev.assay.app.Page;
import dev.assay.domain.Caller;
import dev.assay.domain.Digest;
import dev.assay.domain.Scope;
import dev.assay.domain.StoredFile;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/// `…/experiments/{experimentRid}/files`, and what lies there.
final class FileCalls {

    static final int PAGE_SIZE = 1_000;
    static final int PAGE_SIZE_MAX = 10_000;

    private final Files files;

    FileCalls(Files files) {
        this.files = files;
    }

    void list(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ, "path", "pageSize", "pageToken");
        Page<FileEntry> page = files.list(
                caller,
                Requests.ref(context),
                Queries.findText(context, "path").orElse(""),
                Queries.pageSize(context, "pageSize", PAGE_SIZE, PAGE_SIZE_MAX),
                Queries.findText(context, "pageToken"));
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            page.items().forEach(entry -> FileJson.write(json, entry));
            json.writeEndArray();
            page.nextPageToken().ifPresent(token -> json.writeStringProperty("nextPageToken", token));
            json.writeEndObject();
        });
    }

    void put(Context context) throws IOException {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ExperimentRef ref = Requests.ref(context);
        Function<Digest, Optional<IdempotencyKey>> key = Idempotency.keyOf(context);
        String contentType = Optional.ofNullable(context.contentType()).orElse(Files.ANY_TYPE);
        try (InputStream content = Bodies.stream(context, files.bytesMax())) {
            StoredFile file = files.put(caller, key, ref, context.pathParam("path"), contentType, content);
            JsonAnswer.write(context, 201, json -> FileJson.write(json, file));
        }
    }

    void get(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ);
        FileContents.write(context, files.get(caller, Requests.ref(context), context.pathParam("path")), false);
    }

    void delete(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ExperimentRef ref = Requests.ref(context);
        byte[] body = Requests.noBody(context);
        files.delete(caller, Idempotency.key(context, body), ref, context.pathParam("path"));
        context.status(204);
    }
}
