package dev.assay.domain;

/// One value of a series. Two points are one when step, time (ms since 1970) and the bits of the value are equal.
public record Point(long step, long timeMs, double value) implements Comparable<Point> {

    /// By step, then time, then value as `Double.compare` has it; NaNs of different bits by their bits.
    @Override
    public int compareTo(Point other) {
        return compare(step, timeMs, value, other.step, other.timeMs, other.value);
    }

    /// The same order for points that are not objects.
    public static int compare(long step, long timeMs, double value, long step2, long timeMs2, double value2) {
        int order = Long.compare(step, step2);
        if (order == 0) {
            order = Long.compare(timeMs, timeMs2);
        }
        if (order == 0) {
            order = Double.compare(value, value2);
        }
        return order != 0 ? order : Long.compare(Double.doubleToRawLongBits(value), Double.doubleToRawLongBits(value2));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Point point && compareTo(point) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(step) + Long.hashCode(timeMs))
                + Long.hashCode(Double.doubleToRawLongBits(value));
    }
}
