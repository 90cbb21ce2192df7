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
            addAny(value);
        }
    }

    /// Another sum, which is NaN where both infinities are in it.
    public void add(Sum other) {
        addAny(other.high);
        low += other.low;
    }

    private void addAny(double value) {
        double sum = high + value;
        double part = sum - high;
        low += (high - (sum - part)) + (value - part);
        high = sum;
    }

    public void addAll(double[] values, int from, int to) {
        double sum = high;
        double lost = low;
        for (int i = from; i < to; i++) {
            double value = values[i];
            double next = sum + value;
            double part = next - sum;
            lost += (sum - (next - part)) + (value - part);
            sum = next;
        }
        if (Double.isNaN(lost)) {
            addEach(values, from, to);
        } else {
            high = sum;
            low = lost;
        }
    }

    /// Where a value may be NaN or infinite.
    private void addEach(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            add(values[i]);
        }
    }

    void addAll(Points points) {
        while (points.next()) {
            add(points.value());
        }
    }
}
