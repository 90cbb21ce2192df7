package dev.assay.columnar;

import java.util.Arrays;

/// Rows that wait to be written, in columns that grow up to a batch.
final class PointRows {

    private static final int CAPACITY = 256;

    private final int rowsMax;
    private final int[][] leading;
    private long[] steps;
    private long[] timesMs;
    private double[] values;
    private int count;

    PointRows(int leadingColumns, int rowsMax) {
        int capacity = Math.min(CAPACITY, rowsMax);
        this.rowsMax = rowsMax;
        this.leading = new int[leadingColumns][capacity];
        this.steps = new long[capacity];
        this.timesMs = new long[capacity];
        this.values = new double[capacity];
    }

    void add(int[] lead, long step, long timeMs, double value) {
        if (count == steps.length) {
            grow();
        }
        for (int column = 0; column < lead.length; column++) {
            leading[column][count] = lead[column];
        }
        steps[count] = step;
        timesMs[count] = timeMs;
        values[count] = value;
        count++;
    }

    private void grow() {
        int capacity = Math.min(2 * count, rowsMax);
        for (int column = 0; column < leading.length; column++) {
            leading[column] = Arrays.copyOf(leading[column], capacity);
        }
        steps = Arrays.copyOf(steps, capacity);
        timesMs = Arrays.copyOf(timesMs, capacity);
        values = Arrays.copyOf(values, capacity);
    }

    void clear() {
        count = 0;
    }

    boolean isFull() {
        return count == rowsMax;
    }

    /// Of these rows the columns below hold the first so many places.
    int count() {
        return count;
    }

    /// The places of the texts of a leading column.
    int[] leading(int column) {
        return leading[column];
    }

    long[] steps() {
        return steps;
    }

    long[] timesMs() {
        return timesMs;
    }

    double[] values() {
        return values;
    }
}
