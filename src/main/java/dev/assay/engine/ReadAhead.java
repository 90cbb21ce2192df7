package dev.assay.engine;

import dev.assay.series.codec.PackSource;
import java.util.Arrays;

/// Reads more than is asked for once one read goes on near where another ended: a store's call costs more than the
/// bytes
/// that it brings. Used by one thread.
final class ReadAhead implements PackSource {

    /// No read crosses a multiple of it without need: stores that cut packs into parts cut there.
    private static final int PART_BYTES = 256 * 1024;
    /// Some blocks of a chart are passed over.
    private static final int GAP_BYTES_MAX = 64 * 1024;

    private final PackSource source;
    private byte[] held = {};
    private long heldFrom;
    private long lastEnd = Long.MAX_VALUE;

    ReadAhead(PackSource source) {
        this.source = source;
    }

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public byte[] read(long offset, int length) {
        if (offset < heldFrom || offset + length > heldFrom + held.length) {
            held = source.read(offset, wanted(offset, length));
            heldFrom = offset;
        }
        lastEnd = offset + length;
        int from = (int) (offset - heldFrom);
        return Arrays.copyOfRange(held, from, Math.min(held.length, from + length));
    }

    private int wanted(long offset, int length) {
        boolean goesOn = offset >= lastEnd && offset - lastEnd <= GAP_BYTES_MAX;
        if (!goesOn) {
            return length;
        }
        long partEnd = Math.ceilDiv(offset + length, PART_BYTES) * PART_BYTES;
        return (int) (Math.min(partEnd, source.size()) - offset);
    }
}
