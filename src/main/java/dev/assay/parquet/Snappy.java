package dev.assay.parquet;

/// Unpacks Snappy's raw format: literals, and copies of what came before.
final class Snappy {

    private static final int LENGTH_BYTES_MAX = 5;

    private final byte[] packed;
    private final int to;
    private int at;

    private Snappy(byte[] packed, int from, int to) {
        this.packed = packed;
        this.at = from;
        this.to = to;
    }

    /// Returns how many bytes there are, which must not be more than there is room for.
    static int unpack(byte[] packed, int from, int to, byte[] target, int start, int room) {
        return new Snappy(packed, from, to).unpack(new Unpacked(target, start, room));
    }

    private int unpack(Unpacked out) {
        if (readLength() != out.room()) {
            throw new Broken("a page of Snappy of another length");
        }
        while (at < to) {
            int tag = read(1);
            switch (tag & 3) {
                case 0 -> {
                    int length = literalLength(tag >>> 2);
                    require(length);
                    out.add(packed, at, length);
                    at += length;
                }
                case 1 -> out.repeat((tag >>> 5 << 8) | read(1), (tag >>> 2 & 7) + 4);
                case 2 -> out.repeat(read(2), (tag >>> 2) + 1);
                default -> out.repeat(read(4), (tag >>> 2) + 1);
            }
        }
        return out.length();
    }

    /// Up to 60 it stands in the tag, beyond in so many bytes after it.
    private int literalLength(int length) {
        return (length < 60 ? length : read(length - 59)) + 1;
    }

    private int readLength() {
        long length = 0;
        for (int i = 0; i < LENGTH_BYTES_MAX; i++) {
            int next = read(1);
            length |= (next & 0x7FL) << (7 * i);
            if (next < 0x80) {
                return (int) Math.min(length, Integer.MAX_VALUE);
            }
        }
        throw new Broken("a page that is no Snappy");
    }

    private int read(int bytes) {
        require(bytes);
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (packed[at++] & 0xFF) << (Byte.SIZE * i);
        }
        return value;
    }

    private void require(int bytes) {
        if (bytes < 0 || bytes > to - at) {
            throw new Broken("a page of Snappy that is cut");
        }
    }
}
