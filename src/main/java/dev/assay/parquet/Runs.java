package dev.assay.parquet;

import dev.assay.bytes.ByteReader;

/// Parquet's hybrid of run lengths and packed bits, in which levels, places in dictionaries and some booleans come.
/// Counting is by runs: so many values of one run take no time.
final class Runs {

    private static final int GROUP = 8;

    private final byte[] bytes;
    private final int to;
    private final int width;
    private final ByteReader in;
    /// Of the run.
    private long left;
    private boolean packed;
    private int value;
    private long bitAt;

    Runs(byte[] bytes, int from, int to, int width) {
        this.bytes = bytes;
        this.to = to;
        this.width = width;
        this.in = new ByteReader("a page", bytes, from, to);
    }

    /// Of no bits: zeros without end.
    static Runs zeros() {
        return new Runs(new byte[0], 0, 0, 0);
    }

    int next() {
        if (left == 0) {
            begin();
        }
        left--;
        return packed ? unpack() : value;
    }

    /// Of the next so many values those that are `max`; none may be more.
    long countMax(long values, int max) {
        long found = 0;
        long rest = values;
        while (rest > 0) {
            if (left == 0) {
                begin();
            }
            long now = Math.min(rest, left);
            if (packed) {
                for (long i = 0; i < now; i++) {
                    found += requireLevel(unpack(), max) == max ? 1 : 0;
                }
            } else if (requireLevel(value, max) == max) {
                found += now;
            }
            left -= now;
            rest -= now;
        }
        return found;
    }

    private static int requireLevel(int level, int max) {
        if (level < 0 || level > max) {
            throw new Broken("the level " + level + " of " + max);
        }
        return level;
    }

    /// The next, which is no more than `max`.
    int nextLevel(int max) {
        return requireLevel(next(), max);
    }

    /// Passes over so many values, each below `limit`.
    void skipBelow(long values, int limit) {
        long rest = values;
        while (rest > 0) {
            if (left == 0) {
                begin();
            }
            long now = Math.min(rest, left);
            for (long i = 0; i < (packed ? now : 1); i++) {
                int found = packed ? unpack() : value;
                if (found < 0 || found >= limit) {
                    throw new Broken("the place " + Integer.toUnsignedString(found) + " of " + limit);
                }
            }
            left -= now;
            rest -= now;
        }
    }

    private void begin() {
        while (left == 0) {
            if (in.remaining() == 0 && width == 0) {
                left = Long.MAX_VALUE;
                return;
            }
            if (in.remaining() == 0) {
                throw new Broken("fewer values than the page claims");
            }
            long head = in.readVarint();
            if (head < 0 || head > Integer.MAX_VALUE * 2L) {
                throw new Broken("a run of no length");
            }
            packed = (head & 1) == 1;
            if (packed) {
                beginPacked(head >>> 1);
            } else {
                left = head >>> 1;
                value = readValue();
            }
        }
    }

    /// The last group of a page may be cut where its last value ends.
    private void beginPacked(long groups) {
        bitAt = (long) in.position() * Byte.SIZE;
        long wanted = groups * width;
        long there = Math.min(wanted, in.remaining());
        left = width == 0 ? groups * GROUP : there * Byte.SIZE / width;
        in.skip(there);
        if (left == 0 && groups > 0) {
            throw new Broken("a run that is cut");
        }
    }

    private int readValue() {
        int read = 0;
        for (int shift = 0; shift < width; shift += Byte.SIZE) {
            read |= in.readByte() << shift;
        }
        return read;
    }

    private int unpack() {
        if (bitAt + width > (long) to * Byte.SIZE) {
            throw new Broken("a run that is cut");
        }
        int read = (int) Bits.get(bytes, bitAt, width);
        bitAt += width;
        return read;
    }
}
