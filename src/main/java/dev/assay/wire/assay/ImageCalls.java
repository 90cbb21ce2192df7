package dev.assay.wire.assay;

import dev.assay.app.ExperimentRef;
import dev.assay.app.FileContent;
import dev.assay.app.Files;
import dev.assay.app.IdempotencyKey;
import dev.assay.app.Images;
import dev.assay.app.Page;
import dev.assay.domain.Caller;
import dev.assay.domain.Digest;
import dev.assay.domain.Faults;
import dev.assay.domain.ImageLabel;
import dev.assay.domain.ImageType;
import dev.assay.domain.Scope;
import dev.assay.domain.StoredFile;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// `…/experiments/{experimentRid}/images`, and the images there.
final class ImageCalls {

    static final int PAGE_SIZE = 1_000;
    static final int PAGE_SIZE_MAX = 10_000;

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");

    private final Images images;

    ImageCalls(Images images) {
        this.images = images;
    }

    void list(Context context) {
        Caller caller =
                Requests.caller(context, Scope.MODELS_READ, "name", "stepFrom", "stepTo", "pageSize", "pageToken");
        Images.Query query = new Images.Query(
                Queries.findText(context, "name"),
                Queries.findInt64(context, "stepFrom").orElse(Long.MIN_VALUE),
                Queries.findInt64(context, "stepTo").orElse(Long.MAX_VALUE),
                Queries.pageSize(context, "pageSize", PAGE_SIZE, PAGE_SIZE_MAX),
                Queries.findText(context, "pageToken"));
        Page<StoredFile> page = images.list(caller, Requests.ref(context), query);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            page.items().forEach(image -> FileJson.writeImage(json, image));
            json.writeEndArray();
            page.nextPageToken().ifPresent(token -> json.writeStringProperty("nextPageToken", token));
            json.writeEndObject();
        });
    }

    void put(Context context) throws IOException {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE, "caption");
        ExperimentRef ref = Requests.ref(context);
        ImageLabel label =
                new ImageLabel(context.pathParam("name"), step(context), Queries.findText(context, "caption"));
        Function<Digest, Optional<IdempotencyKey>> key = Idempotency.keyOf(context);
        String contentType = Optional.ofNullable(context.contentType()).orElse(Files.ANY_TYPE);
        try (InputStream content = Bodies.stream(context, images.bytesMax())) {
            StoredFile image = images.put(caller, key, ref, label, contentType, content);
            JsonAnswer.write(context, 201, json -> FileJson.writeImage(json, image));
        }
    }

    /// What MLflow's clients put may be no image at all: only what is one by its word may be shown.
    void get(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ);
        FileContent found = images.get(caller, Requests.ref(context), context.pathParam("name"), step(context));
        boolean shown = Arrays.stream(ImageType.values())
                .anyMatch(type -> type.contentType().equals(found.file().contentType()));
        FileContents.write(context, found, shown);
    }

    void delete(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ExperimentRef ref = Requests.ref(context);
        long step = step(context);
        byte[] body = Requests.noBody(context);
        images.delete(caller, Idempotency.key(context, body), ref, context.pathParam("name"), step);
        context.status(204);
    }

    private static long step(Context context) {
        String text = context.pathParam("step");
        if (!INTEGER.matcher(text).matches()) {
            throw Faults.invalid("step", "not an integer");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Faults.invalid("step", "out of the range of int64");
        }
    }
}
