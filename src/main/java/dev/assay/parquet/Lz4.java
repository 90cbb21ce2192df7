package dev.assay.parquet;

/// Unpacks a block of LZ4: literals, each followed by a copy of what came before.
final class Lz4 {

    private static final int REPEAT_MIN = 4;
    private static final int LONGER = 15;
    private static final int MORE = 255;

    private final byte[] packed;
    private final int to;
    private int at;

    private Lz4(byte[] packed, int from, int to) {
        this.packed = packed;
        this.at = from;
        this.to = to;
    }

    /// Returns how many bytes there are, which must not be more than there is room for.
    static int unpack(byte[] packed, int from, int to, byte[] target, int start, int room) {
        return new Lz4(packed, from, to).unpack(new Unpacked(target, start, room));
    }

    private int unpack(Unpacked out) {
        while (at < to) {
            int token = read();
            int literals = length(token >>> 4);
            if (literals > to - at) {
                throw new Broken("a page of LZ4 that is cut");
            }
            out.add(packed, at, literals);
            at += literals;
            if (at == to) {
                break;
            }
            int distance = read() | read() << Byte.SIZE;
            out.repeat(distance, length(token & LONGER) + REPEAT_MIN);
        }
        return out.length();
    }

    private int length(int first) {
        int length = first;
        if (first == LONGER) {
            int more;
            do {
                more = read();
                length += more;
                if (length < 0) {
                    throw new Broken("a page that is no LZ4");
                }
            } while (more == MORE);
        }
        return length;
    }

    private int read() {
        if (at == to) {
            throw new Broken("a page of LZ4 that is cut");
        }
        return packed[at++] & 0xFF;
    }
}
