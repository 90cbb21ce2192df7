package dev.assay.engine;

import dev.assay.series.codec.PackSource;
import java.util.Arrays;

/// Reads more than is asked for once one read goes on near where another ended: a store's call costs more
/// than the bytes that it brings. Used by one thread.
final class ReadAhead implements PackSource {

    /// No read crosses a multiple of it without need, and stores that cut packs into parts cut there.
    private static final int AHEAD_BYTES = 256 * 1024;
    /// Where less is passed over, what lies between is read, too.
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
        long end = offset + length;
        boolean goesOn = offset >= lastEnd && offset - lastEnd <= GAP_BYTES_MAX;
        lastEnd = end;
        if (offset >= heldFrom && end <= heldEnd()) {
            int from = (int) (offset - heldFrom);
            return Arrays.copyOfRange(held, from, from + length);
        }
        return goesOn ? readOn(offset, length) : source.read(offset, length);
    }

    /// What is held of the wanted bytes is not read again.
    private byte[] readOn(long offset, int length) {
        byte[] wanted = new byte[length];
        int known = offset < heldFrom ? 0 : (int) Math.max(0, heldEnd() - offset);
        System.arraycopy(held, held.length - known, wanted, 0, known);
        heldFrom = offset + known;
        held = source.read(heldFrom, (int) (endAhead(offset + length) - heldFrom));
        int read = Math.min(held.length, length - known);
        System.arraycopy(held, 0, wanted, known, read);
        return known + read == length ? wanted : Arrays.copyOf(wanted, known + read);
    }

    private long endAhead(long end) {
        return Math.min(Math.ceilDiv(end, AHEAD_BYTES) * AHEAD_BYTES, source.size());
    }

    private long heldEnd() {
        return heldFrom + held.length;
    }
}
