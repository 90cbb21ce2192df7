package dev.assay.wire.assay;

import dev.assay.json.JsonWriter;
import java.util.Arrays;
import tools.jackson.core.JsonGenerator;

/// The points of one series in three columns that grow, used again for the next series.
final class PointColumns {

    private static final int CAPACITY = 64;

    final LongColumn steps = new LongColumn();
    final LongColumn timesMs = new LongColumn();
    final DoubleColumn values = new DoubleColumn();

    void add(long step, long timeMs, double value) {
        steps.add(step);
        timesMs.add(timeMs);
        values.add(value);
    }

    /// How many points there are.
    int size() {
        return steps.size;
    }

    /// As the fields `steps`, `times` and `values` of the object that was begun.
    void write(JsonGenerator json) {
        write(json, "steps", steps);
        write(json, "times", timesMs);
        json.writeArrayPropertyStart("values");
        for (int i = 0; i < values.size; i++) {
            JsonWriter.writeDouble(json, values.numbers[i]);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String name, LongColumn column) {
        json.writeArrayPropertyStart(name);
        for (int i = 0; i < column.size; i++) {
            JsonWriter.writeLong(json, column.numbers[i]);
        }
        json.writeEndArray();
    }

    void clear() {
        steps.size = 0;
        timesMs.size = 0;
        values.size = 0;
    }

    static final class LongColumn {

        private long[] numbers = new long[CAPACITY];
        private int size;

        void add(long number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = number;
        }

        /// Makes it `count` times the number.
        void fill(long number, int count) {
            numbers = new long[Math.max(CAPACITY, count)];
            Arrays.fill(numbers, number);
            size = count;
        }

        int size() {
            return size;
        }

        long[] toArray() {
            return Arrays.copyOf(numbers, size);
        }
    }

    static final class DoubleColumn {

        private double[] numbers = new double[CAPACITY];
        private int size;

        void add(double number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = number;
        }

        int size() {
            return size;
        }

        double[] toArray() {
            return Arrays.copyOf(numbers, size);
        }
    }
}
