package dev.assay.series.codec;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteWriter;
import dev.assay.series.codec.Columns.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Up to 4096 points of one or more runs, as they are before a block is written and after one is read: steps, times and
/// values in an array each, run after run. What a run hands out is read, and not written to.
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
public record Block(long[] steps, long[] timesMs, double[] values) {

    private static final int STEPS = 0;
    private static final int TIMES = 1;
    private static final int NARROW = 2;
    private static final int WIDE = NARROW + Float.BYTES;
    private static final int COLUMNS = WIDE + Double.BYTES;

    /// A block with room for as many points as one may have.
    public static Block empty() {
        return ofSize(PackFormat.BLOCK_POINTS_MAX);
    }

    static Block ofSize(int points) {
        return new Block(new long[points], new long[points], new double[points]);
    }

    Block slice(int from, int to) {
        return new Block(
                Arrays.copyOfRange(steps, from, to),
                Arrays.copyOfRange(timesMs, from, to),
                Arrays.copyOfRange(values, from, to));
    }

    void set(int place, long step, long timeMs, double value) {
        steps[place] = step;
        timesMs[place] = timeMs;
        values[place] = value;
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

    /// Overwrites the first points with those of the bytes. Memory that was used just before is faster than new.
    void fill(String what, byte[] bytes, Runs runs) {
        long[] sizes = new long[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            sizes[i] = i < NARROW ? Columns.VARYING : i < WIDE ? runs.narrowPoints() : runs.widePoints();
        }
        List<Column> columns =
                Columns.read(new ByteReader(what, bytes), bytes, sizes, PackFormat.BLOCK_COLUMNS_BYTES_MAX);
        readDeltas(columns.get(STEPS).reader(what), runs, steps);
        readDeltas(columns.get(TIMES).reader(what), runs, timesMs);
        readValues(columns, runs);
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

    /// The differences are read at once and added up afterwards: two short loops are faster than one that does both.
    private static void readDeltas(ByteReader reader, Runs runs, long[] column) {
        if (runs.size() == 1) {
            readDeltasOfOne(reader, runs.points(), column);
            reader.requireEnd();
            return;
        }
        reader.readZigzags(column, 0, runs.points());
        reader.requireEnd();
        long first = 0;
        int i = 0;
        for (int run = 0; run < runs.size(); run++) {
            int end = i + runs.count(run);
            first += column[i];
            addUp(column, i, end, first);
            i = end;
        }
    }

    /// Mostly all are one distance apart, and all but the first two bytes are zero.
    private static void readDeltasOfOne(ByteReader reader, int points, long[] column) {
        int read = Math.min(points, 2);
        reader.readZigzags(column, 0, read);
        int zeros = reader.skipZeros(points - read);
        if (read + zeros == points) {
            fillEvenly(column, points);
            return;
        }
        Arrays.fill(column, read, read + zeros, 0);
        reader.readZigzags(column, read + zeros, points);
        addUp(column, 0, points, column[0]);
    }

    /// From the first on, by the distance that stands in the place of the second.
    private static void fillEvenly(long[] column, int points) {
        if (points > 1) {
            long first = column[0];
            long delta = column[1];
            for (int i = 1; i < points; i++) {
                column[i] = first + i * delta;
            }
        }
    }

    /// Makes values of the differences of differences that stand behind the first.
    static void addUp(long[] column, int from, int to, long first) {
        long value = first;
        long delta = 0;
        column[from] = first;
        for (int i = from + 1; i < to; i++) {
            delta += column[i];
            value += delta;
            column[i] = value;
        }
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

    private void readValues(List<Column> columns, Runs runs) {
        List<Column> narrow = columns.subList(NARROW, WIDE);
        List<Column> wide = columns.subList(WIDE, COLUMNS);
        int narrowAt = 0;
        int wideAt = 0;
        int i = 0;
        for (int run = 0; run < runs.size(); run++) {
            int count = runs.count(run);
            if (runs.isWide(run)) {
                Planes.readWide(wide, wideAt, count, values, i);
                wideAt += count;
            } else {
                Planes.readNarrow(narrow, narrowAt, count, values, i);
                narrowAt += count;
            }
            i += count;
        }
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
