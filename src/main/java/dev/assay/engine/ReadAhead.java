package dev.assay.engine;

import dev.assay.series.codec.PackSource;
import java.util.Arrays;

/// Reads more than is asked for once one read goes on near where another ended: a store's call costs more
/// than the bytes that it brings. Used by one thread.
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
        long end = offset + length;
        if (offset < heldFrom || end > heldEnd()) {
            hold(offset, end);
        }
        lastEnd = end;
        int from = (int) (offset - heldFrom);
        return Arrays.copyOfRange(held, from, Math.min(held.length, from + length));
    }

    private void hold(long offset, long end) {
        boolean goesOn = offset >= lastEnd && offset - lastEnd <= GAP_BYTES_MAX;
        if (!goesOn) {
            held = source.read(offset, (int) (end - offset));
        } else if (offset < heldEnd()) {
            readOn(offset, end);
        } else {
            held = source.read(offset, (int) (endOfPart(end) - offset));
        }
        heldFrom = offset;
    }

    /// What is held of the wanted bytes is not read again.
    private void readOn(long offset, long end) {
        int known = (int) (heldEnd() - offset);
        byte[] more = source.read(heldEnd(), (int) (endOfPart(end) - heldEnd()));
        byte[] together = Arrays.copyOfRange(held, held.length - known, held.length + more.length);
        System.arraycopy(more, 0, together, known, more.length);
        held = together;
    }

    /// Where the part ends that has the byte before `end`.
    private long endOfPart(long end) {
        return Math.min(Math.ceilDiv(end, PART_BYTES) * PART_BYTES, source.size());
    }

    private long heldEnd() {
        return heldFrom + held.length;
    }
}
