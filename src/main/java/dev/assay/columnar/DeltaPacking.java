package dev.assay.columnar;

import dev.assay.bytes.ByteWriter;

/// Parquet's DELTA_BINARY_PACKED for int64: differences in blocks, each in as many bits as the block's part needs.
/// Differences wrap around, so that every column of numbers goes.
final class DeltaPacking {

    private static final int BLOCK = 128;
    private static final int PART = 32;
    private static final int PARTS = BLOCK / PART;

    private final long[] deltas = new long[BLOCK];
    private final ByteWriter bytes;

    private DeltaPacking(ByteWriter bytes) {
        this.bytes = bytes;
    }

    static byte[] pack(long[] values, int count) {
        ByteWriter bytes = new ByteWriter(count);
        bytes.writeVarint(BLOCK);
        bytes.writeVarint(PARTS);
        bytes.writeVarint(count);
        bytes.writeZigzag(count == 0 ? 0 : values[0]);
        DeltaPacking packing = new DeltaPacking(bytes);
        for (int from = 1; from < count; from += BLOCK) {
            packing.writeBlock(values, from, Math.min(BLOCK, count - from));
        }
        return bytes.toBytes();
    }

    private void writeBlock(long[] values, int from, int count) {
        long min = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            deltas[i] = values[from + i] - values[from + i - 1];
            min = Math.min(min, deltas[i]);
        }
        for (int i = 0; i < BLOCK; i++) {
            deltas[i] = i < count ? deltas[i] - min : 0;
        }
        bytes.writeZigzag(min);
        int[] widths = new int[PARTS];
        for (int part = 0; part < PARTS; part++) {
            widths[part] = width(part * PART);
            bytes.writeByte(widths[part]);
        }
        for (int part = 0; part * PART < count; part++) {
            writePart(part * PART, widths[part]);
        }
    }

    private int width(int from) {
        long all = 0;
        for (int i = from; i < from + PART; i++) {
            all |= deltas[i];
        }
        return Long.SIZE - Long.numberOfLeadingZeros(all);
    }

    /// The lowest bits first.
    private void writePart(int from, int width) {
        long word = 0;
        int filled = 0;
        for (int i = from; i < from + PART && width > 0; i++) {
            word |= deltas[i] << filled;
            filled += width;
            if (filled >= Long.SIZE) {
                bytes.writeLong(word);
                filled -= Long.SIZE;
                word = filled == 0 ? 0 : deltas[i] >>> (width - filled);
            }
        }
        if (filled > 0) {
            bytes.writeInt((int) word);
        }
    }
}
