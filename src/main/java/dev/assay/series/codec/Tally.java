package dev.assay.series.codec;

/// Counts and extremes of points: NaNs are counted and are no extreme; infinities are values; −0.0 is below 0.0, as
/// `Double.compare` has it. Of equal extremes the least step counts, in whatever order the points come.
public final class Tally {

    private long count;
    private long nanCount;
    private double min;
    private long minStep;
    private double max;
    private long maxStep;

    public long count() {
        return count;
    }

    public long nanCount() {
        return nanCount;
    }

    /// Whether there is a value that is a number, and so `min` and `max` mean anything.
    public boolean hasExtremes() {
        return count > nanCount;
    }

    public double min() {
        return min;
    }

    public long minStep() {
        return minStep;
    }

    public double max() {
        return max;
    }

    public long maxStep() {
        return maxStep;
    }

    public void add(long step, double value) {
        count++;
        boolean between = value > min && value < max;
        if (between) {
            return;
        }
        if (Double.isNaN(value)) {
            nanCount++;
        } else {
            addExtremes(count - 1 == nanCount, value, step, value, step);
        }
    }

    void addAll(Points points) {
        while (points.next()) {
            add(points.step(), points.value());
        }
    }

    public void addAll(long[] steps, double[] values, int from, int to) {
        int between = 0;
        for (int i = from; i < to; i++) {
            if (values[i] > min && values[i] < max) {
                between++;
            } else {
                add(steps[i], values[i]);
            }
        }
        count += between;
    }

    void addAll(Tally other) {
        if (other.hasExtremes()) {
            addAll(other.count, other.nanCount, other.min, other.minStep, other.max, other.maxStep);
        } else {
            addAllNan(other.count);
        }
    }

    /// Another set of points, none of them a number.
    public void addAllNan(long points) {
        count += points;
        nanCount += points;
    }

    /// Another set of points, at least one of them a number.
    public void addAll(long points, long nans, double otherMin, long otherMinStep, double otherMax, long otherMaxStep) {
        addExtremes(!hasExtremes(), otherMin, otherMinStep, otherMax, otherMaxStep);
        count += points;
        nanCount += nans;
    }

    private void addExtremes(boolean first, double otherMin, long otherMinStep, double otherMax, long otherMaxStep) {
        int order = first ? -1 : Double.compare(otherMin, min);
        if (order < 0 || (order == 0 && otherMinStep < minStep)) {
            min = otherMin;
            minStep = otherMinStep;
        }
        order = first ? 1 : Double.compare(otherMax, max);
        if (order > 0 || (order == 0 && otherMaxStep < maxStep)) {
            max = otherMax;
            maxStep = otherMaxStep;
        }
    }
}
