package dev.assay.series.codec;

import java.util.Optional;

/// A run as a pack holds it, described: in the directory where it has a block to itself, else by what the block that it
/// shares was decoded to.
final class PackRun implements Run {

    private final Pack pack;
    private final BlockEntry entry;
    private final int from;
    private final long id;
    private final int count;
    private final Description description;

    /// The points from `from` on of a block.
    PackRun(Pack pack, BlockEntry entry, int from, long id, int count, Description description) {
        this.pack = pack;
        this.entry = entry;
        this.from = from;
        this.id = id;
        this.count = count;
        this.description = description;
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
        return description.firstStep();
    }

    @Override
    public long firstTimeMs() {
        return description.firstTimeMs();
    }

    @Override
    public double firstValue() {
        return description.firstValue();
    }

    @Override
    public long lastStep() {
        return description.lastStep();
    }

    @Override
    public long lastTimeMs() {
        return description.lastTimeMs();
    }

    @Override
    public double lastValue() {
        return description.lastValue();
    }

    @Override
    public void addTo(Tally tally) {
        tally.addAll(description.tally());
    }

    @Override
    public void addTo(Sum sum) {
        description
                .sum()
                .ifPresentOrElse(sum::add, () -> sum.addAll(pack.block(entry).values(), from, from + count));
    }

    @Override
    public Optional<TimeSpan> timeSpan() {
        return description.timeSpan();
    }

    @Override
    public void forEachStretch(Block scratch, Stretch action) {
        if (entry.runs().size() == 1) {
            pack.fill(scratch, entry);
            action.accept(scratch, 0, count);
        } else {
            action.accept(pack.block(entry), from, from + count);
        }
    }

    /// A short run copies its points out, so that going through many series at once does not hold many blocks.
    @Override
    public Points points() {
        Block block = pack.block(entry);
        return entry.runs().size() == 1
                ? new SlicePoints(block, 0, count)
                : new SlicePoints(block.slice(from, from + count), 0, count);
    }
}
