package dev.assay.series.codec;

import java.util.Optional;

/// A run whose points lie decoded in a block, beside those of others.
final class DecodedRun implements Run {

    private final long id;
    private final Block block;
    private final int from;
    private final int to;

    /// The points from `from` to before `to`, one at least.
    DecodedRun(long id, Block block, int from, int to) {
        this.id = id;
        this.block = block;
        this.from = from;
        this.to = to;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public int count() {
        return to - from;
    }

    @Override
    public long firstStep() {
        return block.steps()[from];
    }

    @Override
    public long firstTimeMs() {
        return block.timesMs()[from];
    }

    @Override
    public double firstValue() {
        return block.values()[from];
    }

    @Override
    public long lastStep() {
        return block.steps()[to - 1];
    }

    @Override
    public long lastTimeMs() {
        return block.timesMs()[to - 1];
    }

    @Override
    public double lastValue() {
        return block.values()[to - 1];
    }

    @Override
    public void addTo(Tally tally) {
        tally.addAll(block.steps(), block.values(), from, to);
    }

    @Override
    public void addTo(Sum sum) {
        sum.addAll(block.values(), from, to);
    }

    @Override
    public Optional<TimeSpan> timeSpan() {
        return Optional.of(TimeSpan.of(block.timesMs(), from, to));
    }

    /// Copies nothing.
    @Override
    public void forEachStretch(Block scratch, Stretch action) {
        for (int at = from; at < to; at += PackFormat.BLOCK_POINTS_MAX) {
            action.accept(block, at, Math.min(to, at + PackFormat.BLOCK_POINTS_MAX));
        }
    }

    @Override
    public Points points() {
        return new SlicePoints(block, from, to);
    }
}
