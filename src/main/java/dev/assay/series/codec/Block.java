package dev.assay.series.codec;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteWriter;
import dev.assay.series.codec.Columns.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Up to 4096 points of one or more runs, as they are before a block is written and after one is read: steps, times and
/// values in an array each, run after run.
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
record Block(long[] steps, long[] timesMs, double[] values) {

    private static final int STEPS = 0;
    private static final int TIMES = 1;
    private static final int NARROW = 2;
    private static final int WIDE = NARROW + Float.BYTES;
    private static final int COLUMNS = WIDE + Double.BYTES;

    /// A block with room for as many points as one may have.
    static Block empty() {
        int points = PackFormat.BLOCK_POINTS_MAX;
        return new Block(new long[points], new long[points], new double[points]);
    }

    Block slice(int from, int to) {
        return new Block(
                Arrays.copyOfRange(steps, from, to),
                Arrays.copyOfRange(timesMs, from, to),
                Arrays.copyOfRange(values, from, to));
    }

    /// The points of `runs` stand one run after another from the first on; what is behind them is not looked at.
    byte[] toBytes(ColumnsWriter writer, Runs runs) {
        List<byte[]> columns = new ArrayList<>(COLUMNS);
        columns.add(deltas(steps, runs));
        columns.add(deltas(timesMs, runs));
        writeValues(columns, runs);
        ByteWriter bytes = new ByteWriter(PackFormat.BLOCK_BYTES_MAX / 2);
        writer.write(bytes, columns, NARROW);
        return bytes.toBytes();
    }

    static Block read(String what, byte[] bytes, Runs runs) {
        long[] sizes = new long[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            sizes[i] = i < NARROW ? Columns.VARYING : i < WIDE ? runs.narrowPoints() : runs.widePoints();
        }
        List<Column> columns =
                Columns.read(new ByteReader(what, bytes), bytes, sizes, PackFormat.BLOCK_COLUMNS_BYTES_MAX);
        return new Block(
                readDeltas(columns.get(STEPS).reader(what), runs),
                readDeltas(columns.get(TIMES).reader(what), runs),
                readValues(columns, runs));
    }

    /// Each run starts afresh from the first entry of the run before, so that equal runs are equal bytes.
    private static byte[] deltas(long[] column, Runs runs) {
        ByteWriter bytes = new ByteWriter(2 * runs.points());
        long first = 0;
        int i = 0;
        for (int run = 0; run < runs.size(); run++) {
            int end = i + runs.count(run);
            bytes.writeZigzag(column[i] - first);
            first = column[i];
            long delta = 0;
            for (i++; i < end; i++) {
                long nextDelta = column[i] - column[i - 1];
                bytes.writeZigzag(nextDelta - delta);
                delta = nextDelta;
            }
        }
        return bytes.toBytes();
    }

    private static long[] readDeltas(ByteReader reader, Runs runs) {
        long[] column = new long[runs.points()];
        long first = 0;
        int i = 0;
        for (int run = 0; run < runs.size(); run++) {
            int end = i + runs.count(run);
            first += reader.readZigzag();
            long value = first;
            long delta = 0;
            column[i] = value;
            for (i++; i < end; i++) {
                delta += reader.readZigzag();
                value += delta;
                column[i] = value;
            }
        }
        reader.requireEnd();
        return column;
    }

    private void writeValues(List<byte[]> columns, Runs runs) {
        long[] narrow = new long[runs.narrowPoints()];
        long[] wide = new long[runs.widePoints()];
        int narrowAt = 0;
        int wideAt = 0;
        int i = 0;
        for (int run = 0; run < runs.size(); run++) {
            for (int end = i + runs.count(run); i < end; i++) {
                if (runs.isWide(run)) {
                    wide[wideAt++] = Double.doubleToRawLongBits(values[i]);
                } else {
                    narrow[narrowAt++] = Float32.bits(values[i]);
                }
            }
        }
        Planes.write(columns, narrow, narrow.length, Float.BYTES);
        Planes.write(columns, wide, wide.length, Double.BYTES);
    }

    private static double[] readValues(List<Column> columns, Runs runs) {
        int[] narrow = Planes.readNarrow(columns.subList(NARROW, WIDE), runs.narrowPoints());
        long[] wide = Planes.readWide(columns.subList(WIDE, COLUMNS), runs.widePoints());
        double[] values = new double[runs.points()];
        int narrowAt = 0;
        int wideAt = 0;
        int i = 0;
        for (int run = 0; run < runs.size(); run++) {
            boolean isWide = runs.isWide(run);
            for (int end = i + runs.count(run); i < end; i++) {
                values[i] = isWide ? Double.longBitsToDouble(wide[wideAt++]) : Float32.value(narrow[narrowAt++]);
            }
        }
        return values;
    }

    /// Which runs stand in a block: the series of each, how many points, and whether their values are wide.
    static final class Runs {

        private static final int CAPACITY = 16;

        private long[] ids = new long[CAPACITY];
        private int[] countsAndWidths = new int[CAPACITY];
        private int size;
        private int points;
        private int widePoints;

        void add(long id, int count, boolean wide) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, 2 * size);
                countsAndWidths = Arrays.copyOf(countsAndWidths, 2 * size);
            }
            ids[size] = id;
            countsAndWidths[size] = 2 * count + (wide ? 1 : 0);
            size++;
            points += count;
            widePoints += wide ? count : 0;
        }

        int size() {
            return size;
        }

        int points() {
            return points;
        }

        int narrowPoints() {
            return points - widePoints;
        }

        int widePoints() {
            return widePoints;
        }

        long id(int run) {
            return ids[run];
        }

        int count(int run) {
            return countsAndWidths[run] >>> 1;
        }

        boolean isWide(int run) {
            return (countsAndWidths[run] & 1) == 1;
        }

        int countAndWidth(int run) {
            return countsAndWidths[run];
        }
    }
}
