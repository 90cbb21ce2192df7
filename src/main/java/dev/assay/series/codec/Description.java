package dev.assay.series.codec;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteWriter;
import dev.assay.domain.Point;
import java.util.Optional;

/// What is known of a run without its points: the first, the last, how many NaNs, the extremes, and, where a directory
/// says it, between which times it lies, and the sum.
record Description(
        long firstStep,
        long firstTimeMs,
        double firstValue,
        long lastStep,
        long lastTimeMs,
        double lastValue,
        Tally tally,
        Optional<TimeSpan> timeSpan,
        Optional<Sum> sum) {

    static Description of(Block block, int from, int to) {
        Tally tally = new Tally();
        tally.addAll(block.steps(), block.values(), from, to);
        return of(block, from, to, tally, Optional.empty(), Optional.empty());
    }

    /// All that a directory says.
    static Description whole(Block block, int from, int to) {
        Tally tally = new Tally();
        tally.addAll(block.steps(), block.values(), from, to);
        Sum sum = new Sum();
        sum.addAll(block.values(), from, to);
        TimeSpan timeSpan = TimeSpan.of(block.timesMs(), from, to);
        return of(block, from, to, tally, Optional.of(timeSpan), Optional.of(sum));
    }

    private static Description of(
            Block block, int from, int to, Tally tally, Optional<TimeSpan> timeSpan, Optional<Sum> sum) {
        int last = to - 1;
        return new Description(
                block.steps()[from],
                block.timesMs()[from],
                block.values()[from],
                block.steps()[last],
                block.timesMs()[last],
                block.values()[last],
                tally,
                timeSpan,
                sum);
    }

    /// After the last point, at `step` and `timeMs`, of the run that was described before.
    void write(ByteWriter target, boolean wide, long step, long timeMs) {
        target.writeZigzag(firstStep - step);
        target.writeZigzag(firstTimeMs - timeMs);
        Float32.write(target, wide, firstValue);
        target.writeZigzag(lastStep - firstStep);
        target.writeZigzag(lastTimeMs - firstTimeMs);
        Float32.write(target, wide, lastValue);
        timeSpan.orElseThrow().write(target, firstTimeMs, lastTimeMs);
        target.writeVarint(tally.nanCount());
        if (tally.hasExtremes()) {
            target.writeZigzag(tally.minStep() - firstStep);
            Float32.write(target, wide, tally.min());
            target.writeZigzag(tally.maxStep() - firstStep);
            Float32.write(target, wide, tally.max());
            target.writeDouble(sum.orElseThrow().high());
            target.writeDouble(sum.orElseThrow().low());
        }
    }

    static Description read(ByteReader reader, int count, boolean wide, long step, long timeMs) {
        long firstStep = step + reader.readZigzag();
        long firstTimeMs = timeMs + reader.readZigzag();
        double firstValue = Float32.read(reader, wide);
        long lastStep = firstStep + reader.readZigzag();
        long lastTimeMs = firstTimeMs + reader.readZigzag();
        double lastValue = Float32.read(reader, wide);
        int order = Point.compare(firstStep, firstTimeMs, firstValue, lastStep, lastTimeMs, lastValue);
        if (count == 1 ? order != 0 : order >= 0) {
            throw reader.damaged("a run whose last point is not after its first");
        }
        TimeSpan timeSpan = TimeSpan.read(reader, firstTimeMs, lastTimeMs);
        long nans = reader.readVarint();
        if (nans < 0 || nans > count) {
            throw reader.damaged(nans + " NaNs among " + count + " points");
        }
        Tally tally = new Tally();
        Sum sum = new Sum();
        if (nans == count) {
            tally.addAllNan(count);
        } else {
            long minStep = firstStep + reader.readZigzag();
            double min = Float32.read(reader, wide);
            long maxStep = firstStep + reader.readZigzag();
            double max = Float32.read(reader, wide);
            tally.addAll(count, nans, min, minStep, max, maxStep);
            sum = new Sum(reader.readDouble(), reader.readDouble());
        }
        return new Description(
                firstStep,
                firstTimeMs,
                firstValue,
                lastStep,
                lastTimeMs,
                lastValue,
                tally,
                Optional.of(timeSpan),
                Optional.of(sum));
    }

    /// Whether the points between `from` and `to` are those that are described, as far as the first and the last say.
    boolean fits(Block block, int from, int to) {
        int last = to - 1;
        return Point.compare(
                                firstStep,
                                firstTimeMs,
                                firstValue,
                                block.steps()[from],
                                block.timesMs()[from],
                                block.values()[from])
                        == 0
                && Point.compare(
                                lastStep,
                                lastTimeMs,
                                lastValue,
                                block.steps()[last],
                                block.timesMs()[last],
                                block.values()[last])
                        == 0;
    }
}
