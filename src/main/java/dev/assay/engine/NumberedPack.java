package dev.assay.engine;

import dev.assay.meta.PackEntry;
import dev.assay.series.PackCutter.Packed;

/// A pack that has its number, and its bytes until they are written.
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
record NumberedPack(long number, byte[] bytes, long size, long points) {

    static NumberedPack of(long number, Packed packed) {
        return new NumberedPack(number, packed.bytes(), packed.bytes().length, packed.points());
    }

    /// The same once the store holds the bytes.
    NumberedPack written() {
        return new NumberedPack(number, new byte[0], size, points);
    }

    PackEntry entry(long run) {
        return new PackEntry(number, run, size, points);
    }
}
