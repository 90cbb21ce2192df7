package dev.assay.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Numbers of any size and length as bytes, which compare, without signs, as the numbers do. A number is one of
/// three signs; then, where it is not 0, which power of ten its first digit counts, then its digits. Of a negative
/// one all but the sign is turned round. Powers past an int64 count as the last one.
final class DecimalKey {

    private static final byte NEGATIVE = 0;
    private static final byte[] ZERO = {1};
    private static final byte POSITIVE = 2;
    private static final byte[] LEAST = {NEGATIVE};
    private static final byte[] GREATEST = {POSITIVE + 1};

    private static final BigInteger POWER_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger POWER_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private DecimalKey() {}

    /// @param value not NaN
    static byte[] of(double value) {
        if (Double.isInfinite(value)) {
            return (value > 0 ? GREATEST : LEAST).clone();
        }
        return of(new BigDecimal(value).toPlainString());
    }

    /// @param text a number as in JSON; leading zeros do no harm
    static byte[] of(String text) {
        boolean negative = text.startsWith("-");
        int start = negative ? 1 : 0;
        int mantissaEnd = mantissaEnd(text);
        int point = text.indexOf('.');
        int wholeEnd = point < 0 ? mantissaEnd : point;
        String all = text.substring(start, wholeEnd) + (point < 0 ? "" : text.substring(point + 1, mantissaEnd));
        int first = 0;
        while (first < all.length() && all.charAt(first) == '0') {
            first++;
        }
        int last = all.length();
        while (last > first && all.charAt(last - 1) == '0') {
            last--;
        }
        if (first == last) {
            return ZERO.clone();
        }
        long power = power(text, mantissaEnd, wholeEnd - start - 1 - first);
        return bytes(negative, power, all.substring(first, last));
    }

    private static int mantissaEnd(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != 'e' && text.charAt(end) != 'E') {
            end++;
        }
        return end;
    }

    private static long power(String text, int mantissaEnd, int firstDigit) {
        if (mantissaEnd == text.length()) {
            return firstDigit;
        }
        BigInteger written = new BigInteger(text.substring(mantissaEnd + 1));
        return written.add(BigInteger.valueOf(firstDigit))
                .max(POWER_MIN)
                .min(POWER_MAX)
                .longValue();
    }

    /// Digits end with a byte that is less than any, so that a longer number is greater than its beginning.
    private static byte[] bytes(boolean negative, long power, String digits) {
        byte[] bytes = ByteBuffer.allocate(1 + Long.BYTES + digits.length() + 1)
                .put(POSITIVE)
                .putLong(power ^ Long.MIN_VALUE)
                .put(digits.getBytes(StandardCharsets.US_ASCII))
                .array();
        if (negative) {
            for (int i = 1; i < bytes.length; i++) {
                bytes[i] = (byte) ~bytes[i];
            }
            bytes[0] = NEGATIVE;
        }
        return bytes;
    }
}
