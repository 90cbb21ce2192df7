package dev.assay.http;

import dev.assay.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Answers with a JSON body, without a tree or a string in between; a large one streams, as `StreamAnswer` says.
public final class JsonAnswer {

    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

    private JsonAnswer() {}

    private static final String LONGS_AS_TEXTS = "dev.assay.longsAsTexts";

    /// From now on `JsonWriter.writeLong` writes texts alone into what this request is answered with.
    public static void writeLongsAsTexts(Context context) {
        context.attribute(LONGS_AS_TEXTS, true);
    }

    /// An object without fields, where there is nothing to tell.
    public static void empty(Context context) {
        context.status(200).contentType("application/json");
        try {
            context.outputStream().write(EMPTY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void write(Context context, Consumer<JsonGenerator> body) {
        write(context, 200, body);
    }

    public static void write(Context context, int status, Consumer<JsonGenerator> body) {
        StreamAnswer.write(context, status, "application/json", out -> {
            try (JsonGenerator json = writer(context, out)) {
                body.accept(json);
            }
        });
    }

    /// As this request is to be answered.
    static JsonGenerator writer(Context context, OutputStream out) {
        return context.attribute(LONGS_AS_TEXTS) == null ? Json.writer(out) : Json.writerOfLongsAsTexts(out);
    }
}
