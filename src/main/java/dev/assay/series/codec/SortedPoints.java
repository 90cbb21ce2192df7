package dev.assay.series.codec;

import dev.assay.domain.Point;

/// Points in order and each once. Columns may be longer than `count`.
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these; they live while a run is written.
record SortedPoints(long[] steps, long[] timesMs, double[] values, int count) {

    /// Whether each point is after the one before.
    static boolean areSorted(long[] steps, long[] timesMs, double[] values, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (steps[i - 1] < steps[i]) {
                continue;
            }
            if (Point.compare(steps[i - 1], timesMs[i - 1], values[i - 1], steps[i], timesMs[i], values[i]) >= 0) {
                return false;
            }
        }
        return true;
    }

    static SortedPoints of(long[] steps, long[] timesMs, double[] values, int from, int to) {
        int[] order = order(steps, timesMs, values, from, to);
        int points = order.length;
        SortedPoints sorted = new SortedPoints(new long[points], new long[points], new double[points], 0);
        int count = 0;
        for (int i = 0; i < points; i++) {
            int place = order[i];
            if (i == 0 || compare(steps, timesMs, values, order[i - 1], place) != 0) {
                sorted.steps[count] = steps[place];
                sorted.timesMs[count] = timesMs[place];
                sorted.values[count] = values[place];
                count++;
            }
        }
        return new SortedPoints(sorted.steps, sorted.timesMs, sorted.values, count);
    }

    /// The places of the points in order, by merging ever longer stretches: the platform sorts no several columns.
    private static int[] order(long[] steps, long[] timesMs, double[] values, int from, int to) {
        int points = to - from;
        int[] order = new int[points];
        for (int i = 0; i < points; i++) {
            order[i] = from + i;
        }
        int[] merged = new int[points];
        for (long width = 1; width < points; width *= 2) {
            for (long left = 0; left < points; left += 2 * width) {
                int middle = (int) Math.min(left + width, points);
                int right = (int) Math.min(left + 2 * width, points);
                merge(steps, timesMs, values, order, (int) left, middle, right, merged);
            }
            int[] swapped = order;
            order = merged;
            merged = swapped;
        }
        return order;
    }

    private static void merge(
            long[] steps, long[] timesMs, double[] values, int[] order, int left, int middle, int right, int[] merged) {
        boolean inOrder = middle == right || compare(steps, timesMs, values, order[middle - 1], order[middle]) <= 0;
        if (inOrder) {
            System.arraycopy(order, left, merged, left, right - left);
            return;
        }
        int a = left;
        int b = middle;
        for (int i = left; i < right; i++) {
            boolean takeLeft = b == right || (a < middle && compare(steps, timesMs, values, order[a], order[b]) <= 0);
            merged[i] = takeLeft ? order[a++] : order[b++];
        }
    }

    private static int compare(long[] steps, long[] timesMs, double[] values, int a, int b) {
        return Point.compare(steps[a], timesMs[a], values[a], steps[b], timesMs[b], values[b]);
    }
}
