package dev.assay.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.table.Cell;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/// What the values of a column say, by its type.
final class LeafValues {

    /// As many as 150 digits take; a number of more would take its time to be written.
    private static final int DECIMAL_BYTES_MAX = 64;

    private static final int FLOAT16_BYTES = 2;
    private static final long JULIAN_1970 = 2_440_588;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    private LeafValues() {}

    /// Throws where the value cannot be of the column's type.
    static void require(Leaf leaf, Slot slot) {
        if (leaf.type().isText()) {
            requireUtf8(slot);
        } else if (leaf.type().kind() == LeafType.Kind.DECIMAL
                && !leaf.physical().isNumber()
                && (slot.length > DECIMAL_BYTES_MAX || slot.length == 0)) {
            throw new Broken("a decimal of " + slot.length + " bytes");
        }
    }

    /// Whether there are values that it cannot have.
    static boolean isParticular(Leaf leaf) {
        return leaf.type().isText() || leaf.type().kind() == LeafType.Kind.DECIMAL;
    }

    private static void requireUtf8(Slot slot) {
        int at = slot.from;
        int end = slot.from + slot.length;
        while (at < end && slot.bytes[at] >= 0) {
            at++;
        }
        if (at == end) {
            return;
        }
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(slot.bytes, at, end - at));
        } catch (CharacterCodingException e) {
            throw new Broken("a text that is not UTF-8");
        }
    }

    /// A value that was checked before.
    static Cell cell(Leaf leaf, Slot slot) {
        LeafType type = leaf.type();
        return switch (type.kind()) {
            case NOTHING -> Cell.NOTHING;
            case BOOLEAN -> new Cell.Bool(slot.number != 0);
            case SIGNED -> new Cell.Int(signed(type.bits(), slot.number));
            case UNSIGNED -> unsigned(type.bits(), slot.number);
            case FLOAT -> new Cell.Dbl(Float.intBitsToFloat((int) slot.number));
            case DOUBLE -> new Cell.Dbl(Double.longBitsToDouble(slot.number));
            case FLOAT16 -> new Cell.Dbl(Float.float16ToFloat((short) littleEndian(slot, 0, FLOAT16_BYTES)));
            case DECIMAL -> new Cell.Text(decimal(leaf, slot));
            case DATE -> new Cell.Text(LocalDate.ofEpochDay(slot.number).toString());
            case TIME -> time(type, slot.number);
            case TIMESTAMP -> new Cell.Text(timestamp(type, slot.number));
            case INT96 -> new Cell.Text(int96(slot));
            case TEXT -> new Cell.Text(new String(slot.bytes, slot.from, slot.length, UTF_8));
            case UUID -> new Cell.Text(uuid(slot));
            case INTERVAL -> new Cell.Text(interval(slot));
            case BINARY -> new Cell.Text(Base64.getEncoder().encodeToString(bytes(slot)));
        };
    }

    private static long signed(int bits, long number) {
        int unused = Long.SIZE - bits;
        return number << unused >> unused;
    }

    private static Cell unsigned(int bits, long number) {
        if (bits == Long.SIZE) {
            return number >= 0 ? new Cell.Int(number) : new Cell.Num(Long.toUnsignedString(number));
        }
        return new Cell.Int(number & ((1L << bits) - 1));
    }

    private static String decimal(Leaf leaf, Slot slot) {
        BigInteger digits = leaf.physical().isNumber() ? BigInteger.valueOf(slot.number) : new BigInteger(bytes(slot));
        return new BigDecimal(digits, leaf.type().scale()).toPlainString();
    }

    /// What is no time of a day stays the number that it is.
    private static Cell time(LeafType type, long number) {
        long second = number / power(type.digits());
        long day = 24 * 60 * 60;
        return number < 0 || second >= day
                ? new Cell.Num(Long.toString(number))
                : new Cell.Text(clock(second) + fraction(number % power(type.digits()), type.digits()));
    }

    private static String timestamp(LeafType type, long number) {
        long unit = power(type.digits());
        return dateAndTime(Math.floorDiv(number, unit), Math.floorMod(number, unit), type.digits())
                + (type.zoned() ? "Z" : "");
    }

    private static String dateAndTime(long second, long part, int digits) {
        long day = 24 * 60 * 60;
        return LocalDate.ofEpochDay(Math.floorDiv(second, day)) + "T" + clock(Math.floorMod(second, day))
                + fraction(part, digits);
    }

    private static String clock(long second) {
        return twoDigits(second / 3_600) + ":" + twoDigits(second / 60 % 60) + ":" + twoDigits(second % 60);
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    private static String fraction(long part, int digits) {
        String text = Long.toString(part);
        return "." + "0".repeat(digits - text.length()) + text;
    }

    private static long power(int digits) {
        return switch (digits) {
            case 3 -> MILLIS_PER_SECOND;
            case 6 -> 1_000_000;
            case 9 -> NANOS_PER_SECOND;
            default -> throw new IllegalStateException("BUG: a second of " + digits + " digits");
        };
    }

    /// Nanoseconds of a day, and the day by the Julian calendar's count.
    private static String int96(Slot slot) {
        long nanos = littleEndian(slot, 0, Long.BYTES);
        long day = (int) littleEndian(slot, Long.BYTES, Integer.BYTES) - JULIAN_1970;
        long second = day * 24 * 60 * 60 + Math.floorDiv(nanos, NANOS_PER_SECOND);
        return dateAndTime(second, Math.floorMod(nanos, NANOS_PER_SECOND), 9);
    }

    private static String uuid(Slot slot) {
        ByteBuffer bytes = ByteBuffer.wrap(slot.bytes, slot.from, slot.length);
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    private static String interval(Slot slot) {
        long millis = littleEndian(slot, 2 * Integer.BYTES, Integer.BYTES);
        return "P" + littleEndian(slot, 0, Integer.BYTES) + "M" + littleEndian(slot, Integer.BYTES, Integer.BYTES)
                + "DT" + millis / MILLIS_PER_SECOND + fraction(millis % MILLIS_PER_SECOND, 3) + "S";
    }

    private static long littleEndian(Slot slot, int from, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (slot.bytes[slot.from + from + i] & 0xFFL) << (Byte.SIZE * i);
        }
        return value;
    }

    private static byte[] bytes(Slot slot) {
        return Arrays.copyOfRange(slot.bytes, slot.from, slot.from + slot.length);
    }
}
