package dev.assay.wire.assay;

import dev.assay.app.Notes;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.domain.Texts;
import dev.assay.http.Bodies;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// `…/note` of an experiment and of a model: a text in Markdown, as it is.
final class NoteCalls {

    private static final String TAKEN = "text/markdown or text/plain, in UTF-8";

    private final Notes notes;

    NoteCalls(Notes notes) {
        this.notes = notes;
    }

    void getOfExperiment(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ);
        write(context, notes.get(caller, Requests.experiment(context)));
    }

    void getOfModel(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ);
        write(context, notes.get(caller, Requests.model(context)));
    }

    void putOfExperiment(Context context) throws IOException {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ExperimentId id = Requests.experiment(context);
        byte[] body = body(context);
        notes.put(caller, Idempotency.key(context, body), id, text(body));
        context.status(204);
    }

    void putOfModel(Context context) throws IOException {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ModelId id = Requests.model(context);
        byte[] body = body(context);
        notes.put(caller, Idempotency.key(context, body), id, text(body));
        context.status(204);
    }

    void deleteOfExperiment(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ExperimentId id = Requests.experiment(context);
        byte[] body = Requests.noBody(context);
        notes.delete(caller, Idempotency.key(context, body), id);
        context.status(204);
    }

    void deleteOfModel(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ModelId id = Requests.model(context);
        byte[] body = Requests.noBody(context);
        notes.delete(caller, Idempotency.key(context, body), id);
        context.status(204);
    }

    private static void write(Context context, String note) {
        context.contentType("text/markdown; charset=utf-8").result(note.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] body(Context context) throws IOException {
        requireText(Optional.ofNullable(context.contentType()).orElse("without a content type"));
        try (InputStream content = Bodies.stream(context, Texts.VALUE_BYTES_MAX)) {
            return content.readAllBytes();
        }
    }

    private static void requireText(String given) {
        String[] parts = given.toLowerCase(Locale.ROOT).split(";", -1);
        String type = parts[0].strip();
        boolean utf8 = Arrays.stream(parts)
                .skip(1)
                .map(String::strip)
                .allMatch(part ->
                        !part.startsWith("charset=") || part.replace("\"", "").equals("charset=utf-8"));
        if (!utf8 || !(type.equals("text/markdown") || type.equals("text/plain"))) {
            throw Faults.unsupportedMediaType(given, TAKEN);
        }
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Faults.malformedBody("", "not UTF-8");
        }
    }
}
