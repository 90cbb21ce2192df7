package dev.assay.meta;

/// Doubles as integers in the order of `Double.compare`, every NaN above the greatest number: what an index can hold.
/// No bit is lost.
public final class OrderedDouble {

    /// How many NaNs have the sign bit set: they would come before the infinity, and go round to the other end.
    private static final long NEGATIVE_NANS = (1L << 52) - 1;

    private OrderedDouble() {}

    public static long encode(double value) {
        return flip(Double.doubleToRawLongBits(value)) - NEGATIVE_NANS;
    }

    public static double decode(long ordered) {
        return Double.longBitsToDouble(flip(ordered + NEGATIVE_NANS));
    }

    /// The bits of negative doubles grow away from zero. Undoes itself.
    private static long flip(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
}
