package dev.assay.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.bytes.ByteWriter;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Writes one structure in Thrift's compact protocol, in which Parquet says what it holds. Fields come in ascending
/// order of their ids.
final class ThriftWriter {

    private static final int TRUE = 1;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int SHORT_LIST_MAX = 14;

    private final ByteWriter bytes;
    private int lastField;

    private ThriftWriter(ByteWriter bytes) {
        this.bytes = bytes;
    }

    static byte[] toBytes(Consumer<ThriftWriter> fields) {
        ByteWriter bytes = new ByteWriter();
        write(bytes, fields);
        return bytes.toBytes();
    }

    private static void write(ByteWriter bytes, Consumer<ThriftWriter> fields) {
        fields.accept(new ThriftWriter(bytes));
        bytes.writeByte(0);
    }

    ThriftWriter yes(int field) {
        return head(field, TRUE);
    }

    ThriftWriter i32(int field, int number) {
        head(field, I32).bytes.writeZigzag(number);
        return this;
    }

    ThriftWriter i64(int field, long number) {
        head(field, I64).bytes.writeZigzag(number);
        return this;
    }

    ThriftWriter binary(int field, byte[] value) {
        head(field, BINARY).bytes.writeSized(value);
        return this;
    }

    ThriftWriter text(int field, String text) {
        return binary(field, text.getBytes(UTF_8));
    }

    ThriftWriter struct(int field, Consumer<ThriftWriter> fields) {
        write(head(field, STRUCT).bytes, fields);
        return this;
    }

    ThriftWriter i32s(int field, int... numbers) {
        listHead(field, numbers.length, I32);
        for (int number : numbers) {
            bytes.writeZigzag(number);
        }
        return this;
    }

    ThriftWriter texts(int field, String... texts) {
        listHead(field, texts.length, BINARY);
        for (String text : texts) {
            bytes.writeSized(text.getBytes(UTF_8));
        }
        return this;
    }

    <T> ThriftWriter structs(int field, List<T> elements, BiConsumer<ThriftWriter, T> fields) {
        listHead(field, elements.size(), STRUCT);
        for (T element : elements) {
            write(bytes, writer -> fields.accept(writer, element));
        }
        return this;
    }

    /// Structures that were written before, each with its end.
    ThriftWriter written(int field, List<byte[]> elements) {
        listHead(field, elements.size(), STRUCT);
        elements.forEach(bytes::writeBytes);
        return this;
    }

    private void listHead(int field, int count, int type) {
        head(field, LIST);
        bytes.writeByte((Math.min(count, SHORT_LIST_MAX + 1) << 4) | type);
        if (count > SHORT_LIST_MAX) {
            bytes.writeVarint(count);
        }
    }

    /// All ids here are less than 16 apart.
    private ThriftWriter head(int field, int type) {
        int ahead = field - lastField;
        if (ahead < 1 || ahead > 15) {
            throw new IllegalStateException("BUG: the field " + field + " after " + lastField);
        }
        bytes.writeByte((ahead << 4) | type);
        lastField = field;
        return this;
    }
}
