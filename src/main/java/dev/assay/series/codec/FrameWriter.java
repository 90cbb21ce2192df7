package dev.assay.series.codec;

import dev.assay.bytes.ByteWriter;

/// Writes one frame: series in ascending order of their ids, each a run of distinct points in order. Used once.
public final class FrameWriter {

    private final ByteWriter directory;
    private final ByteWriter columns;
    private int runs;
    private long lastId;
    private long previousStep;
    private long previousTimeMs;

    /// `points` expected, so that the arrays seldom grow.
    public FrameWriter(int points) {
        int columnBytes = (int) Math.min(8L * points, 1 << 24);
        directory = new ByteWriter(64 + columnBytes / 2);
        columns = new ByteWriter(64 + columnBytes);
    }

    /// The points from `from` to before `to`, one at least, in any order, some perhaps twice. The arrays stay as they
    /// are.
    public void add(long id, long[] steps, long[] timesMs, double[] values, int from, int to) {
        if (from >= to) {
            throw new IllegalStateException("BUG: a run of no points");
        }
        if (runs > 0 && id <= lastId) {
            throw new IllegalStateException("BUG: series " + id + " after series " + lastId);
        }
        if (SortedPoints.areSorted(steps, timesMs, values, from, to)) {
            addRun(id, steps, timesMs, values, from, to);
        } else {
            SortedPoints sorted = SortedPoints.of(steps, timesMs, values, from, to);
            addRun(id, sorted.steps(), sorted.timesMs(), sorted.values(), 0, sorted.count());
        }
        runs++;
        lastId = id;
    }

    /// The whole frame, from its version to its checksum.
    public byte[] toBytes() {
        ByteWriter head = new ByteWriter(16);
        head.writeVarint(runs);
        head.writeVarint(directory.size());
        long bodyBytes = (long) head.size() + directory.size() + columns.size();
        int frameBytes = Math.toIntExact(FrameFormat.HEAD_BYTES + bodyBytes + FrameFormat.CHECKSUM_BYTES);
        ByteWriter frame = new ByteWriter(frameBytes);
        frame.writeByte(FrameFormat.VERSION);
        frame.writeInt((int) bodyBytes);
        frame.writeBytes(head);
        frame.writeBytes(directory);
        frame.writeBytes(columns);
        frame.writeChecksum();
        return frame.toBytes();
    }

    private void addRun(long id, long[] steps, long[] timesMs, double[] values, int from, int to) {
        int count = to - from;
        int last = to - 1;
        boolean wide = !Float32.holdsAll(values, from, to);
        directory.writeVarint(id - lastId);
        directory.writeVarint(2L * count + (wide ? 1 : 0));
        directory.writeZigzag(steps[from] - previousStep);
        directory.writeZigzag(timesMs[from] - previousTimeMs);
        Float32.write(directory, wide, values[from]);
        if (count > 1) {
            directory.writeZigzag(steps[last] - steps[from]);
            directory.writeZigzag(timesMs[last] - timesMs[from]);
            Float32.write(directory, wide, values[last]);
        }
        if (count > 2) {
            directory.writeVarint(writeDeltas(steps, from, last));
            directory.writeVarint(writeDeltas(timesMs, from, last));
            writeValues(wide, values, from + 1, last);
        }
        if (count >= FrameFormat.EXTREMES_COUNT_MIN) {
            writeExtremes(wide, steps, values, from, to);
        }
        previousStep = steps[from];
        previousTimeMs = timesMs[from];
    }

    /// What stands between the first and the last, both of which are in the directory. Differences wrap around at the
    /// edges of int64 and wrap back when they are added up again.
    private int writeDeltas(long[] column, int first, int last) {
        int start = columns.size();
        long previous = column[first];
        long previousDelta = 0;
        for (int i = first + 1; i < last; i++) {
            long delta = column[i] - previous;
            columns.writeZigzag(delta - previousDelta);
            previous = column[i];
            previousDelta = delta;
        }
        return columns.size() - start;
    }

    private void writeValues(boolean wide, double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            Float32.write(columns, wide, values[i]);
        }
    }

    private void writeExtremes(boolean wide, long[] steps, double[] values, int from, int to) {
        Tally tally = new Tally();
        for (int i = from; i < to; i++) {
            tally.add(steps[i], values[i]);
        }
        directory.writeVarint(tally.nanCount());
        if (tally.hasExtremes()) {
            directory.writeZigzag(tally.minStep() - steps[from]);
            Float32.write(directory, wide, tally.min());
            directory.writeZigzag(tally.maxStep() - steps[from]);
            Float32.write(directory, wide, tally.max());
        }
    }
}
