package dev.assay.domain;

/// Numbers of two kinds compared as they are: a cast would make integers past 2^53 equal to others.
public final class ExactOrder {

    private ExactOrder() {}

    /// Less than 0, 0 or more, as `Long.compare`; 0 and −0.0 are equal.
    ///
    /// @param b not NaN
    public static int compare(long a, double b) {
        if (b >= 0x1p63) {
            return -1;
        }
        if (b < -0x1p63) {
            return 1;
        }
        long whole = (long) b;
        return a != whole ? Long.compare(a, whole) : Double.compare(0.0, b - whole + 0.0);
    }
}
