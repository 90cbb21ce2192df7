package dev.assay.columnar;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Messages of Arrow's streaming format on their way out.
final class ArrowStream {

    private static final int HEAD_BYTES = 2 * Integer.BYTES;

    private ArrowStream() {}

    static void writeMessage(OutputStream out, byte[] message) throws IOException {
        int padded = Math.ceilDiv(message.length, ArrowFormat.ALIGNMENT) * ArrowFormat.ALIGNMENT;
        writeHead(out, padded);
        out.write(message);
        out.write(new byte[padded - message.length]);
    }

    /// Of the body of the message before.
    static void writeBuffer(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        pad(out, bytes.length);
    }

    static void pad(OutputStream out, long bytes) throws IOException {
        out.write(new byte[(int) (ArrowMessages.padded(bytes) - bytes)]);
    }

    static void writeEnd(OutputStream out) throws IOException {
        writeHead(out, 0);
    }

    /// A length of nothing ends the stream.
    private static void writeHead(OutputStream out, int bytes) throws IOException {
        out.write(ByteBuffer.allocate(HEAD_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(ArrowFormat.CONTINUATION)
                .putInt(bytes)
                .array());
    }
}
