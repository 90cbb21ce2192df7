package dev.assay.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Reads JSON of a known shape, written as plainly as programs write it, at several times the speed of `JsonReader`:
/// fields in one order, ASCII without escapes, numbers that are numbers. Whatever is otherwise, wrong or merely
/// unusual, ends the attempt, and `JsonReader` has to say what it is. So what is read here must be what `JsonReader`
/// would read.
public final class PlainJson {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONG_DIGITS_MAX = 18;
    private static final int EXPONENT_DIGITS_MAX = 4;
    private static final int NUMBER_BYTES_MAX = 64;

    private final byte[] body;
    private int at;

    private PlainJson(byte[] body) {
        this.body = body;
    }

    /// Ends the attempt. Nobody sees where it was thrown.
    private static final class Unusual extends RuntimeException {

        Unusual() {
            super("unusual", null, false, false);
        }
    }

    /// The one value of `body`; empty where it is not as plain as `value` wants it.
    public static <T> Optional<T> read(byte[] body, Function<PlainJson, T> value) {
        PlainJson json = new PlainJson(body);
        try {
            T read = value.apply(json);
            json.skipSpace();
            return json.at == body.length ? Optional.of(read) : Optional.empty();
        } catch (Unusual e) {
            return Optional.empty();
        }
    }

    /// Ends the attempt: what was read is not usual.
    public static RuntimeException unusual() {
        return new Unusual();
    }

    /// Passes over `{`, `}`, `[`, `]` or `,`.
    public void pass(char sign) {
        if (!passes(sign)) {
            throw unusual();
        }
    }

    /// Whether such a sign comes next; then it is passed over.
    public boolean passes(char sign) {
        if (at < body.length && body[at] != sign) {
            skipSpace();
        }
        if (at < body.length && body[at] == sign) {
            at++;
            return true;
        }
        return false;
    }

    /// Passes over the name of a field, which is given with its quotes, and the colon.
    public void passName(byte[] quoted) {
        skipSpace();
        int end = at + quoted.length;
        if (end > body.length || !Arrays.equals(body, at, end, quoted, 0, quoted.length)) {
            throw unusual();
        }
        at = end;
        pass(':');
    }

    /// A text that is not empty.
    public String text() {
        int from = passQuote();
        int to = textEnd(from);
        at = to + 1;
        return new String(body, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /// A text that is not empty, likely to have come before.
    public String recurringText(RecurringTexts.Place texts) {
        int from = passQuote();
        Optional<String> guessed = texts.guess(body, from);
        if (guessed.isPresent()) {
            at = from + guessed.get().length() + 1;
            return guessed.get();
        }
        int to = textEnd(from);
        at = to + 1;
        return texts.find(new String(body, from, to - from, StandardCharsets.ISO_8859_1));
    }

    private int passQuote() {
        pass('"');
        return at;
    }

    private int textEnd(int from) {
        int to = from;
        while (to < body.length && RecurringTexts.isPlain(body[to])) {
            to++;
        }
        if (to == from || to == body.length || body[to] != '"') {
            throw unusual();
        }
        return to;
    }

    public long int64() {
        skipSpace();
        boolean negative = passesMinus();
        int from = at;
        long value = digits(0);
        requireWhole(from);
        if (at - from > LONG_DIGITS_MAX) {
            throw unusual();
        }
        requireNumberEnd();
        return negative ? -value : value;
    }

    /// A finite number.
    public double float64() {
        skipSpace();
        int start = at;
        boolean negative = passesMinus();
        int from = at;
        long digits = digits(0);
        requireWhole(from);
        int count = at - from;
        int exponent = 0;
        if (at < body.length && body[at] == '.') {
            at++;
            int fraction = at;
            digits = digits(digits);
            exponent = fraction - at;
            if (exponent == 0) {
                throw unusual();
            }
            count -= exponent;
        }
        exponent += exponent();
        requireNumberEnd();
        OptionalDouble value = fits(from, count) ? Decimals.find(digits, exponent) : OptionalDouble.empty();
        if (value.isEmpty()) {
            return parsed(start);
        }
        return negative ? -value.getAsDouble() : value.getAsDouble();
    }

    /// Whether a `long` held the digits of the number that begins at `from`; zeros at its start are none.
    private boolean fits(int from, int count) {
        int zeros = 0;
        for (int i = from; count - zeros > Decimals.DIGITS_MAX && (body[i] == '0' || body[i] == '.'); i++) {
            zeros += body[i] == '0' ? 1 : 0;
        }
        return count - zeros <= Decimals.DIGITS_MAX;
    }

    private double parsed(int start) {
        if (at - start > NUMBER_BYTES_MAX) {
            throw unusual();
        }
        double value = Double.parseDouble(new String(body, start, at - start, StandardCharsets.ISO_8859_1));
        if (Double.isInfinite(value)) {
            throw unusual();
        }
        return value;
    }

    private boolean passesMinus() {
        if (at < body.length && body[at] == '-') {
            at++;
            return true;
        }
        return false;
    }

    /// Appends the digits that come; past 18 of them the number is not to be used.
    private long digits(long before) {
        long value = before;
        while (at + Long.BYTES <= body.length) {
            long eight = (long) LONGS.get(body, at);
            if (!areDigits(eight)) {
                break;
            }
            value = value * 100_000_000 + number(eight);
            at += Long.BYTES;
        }
        while (at < body.length && isDigit(body[at])) {
            value = value * 10 + (body[at] - '0');
            at++;
        }
        return value;
    }

    private int exponent() {
        if (at == body.length || (body[at] | 0x20) != 'e') {
            return 0;
        }
        at++;
        boolean negative = passesMinus();
        if (!negative && at < body.length && body[at] == '+') {
            at++;
        }
        int from = at;
        int value = 0;
        while (at < body.length && isDigit(body[at]) && at - from < EXPONENT_DIGITS_MAX) {
            value = value * 10 + (body[at] - '0');
            at++;
        }
        if (at == from) {
            throw unusual();
        }
        return negative ? -value : value;
    }

    /// At least one digit, and no zero before another.
    private void requireWhole(int from) {
        if (at == from || (body[from] == '0' && at - from > 1)) {
            throw unusual();
        }
    }

    private void requireNumberEnd() {
        if (at < body.length && body[at] != ',' && body[at] != '}' && body[at] != ' ') {
            throw unusual();
        }
    }

    private void skipSpace() {
        while (at < body.length && body[at] == ' ') {
            at++;
        }
    }

    private static boolean isDigit(byte character) {
        return '0' <= character && character <= '9';
    }

    private static boolean areDigits(long eight) {
        long high = 0xF0F0_F0F0_F0F0_F0F0L;
        return ((eight & high) | (((eight + 0x0606_0606_0606_0606L) & high) >>> 4)) == 0x3333_3333_3333_3333L;
    }

    /// The number that eight digits spell, the first in the lowest byte: pairs, fours and all of them are added up side
    /// by side.
    private static long number(long eight) {
        long mask = 0x0000_00FF_0000_00FFL;
        long digits = eight - 0x3030_3030_3030_3030L;
        long pairs = digits * 10 + (digits >>> 8);
        return ((pairs & mask) * 0x000F_4240_0000_0064L + ((pairs >>> 16) & mask) * 0x0000_2710_0000_0001L) >>> 32;
    }
}
