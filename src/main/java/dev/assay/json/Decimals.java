package dev.assay.json;

import java.math.BigInteger;
import java.util.OptionalDouble;

/// Exact doubles of decimal numbers, for as many digits and exponents as programs write: the method of Eisel and Lemire
/// ("Number Parsing at a Gigabyte per Second", 2021; that it needs no second look: Mushtak and Lemire, 2023).
/// A number is multiplied by a power of five known to 128 bits, which is enough to round as all digits would.
final class Decimals {

    /// With as many digits a whole number is a positive `long`.
    static final int DIGITS_MAX = 18;

    private static final int EXPONENT_MIN = -64;
    private static final int EXPONENT_MAX = 55;

    /// The powers of ten that a double holds exactly.
    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long EXACT_MAX = 1L << 53;
    private static final int MANTISSA_BITS = 52;
    private static final int EXPONENT_BIAS = 1023;
    /// Where a product may lie exactly between two doubles: the power of five must divide what a double holds.
    private static final int TIE_EXPONENT_MIN = -4;
    private static final int TIE_EXPONENT_MAX = 23;

    private static final int ROUNDED_UP_MIN = -27;

    private static final long[] HIGH = new long[EXPONENT_MAX - EXPONENT_MIN + 1];
    private static final long[] LOW = new long[EXPONENT_MAX - EXPONENT_MIN + 1];

    static {
        for (int exponent = EXPONENT_MIN; exponent <= EXPONENT_MAX; exponent++) {
            BigInteger power = power(exponent);
            HIGH[exponent - EXPONENT_MIN] = power.shiftRight(Long.SIZE).longValue();
            LOW[exponent - EXPONENT_MIN] = power.longValue();
        }
    }

    private Decimals() {}

    /// The leading 128 bits of a power of five; of a negative one that is not too small, rounded up.
    private static BigInteger power(int exponent) {
        BigInteger five = BigInteger.valueOf(5).pow(Math.abs(exponent));
        if (exponent >= 0) {
            return five.shiftLeft(2 * Long.SIZE).shiftRight(five.bitLength());
        }
        int bits = five.bitLength();
        int shift = exponent < ROUNDED_UP_MIN ? 2 * bits + 2 * Long.SIZE : bits + 2 * Long.SIZE - 1;
        BigInteger inverse = BigInteger.ONE.shiftLeft(shift).divide(five).add(BigInteger.ONE);
        return inverse.shiftRight(Math.max(0, inverse.bitLength() - 2 * Long.SIZE));
    }

    /// The double nearest to `digits × 10^exponent`, ties to even, where the exponent is one of the common ones.
    ///
    /// @param digits of at most `DIGITS_MAX` digits, not negative
    static OptionalDouble find(long digits, int exponent) {
        if (digits == 0) {
            return OptionalDouble.of(0);
        }
        if (exponent < EXPONENT_MIN || exponent > EXPONENT_MAX) {
            return OptionalDouble.empty();
        }
        if (digits <= EXACT_MAX && Math.abs(exponent) < EXACT_POWERS.length) {
            double power = EXACT_POWERS[Math.abs(exponent)];
            return OptionalDouble.of(exponent < 0 ? digits / power : digits * power);
        }
        return OptionalDouble.of(rounded(digits, exponent));
    }

    private static double rounded(long digits, int exponent) {
        int zeros = Long.numberOfLeadingZeros(digits);
        long shifted = digits << zeros;
        long high = Math.unsignedMultiplyHigh(shifted, HIGH[exponent - EXPONENT_MIN]);
        long low = shifted * HIGH[exponent - EXPONENT_MIN];
        if ((high & 0x1FF) == 0x1FF) {
            // What the lower half of the power adds may carry into the bits that are kept.
            long more = Math.unsignedMultiplyHigh(shifted, LOW[exponent - EXPONENT_MIN]);
            low += more;
            high += Long.compareUnsigned(low, more) < 0 ? 1 : 0;
        }
        int upper = (int) (high >>> 63);
        int shift = upper + Long.SIZE - MANTISSA_BITS - 3;
        long mantissa = high >>> shift;
        boolean between = Long.compareUnsigned(low, 1) <= 0
                && exponent >= TIE_EXPONENT_MIN
                && exponent <= TIE_EXPONENT_MAX
                && (mantissa & 3) == 1
                && mantissa << shift == high;
        if (between) {
            mantissa &= ~1L;
        }
        mantissa = (mantissa + (mantissa & 1)) >>> 1;
        int power = ((217_706 * exponent) >> 16) + 63 + upper - zeros + EXPONENT_BIAS;
        if (mantissa >= 2L << MANTISSA_BITS) {
            mantissa = 1L << MANTISSA_BITS;
            power++;
        }
        return Double.longBitsToDouble((mantissa & ~(1L << MANTISSA_BITS)) | (long) power << MANTISSA_BITS);
    }
}
