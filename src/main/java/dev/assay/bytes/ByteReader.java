package dev.assay.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads what `ByteWriter` wrote, from a stretch of an array that it neither copies nor leaves. Whatever the
/// bytes are, it answers or throws `DamagedBytes`, and takes no more memory than they can fill.
public final class ByteReader {

    static final int VARINT_BYTES_MAX = 10;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /// The bits by which bytes of a varint say that another follows.
    private static final long CONTINUED = 0x8080_8080_8080_8080L;
    private static final long HALVES = 0x3F3F_3F3F_3F3F_3F3FL;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final char REPLACEMENT = '\uFFFD';

    private final String what;
    private final byte[] bytes;
    private final int to;
    private int at;

    /// `what` the bytes are is for the words of a failure: `a frame`, `an experiment's document`.
    public ByteReader(String what, byte[] bytes) {
        this(what, bytes, 0, bytes.length);
    }

    public ByteReader(String what, byte[] bytes, int from, int to) {
        if (from < 0 || from > to || to > bytes.length) {
            throw new IllegalStateException("BUG: bytes " + from + " to " + to + " of " + bytes.length);
        }
        this.what = what;
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    /// Where the next byte stands in the array.
    public int position() {
        return at;
    }

    public int remaining() {
        return to - at;
    }

    public int readByte() {
        require(1);
        return bytes[at++] & 0xFF;
    }

    public boolean readBoolean() {
        return switch (readByte()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw damaged(at - 1, "a boolean that is neither 0 nor 1");
        };
    }

    public int readInt() {
        require(Integer.BYTES);
        int value = (int) INT.get(bytes, at);
        at += Integer.BYTES;
        return value;
    }

    public long readLong() {
        require(Long.BYTES);
        long value = (long) LONG.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    public double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    public long readVarint() {
        // Most are one byte long.
        if (at < to && bytes[at] >= 0) {
            return bytes[at++];
        }
        int start = at;
        long value = 0;
        for (int shift = 0; shift < 7 * VARINT_BYTES_MAX; shift += 7) {
            int next = readByte();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                if (shift == 63 && next > 1) {
                    break;
                }
                return value;
            }
        }
        throw damaged(start, "a varint past 64 bits");
    }

    public long readZigzag() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /// The next zigzags, as many as there is room from `from` to before `end`. Eight of one byte each, as most are, are
    /// read together.
    public void readZigzags(long[] target, int from, int end) {
        int i = from;
        while (i < end) {
            if (end - i >= Long.BYTES && to - at >= Long.BYTES) {
                long eight = (long) LONG.get(bytes, at);
                if ((eight & CONTINUED) == 0) {
                    unpack(eight, target, i);
                    i += Long.BYTES;
                    at += Long.BYTES;
                    continue;
                }
            }
            target[i++] = readZigzag();
        }
    }

    /// Goes past zeros, at most `max` bytes of them; how many there were.
    public int skipZeros(int max) {
        int end = at + Math.min(max, to - at);
        int i = at;
        while (end - i >= Long.BYTES && (long) LONG.get(bytes, i) == 0) {
            i += Long.BYTES;
        }
        while (i < end && bytes[i] == 0) {
            i++;
        }
        int zeros = i - at;
        at = i;
        return zeros;
    }

    private static void unpack(long eight, long[] target, int from) {
        // Each byte is a zigzag of its own: the higher bits halved, and turned over where the lowest is set.
        long signed = ((eight >>> 1) & HALVES) ^ ((eight & ONES) * 0xFF);
        for (int i = 0; i < Long.BYTES; i++) {
            target[from + i] = (byte) (signed >>> (Byte.SIZE * i));
        }
    }

    /// How many things follow, each at least `bytesEach` long: never more than the remaining bytes can hold.
    public int readCount(int bytesEach) {
        int start = at;
        long count = readVarint();
        if (count < 0 || count > remaining() / bytesEach) {
            throw damaged(start, Long.toUnsignedString(count) + " things in " + remaining() + " bytes");
        }
        return (int) count;
    }

    public String readText() {
        int start = at;
        int length = readCount(1);
        String text = new String(bytes, at, length, UTF_8);
        // What is no UTF-8 shows as a replacement character, which a sound text may also hold: only then look closer.
        if (text.indexOf(REPLACEMENT) >= 0) {
            text = readDoubtfulText(start, length);
        }
        at += length;
        return text;
    }

    public byte[] readSized() {
        return readBytes(readCount(1));
    }

    public byte[] readBytes(int length) {
        require(length);
        byte[] read = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return read;
    }

    public void skip(long length) {
        if (length < 0 || length > remaining()) {
            throw damaged(at, length + " bytes to skip, " + remaining() + " left");
        }
        at += (int) length;
    }

    /// `reader.readOptional(reader::readText)`.
    public <T> Optional<T> readOptional(Supplier<? extends T> read) {
        return readBoolean() ? Optional.of(read.get()) : Optional.empty();
    }

    /// As many as were written. Each must take a byte at least.
    public <T> List<T> readList(Supplier<? extends T> read) {
        int count = readCount(1);
        List<T> list = new ArrayList<>(Math.min(count, 1_024));
        for (int i = 0; i < count; i++) {
            list.add(read.get());
        }
        return list;
    }

    /// Fails unless the next four bytes are the CRC32C of everything from `from`, a place in the array, up to here.
    public void requireChecksum(int from) {
        int start = at;
        int computed = ByteWriter.checksum(bytes, from, start);
        if (readInt() != computed) {
            throw damaged(start, "the checksum is another");
        }
    }

    /// Fails if anything is left over.
    public void requireEnd() {
        if (remaining() > 0) {
            throw damaged(at, remaining() + " bytes too many");
        }
    }

    /// For what only the caller can see is wrong, at the byte before which reading stands.
    public DamagedBytes damaged(String reason) {
        return damaged(at, reason);
    }

    private DamagedBytes damaged(int offset, String reason) {
        return new DamagedBytes(what, offset, reason);
    }

    private void require(int length) {
        if (length < 0 || length > to - at) {
            throw damaged(at, length + " bytes wanted, " + remaining() + " left");
        }
    }

    private String readDoubtfulText(int start, int length) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length)).toString();
        } catch (CharacterCodingException e) {
            throw damaged(start, "a text that is not UTF-8");
        }
    }
}
