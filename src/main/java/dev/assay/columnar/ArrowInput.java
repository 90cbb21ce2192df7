package dev.assay.columnar;

import dev.assay.columnar.ArrowFormat.Message;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The messages of a stream in Arrow's streaming format, one after another, down to the mark of its end.
final class ArrowInput {

    /// Of what a message says of its data.
    private static final int HEAD_BYTES_MAX = 1 << 20;
    /// What a file in Arrow's other format begins with, `ARRO`.
    private static final int FILE_MAGIC = 0x4F52_5241;

    /// A message, or what stands for the end.
    record Arrived(int type, FlatTable header, long bodyBytes) {}

    private final ArrowSource source;
    private int messages;

    ArrowInput(ArrowSource source) {
        this.source = source;
    }

    /// Empty at the end, where nothing follows.
    Optional<Arrived> next() throws IOException {
        String where = "message " + messages++;
        if (readInt(where) != ArrowFormat.CONTINUATION) {
            throw Faults.malformedBody(where, "does not begin with Arrow's continuation mark");
        }
        int length = readInt(where);
        if (length == 0) {
            requireEnd();
            return Optional.empty();
        }
        if (length < 0 || length > HEAD_BYTES_MAX) {
            throw Faults.malformedBody(where, "metadata of more than " + HEAD_BYTES_MAX + " bytes");
        }
        byte[] bytes = source.next(length);
        if (bytes.length < length) {
            throw cut(where);
        }
        return Optional.of(arrived(FlatTable.root(where, bytes)));
    }

    private static Arrived arrived(FlatTable message) {
        int version = message.shortAt(Message.VERSION);
        if (version != ArrowFormat.V4 && version != ArrowFormat.V5) {
            throw message.malformed("of a version of Arrow that is neither V4 nor V5");
        }
        long bodyBytes = message.longAt(Message.BODY_LENGTH);
        if (bodyBytes < 0) {
            throw message.malformed("a body of less than nothing");
        }
        return new Arrived(message.byteAt(Message.HEADER_TYPE), message.get(Message.HEADER, "a header"), bodyBytes);
    }

    /// All of the message's body.
    ByteBuffer body(Arrived message) throws IOException {
        return source.body(message.bodyBytes())
                .orElseThrow(() -> cut(message.header().where()));
    }

    private int readInt(String where) throws IOException {
        byte[] bytes = source.next(Integer.BYTES);
        if (bytes.length < Integer.BYTES) {
            throw cut(where);
        }
        int number = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (number == FILE_MAGIC) {
            throw Faults.malformedBody(where, "Arrow's file format, where its streaming format is wanted");
        }
        return number;
    }

    private void requireEnd() throws IOException {
        if (!source.isAtEnd()) {
            throw Faults.malformedBody("", "something follows the end of the stream");
        }
    }

    private static Fault cut(String where) {
        return Faults.malformedBody(where, "the stream ends before its end mark, which closing its writer writes");
    }
}
