package dev.assay.series.codec;

import dev.assay.bytes.ByteReader;
import dev.assay.domain.Point;
import java.util.Optional;

/// A run as one frame holds it. Reads one entry of a frame's directory after another; whoever keeps it reads no more.
final class FrameRun implements Run {

    private final byte[] bytes;
    private long id;
    private int count;
    private boolean wide;

    private long firstStep;
    private long firstTimeMs;
    private double firstValue;
    private long lastStep;
    private long lastTimeMs;
    private double lastValue;

    private int stepsFrom;
    private int timesFrom;
    private int valuesFrom;
    private int valuesTo;

    private int nanCount;
    private long minStep;
    private double min;
    private long maxStep;
    private double max;

    /// Stands before the first entry.
    FrameRun(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Stands where the other does.
    FrameRun(FrameRun other) {
        bytes = other.bytes;
        id = other.id;
        firstStep = other.firstStep;
        firstTimeMs = other.firstTimeMs;
    }

    /// The next entry of `directory` and its part of `columns`.
    void read(ByteReader directory, ByteReader columns) {
        id += directory.readVarint();
        long countAndWidth = directory.readVarint();
        count = count(directory, countAndWidth >>> 1);
        wide = (countAndWidth & 1) == 1;
        firstStep += directory.readZigzag();
        firstTimeMs += directory.readZigzag();
        firstValue = readValue(directory);
        readLast(directory);
        findColumns(directory, columns);
        readExtremes(directory);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long firstStep() {
        return firstStep;
    }

    @Override
    public long firstTimeMs() {
        return firstTimeMs;
    }

    @Override
    public double firstValue() {
        return firstValue;
    }

    @Override
    public long lastStep() {
        return lastStep;
    }

    @Override
    public long lastTimeMs() {
        return lastTimeMs;
    }

    @Override
    public double lastValue() {
        return lastValue;
    }

    /// Decodes none that the frame describes.
    @Override
    public void addTo(Tally tally) {
        if (count <= 2) {
            addEnds(tally);
        } else if (!isDescribed()) {
            tally.addAll(points());
        } else if (nanCount == count) {
            tally.addAllNan(count);
        } else {
            tally.addAll(count, nanCount, min, minStep, max, maxStep);
        }
    }

    @Override
    public void addTo(Sum sum) {
        sum.addAll(points());
    }

    @Override
    public Optional<TimeSpan> timeSpan() {
        return count > 2
                ? Optional.empty()
                : Optional.of(new TimeSpan(Math.min(firstTimeMs, lastTimeMs), Math.max(firstTimeMs, lastTimeMs)));
    }

    @Override
    public void forEachStretch(Block scratch, Stretch action) {
        int size = 0;
        for (Points points = points(); points.next(); ) {
            scratch.set(size++, points.step(), points.timeMs(), points.value());
            if (size == scratch.values().length) {
                action.accept(scratch, 0, size);
                size = 0;
            }
        }
        if (size > 0) {
            action.accept(scratch, 0, size);
        }
    }

    private void addEnds(Tally tally) {
        tally.add(firstStep, firstValue);
        if (count > 1) {
            tally.add(lastStep, lastValue);
        }
    }

    /// Writes all its points into `target`, from `at` on.
    void decode(Block target, int at) {
        int last = at + count - 1;
        target.set(at, firstStep, firstTimeMs, firstValue);
        if (count > 2) {
            readDeltas(reader(stepsFrom, timesFrom), target.steps(), at, last);
            readDeltas(reader(timesFrom, valuesFrom), target.timesMs(), at, last);
            ByteReader between = values();
            for (int i = at + 1; i < last; i++) {
                target.values()[i] = readValue(between);
            }
        }
        target.set(last, lastStep, lastTimeMs, lastValue);
    }

    private static void readDeltas(ByteReader reader, long[] column, int first, int last) {
        reader.readZigzags(column, first + 1, last);
        reader.requireEnd();
        Block.addUp(column, first, last, column[first]);
    }

    @Override
    public Points points() {
        return new FrameRunPoints(this, reader(stepsFrom, timesFrom), reader(timesFrom, valuesFrom), values());
    }

    double readValue(ByteReader reader) {
        return Float32.read(reader, wide);
    }

    private static int count(ByteReader directory, long count) {
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw directory.damaged("a run of " + count + " points");
        }
        return (int) count;
    }

    private void readLast(ByteReader directory) {
        if (count == 1) {
            lastStep = firstStep;
            lastTimeMs = firstTimeMs;
            lastValue = firstValue;
            return;
        }
        lastStep = firstStep + directory.readZigzag();
        lastTimeMs = firstTimeMs + directory.readZigzag();
        lastValue = readValue(directory);
        if (Point.compare(firstStep, firstTimeMs, firstValue, lastStep, lastTimeMs, lastValue) >= 0) {
            throw directory.damaged("a run whose last point is not after its first");
        }
    }

    private void findColumns(ByteReader directory, ByteReader columns) {
        stepsFrom = columns.position();
        if (count > 2) {
            columns.skip(directory.readVarint());
            timesFrom = columns.position();
            columns.skip(directory.readVarint());
            valuesFrom = columns.position();
            columns.skip((count - 2L) * (wide ? Double.BYTES : Float.BYTES));
        } else {
            timesFrom = stepsFrom;
            valuesFrom = stepsFrom;
        }
        valuesTo = columns.position();
    }

    private boolean isDescribed() {
        return count >= FrameFormat.EXTREMES_COUNT_MIN;
    }

    private void readExtremes(ByteReader directory) {
        if (!isDescribed()) {
            return;
        }
        long nans = directory.readVarint();
        if (nans < 0 || nans > count) {
            throw directory.damaged(nans + " NaNs among " + count + " points");
        }
        nanCount = (int) nans;
        if (nanCount < count) {
            minStep = firstStep + directory.readZigzag();
            min = readValue(directory);
            maxStep = firstStep + directory.readZigzag();
            max = readValue(directory);
        }
    }

    private ByteReader values() {
        return reader(valuesFrom, valuesTo);
    }

    private ByteReader reader(int from, int to) {
        return new ByteReader(Frame.WHAT, bytes, from, to);
    }
}
