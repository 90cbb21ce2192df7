package dev.assay.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/// Writes into an array that grows. Fixed widths are little endian; `ByteReader` reads each back under the same name.
public final class ByteWriter {

    /// As long as an array gets on every JVM.
    private static final int SIZE_MAX = Integer.MAX_VALUE - 8;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int size;

    public ByteWriter() {
        this(64);
    }

    public ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    public int size() {
        return size;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    public void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    public void writeInt(int value) {
        reserve(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    public void writeLong(long value) {
        reserve(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    /// By its raw bits, so that every NaN stays the NaN it was.
    public void writeDouble(double value) {
        writeLong(Double.doubleToRawLongBits(value));
    }

    /// Seven bits a byte, the lowest first: 1 byte below 128, 10 bytes for what is negative.
    public void writeVarint(long value) {
        reserve(ByteReader.VARINT_BYTES_MAX);
        if ((value & ~0x7FL) == 0) {
            bytes[size++] = (byte) value;
            return;
        }
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /// A varint that is short for what is near zero, on either side of it.
    public void writeZigzag(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    /// UTF-8 after its length. A text with half a surrogate pair has no UTF-8 and must have been refused before.
    public void writeText(String text) {
        requireWhole(text);
        writeSized(text.getBytes(UTF_8));
    }

    /// Bytes after their length.
    public void writeSized(byte[] value) {
        writeVarint(value.length);
        writeBytes(value);
    }

    /// Bytes alone: the reader must know how many.
    public void writeBytes(byte[] value) {
        writeBytes(value, 0, value.length);
    }

    /// Those from `from` to before `to`.
    public void writeBytes(byte[] value, int from, int to) {
        reserve(to - from);
        System.arraycopy(value, from, bytes, size, to - from);
        size += to - from;
    }

    public void writeBytes(ByteWriter other) {
        reserve(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
    }

    /// Whether there is a value, then the value: `writer.writeOptional(branch, writer::writeText)`.
    public <T> void writeOptional(Optional<T> value, Consumer<? super T> write) {
        writeBoolean(value.isPresent());
        value.ifPresent(write);
    }

    /// How many, then each.
    public <T> void writeList(Collection<T> values, Consumer<? super T> write) {
        writeVarint(values.size());
        values.forEach(write);
    }

    /// The CRC32C of everything written so far.
    public void writeChecksum() {
        writeInt(checksum(bytes, 0, size));
    }

    static int checksum(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            grow(more);
        }
    }

    private void grow(int more) {
        if (more > SIZE_MAX - size) {
            throw new IllegalStateException("BUG: more than " + SIZE_MAX + " bytes in one piece");
        }
        long wanted = Math.max(size + (long) more, 2L * bytes.length);
        bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, SIZE_MAX));
    }

    /// `getBytes` would write half a pair as `?`, and nobody would know.
    private static void requireWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(i + 1));
                if (!pair) {
                    throw new IllegalStateException("BUG: a text with half a surrogate pair");
                }
                i++;
            }
        }
    }
}
