package dev.assay.series.codec;

/// Goes through points that lie decoded in arrays.
final class SlicePoints implements Points {

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
}
