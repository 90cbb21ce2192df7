package dev.assay.http;

import dev.assay.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Answers with a JSON body, without a tree or a string in between. What fails while a small body is written is still
/// answered as a failure; one past `BUFFERED_BYTES_MAX` streams, and a failure then breaks the connection, so that half
/// a body never looks whole.
public final class JsonAnswer {

    public static final int BUFFERED_BYTES_MAX = 256 * 1024;

    private static final int FIRST_BYTES = 4 * 1024;

    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

    private JsonAnswer() {}

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
        Spill spill = new Spill(context, status);
        try (JsonGenerator json = Json.writer(spill)) {
            body.accept(json);
            json.flush();
            spill.complete();
        }
    }

    /// Keeps what is written until it is whole or too much.
    private static final class Spill extends OutputStream {

        private final Context context;
        private final int status;
        private byte[] buffer = new byte[FIRST_BYTES];
        private int length;
        private boolean streams;

        Spill(Context context, int status) {
            this.context = context;
            this.status = status;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            if (!streams && length + count > BUFFERED_BYTES_MAX) {
                send();
                Failures.streams(context);
                streams = true;
            }
            if (streams) {
                context.outputStream().write(bytes, offset, count);
            } else {
                keep(bytes, offset, count);
            }
        }

        private void keep(byte[] bytes, int offset, int count) {
            if (length + count > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + count));
            }
            System.arraycopy(bytes, offset, buffer, length, count);
            length += count;
        }

        private void send() throws IOException {
            context.status(status).contentType("application/json");
            context.outputStream().write(buffer, 0, length);
        }

        void complete() {
            try {
                if (!streams) {
                    send();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
