package dev.assay.series.codec;

/// The sum of values that are numbers, as two doubles: what rounding takes from `high` is kept in `low`, so
/// that the sum of many is right to the last digits of a double in whatever order they come. NaNs are left out.
/// Where an infinity is among the values, or adding them gets past the largest double, `high` is what adding
/// doubles makes of it, and `low` is 0.
public final class Sum {

    private double high;
    private double low;

    public Sum() {
        this(0, 0);
    }

    Sum(double high, double low) {
        this.high = high;
        this.low = low;
    }

    /// The double that is nearest to the sum.
    public double high() {
        return Double.isFinite(high) ? high + low : high;
    }

    /// What the sum is more than `high`.
    public double low() {
        double rounded = high();
        return Double.isFinite(rounded) ? (high - rounded) + low : 0;
    }

    public void add(double value) {
        if (!Double.isNaN(value)) {
            double sum = high + value;
            double part = sum - high;
            low += (high - (sum - part)) + (value - part);
            high = sum;
        }
    }

    /// Another sum.
    public void add(Sum other) {
        add(other.high);
        low += other.low;
    }

    void addAll(Points points) {
        while (points.next()) {
            add(points.value());
        }
    }
}
