package dev.assay.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;

/// Answers with a body that is written as it is made. What fails while a small body is written is still answered as a
/// failure; one past `BUFFERED_BYTES_MAX` streams, and a failure then breaks the connection, so that half a body never
/// looks whole.
public final class StreamAnswer {

    public static final int BUFFERED_BYTES_MAX = 256 * 1024;

    private static final int FIRST_BYTES = 4 * 1024;

    private StreamAnswer() {}

    /// The stream belongs to this answer: `body` need not flush or close it.
    public static void write(Context context, int status, String contentType, Consumer<OutputStream> body) {
        Spill spill = new Spill(context, status, contentType);
        body.accept(spill);
        spill.complete();
    }

    /// Keeps what is written until it is whole or too much.
    private static final class Spill extends OutputStream {

        private final Context context;
        private final int status;
        private final String contentType;
        private byte[] buffer = new byte[FIRST_BYTES];
        private int length;
        private boolean streams;

        Spill(Context context, int status, String contentType) {
            this.context = context;
            this.status = status;
            this.contentType = contentType;
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
            context.status(status).contentType(contentType);
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
