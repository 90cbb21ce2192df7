package dev.assay.series.codec;

import dev.assay.domain.Point;

/// Goes through points that lie decoded in arrays, and shows where.
public final class SlicePoints implements Points {

    private final Block block;
    private final int to;
    private int at;

    /// Those from `from` to before `to`.
    SlicePoints(Block block, int from, int to) {
        this.block = block;
        this.at = from - 1;
        this.to = to;
    }

    @Override
    public boolean next() {
        if (at + 1 >= to) {
            return false;
        }
        at++;
        return true;
    }

    @Override
    public long step() {
        return block.steps()[at];
    }

    @Override
    public long timeMs() {
        return block.timesMs()[at];
    }

    @Override
    public double value() {
        return block.values()[at];
    }

    public Block block() {
        return block;
    }

    /// The place in the block where it stands.
    public int at() {
        return at;
    }

    /// The place behind the last point.
    public int end() {
        return to;
    }

    /// Of the places up to `limit`, the one behind the last point, from where it stands on, that comes before another.
    /// The nearer it is, the sooner it is found.
    public int endBefore(int limit, long step, long timeMs, double value) {
        int low = at;
        int high = at;
        for (int reach = 1; high < limit && isBefore(high, step, timeMs, value); reach *= 2) {
            low = high + 1;
            high = Math.min(limit, low + reach);
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore(middle, step, timeMs, value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isBefore(int place, long step, long timeMs, double value) {
        return Point.compare(block.steps()[place], block.timesMs()[place], block.values()[place], step, timeMs, value)
                < 0;
    }

    /// To a place that is not before where it stands.
    public void moveTo(int place) {
        at = place;
    }
}
