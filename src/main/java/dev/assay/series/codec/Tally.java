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

    /// Most points are between the extremes or beyond them; what is equal to one of them is looked at closely.
    public void addAll(long[] steps, double[] values, int from, int to) {
        int i = from;
        while (i < to && !hasExtremes()) {
            add(steps[i], values[i]);
            i++;
        }
        double least = min;
        double greatest = max;
        int rest = i;
        for (; i < to; i++) {
            double value = values[i];
            if (value < least) {
                least = value;
                minStep = steps[i];
            } else if (value > greatest) {
                greatest = value;
                maxStep = steps[i];
            } else if (Double.isNaN(value)) {
                nanCount++;
            } else if (!(value > least && value < greatest)) {
                min = least;
                max = greatest;
                addExtremes(false, value, steps[i], value, steps[i]);
                least = min;
                greatest = max;
            }
        }
        min = least;
        max = greatest;
        count += to - rest;
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
