package dev.assay.series;

import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates.Extreme;
import dev.assay.series.codec.Block;
import dev.assay.series.codec.Run;
import dev.assay.series.codec.Sum;
import dev.assay.series.codec.Tally;
import java.util.Optional;

/// What is in one part of an axis of a series: at least one point. No point that stands out is lost, as it would be in
/// a sample.
public final class Bucket {

    private final Tally tally = new Tally();
    private final Sum sum = new Sum();
    private final Point first;
    private Point last;

    Bucket(long step, long timeMs, double value) {
        this.first = new Point(step, timeMs, value);
        this.last = first;
    }

    /// In the order of the series, by step, time and value, whatever the axis is.
    public Point first() {
        return first;
    }

    public Point last() {
        return last;
    }

    /// With the least step that has it; NaN is none, so there may be none.
    public Optional<Extreme> min() {
        return tally.hasExtremes() ? Optional.of(new Extreme(tally.min(), tally.minStep())) : Optional.empty();
    }

    public Optional<Extreme> max() {
        return tally.hasExtremes() ? Optional.of(new Extreme(tally.max(), tally.maxStep())) : Optional.empty();
    }

    public long count() {
        return tally.count();
    }

    public long nanCount() {
        return tally.nanCount();
    }

    /// Of the values that are no NaN, right to the last digit in whatever order they were added; 0 where there are
    /// none.
    public double sum() {
        return sum.high();
    }

    /// What is added comes after what was.
    void add(Run run) {
        run.addTo(tally);
        run.addTo(sum);
        last = new Point(run.lastStep(), run.lastTimeMs(), run.lastValue());
    }

    void add(Block block, int from, int to) {
        tally.addAll(block.steps(), block.values(), from, to);
        sum.addAll(block.values(), from, to);
        last = new Point(block.steps()[to - 1], block.timesMs()[to - 1], block.values()[to - 1]);
    }

    void add(long step, long timeMs, double value) {
        tally.add(step, value);
        sum.add(value);
        last = new Point(step, timeMs, value);
    }
}
