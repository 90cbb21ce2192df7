package dev.assay.parquet;

import dev.assay.bytes.ByteReader;

/// DELTA_BINARY_PACKED: integers by their differences, in blocks of parts of packed bits.
final class Deltas {

    private static final int BLOCK_MAX = 1 << 16;
    private static final int PARTS_MAX = 512;
    private static final int PART_MULTIPLE = 8;

    private final byte[] bytes;
    private final ByteReader in;
    private final int part;
    private final int parts;
    private final long total;
    private long given;
    private long value;
    private long minDelta;
    private final int[] widths;
    /// Of the block, the part that is read.
    private int partAt;
    private int leftInPart;
    private long bitAt;

    /// @param most values that there can be
    Deltas(byte[] bytes, int from, int to, long most) {
        this.bytes = bytes;
        this.in = new ByteReader("a page", bytes, from, to);
        long block = in.readVarint();
        long count = in.readVarint();
        total = in.readVarint();
        if (block < 1 || block > BLOCK_MAX || count < 1 || count > PARTS_MAX || block % (count * PART_MULTIPLE) != 0) {
            throw new Broken("blocks of " + block + " values in " + count + " parts");
        }
        if (total < 0 || total > most) {
            throw new Broken("more values than the page claims");
        }
        parts = (int) count;
        part = (int) (block / count);
        widths = new int[parts];
        partAt = parts;
        value = in.readZigzag();
    }

    long total() {
        return total;
    }

    boolean hasNext() {
        return given < total;
    }

    long next() {
        if (!hasNext()) {
            throw new Broken("fewer values than the page claims");
        }
        if (given > 0) {
            if (leftInPart == 0) {
                beginPart();
            }
            leftInPart--;
            value += minDelta + Bits.get(bytes, bitAt, widths[partAt]);
            bitAt += widths[partAt];
        }
        given++;
        return value;
    }

    private void beginPart() {
        partAt++;
        if (partAt >= parts) {
            beginBlock();
        }
        leftInPart = part;
        bitAt = (long) in.position() * Byte.SIZE;
        // Of the last part there need be no more than its values.
        long wanted = ((long) part * widths[partAt] + 7) / Byte.SIZE;
        long needed = (Math.min(part, total - given) * widths[partAt] + 7) / Byte.SIZE;
        if (needed > in.remaining()) {
            throw new Broken("a block that is cut");
        }
        in.skip(Math.min(wanted, in.remaining()));
    }

    private void beginBlock() {
        minDelta = in.readZigzag();
        for (int i = 0; i < parts; i++) {
            widths[i] = in.readByte();
            if (widths[i] > Long.SIZE) {
                throw new Broken("a number of " + widths[i] + " bits");
            }
        }
        partAt = 0;
    }

    /// Where the bytes after them begin, once all were read.
    int end() {
        return in.position();
    }
}
