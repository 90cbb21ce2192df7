package dev.assay.table;

import dev.assay.domain.Artifact.ColumnType;
import dev.assay.domain.ParameterValue;
import java.util.EnumSet;
import java.util.Set;

/// What kinds of values were seen in one column; null is none.
final class ColumnValues {

    /// So few digits are an int64 and exactly a double, whichever they are.
    private static final int PLAIN_DIGITS_MAX = 15;
    /// Within what the grammar of parameters takes for a number.
    private static final int PLAIN_CHARS_MAX = 32;

    private enum Kind {
        BOOLEAN,
        INTEGER,
        INTEGER_NO_DOUBLE_HOLDS,
        DOUBLE,
        STRING,
        OTHER
    }

    private final EnumSet<Kind> seen = EnumSet.noneOf(Kind.class);

    void takeBoolean() {
        seen.add(Kind.BOOLEAN);
    }

    void takeInteger(long value) {
        seen.add(isExactAsDouble(value) ? Kind.INTEGER : Kind.INTEGER_NO_DOUBLE_HOLDS);
    }

    void takeDouble() {
        seen.add(Kind.DOUBLE);
    }

    void takeString() {
        seen.add(Kind.STRING);
    }

    void takeOther() {
        seen.add(Kind.OTHER);
    }

    /// A text without a type and not empty, by the grammar of parameters.
    void takeText(char[] chars, int length) {
        if (seen.contains(Kind.STRING) || takePlainNumber(chars, length)) {
            return;
        }
        switch (ParameterValue.read(new String(chars, 0, length))) {
            case ParameterValue.Bool bool -> takeBoolean();
            case ParameterValue.Int integer -> takeInteger(integer.value());
            case ParameterValue.Dbl dbl -> takeDouble();
            case ParameterValue.Datetime datetime -> takeString();
            case ParameterValue.Str string -> takeString();
        }
    }

    /// `mixed` is for values of several types, or of none.
    ColumnType type(ColumnType mixed) {
        if (isOnly(Set.of(Kind.BOOLEAN))) {
            return ColumnType.BOOLEAN;
        }
        if (isOnly(Set.of(Kind.INTEGER, Kind.INTEGER_NO_DOUBLE_HOLDS))) {
            return ColumnType.INTEGER;
        }
        if (isOnly(Set.of(Kind.INTEGER, Kind.DOUBLE))) {
            return ColumnType.DOUBLE;
        }
        if (isOnly(Set.of(Kind.STRING))) {
            return ColumnType.STRING;
        }
        return mixed;
    }

    private boolean isOnly(Set<Kind> kinds) {
        return !seen.isEmpty() && kinds.containsAll(seen);
    }

    /// Most numbers in most tables, for which the grammar's patterns take many times as long. False, and nothing
    /// taken, for all else.
    private boolean takePlainNumber(char[] chars, int length) {
        int first = chars[0] == '-' ? 1 : 0;
        int end = digitsEnd(chars, first, length);
        int digits = end - first;
        if (digits == 0 || digits > PLAIN_DIGITS_MAX || length > PLAIN_CHARS_MAX) {
            return false;
        }
        boolean startsWithZero = chars[first] == '0';
        if (end == length && !startsWithZero) {
            seen.add(Kind.INTEGER);
            return true;
        }
        boolean startsAsDouble = end < length && chars[end] == '.' && (!startsWithZero || digits == 1);
        if (!startsAsDouble || digitsEnd(chars, end + 1, length) < length) {
            return false;
        }
        seen.add(Kind.DOUBLE);
        return true;
    }

    private static int digitsEnd(char[] chars, int from, int to) {
        int at = from;
        while (at < to && chars[at] >= '0' && chars[at] <= '9') {
            at++;
        }
        return at;
    }

    private static boolean isExactAsDouble(long value) {
        double nearest = (double) value;
        // 2^63 itself is no int64, and the cast back would saturate to one.
        return nearest != 0x1p63 && (long) nearest == value;
    }
}
