package dev.assay.series.codec;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteWriter;

/// From the least to the greatest time of some points, both included. Points are ordered by their steps, so the first
/// and the last of a run say nothing of the times between.
public record TimeSpan(long fromMs, long toMs) {

    public static TimeSpan of(long[] timesMs, int from, int to) {
        long least = timesMs[from];
        long greatest = timesMs[from];
        for (int i = from + 1; i < to; i++) {
            least = Math.min(least, timesMs[i]);
            greatest = Math.max(greatest, timesMs[i]);
        }
        return new TimeSpan(least, greatest);
    }

    /// By how much it goes beyond the first and the last time: mostly not at all.
    void write(ByteWriter target, long firstMs, long lastMs) {
        target.writeVarint(firstMs - fromMs);
        target.writeVarint(toMs - lastMs);
    }

    static TimeSpan read(ByteReader reader, long firstMs, long lastMs) {
        TimeSpan span = new TimeSpan(firstMs - reader.readVarint(), lastMs + reader.readVarint());
        if (span.fromMs > Math.min(firstMs, lastMs) || span.toMs < Math.max(firstMs, lastMs)) {
            throw reader.damaged("times beyond those that the run begins and ends with");
        }
        return span;
    }
}
