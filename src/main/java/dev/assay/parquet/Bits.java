package dev.assay.parquet;

/// Numbers of a few bits each, the lowest bit first.
final class Bits {

    private Bits() {}

    /// The bytes must hold it.
    ///
    /// @param bitAt counted from the first of the bytes
    static long get(byte[] bytes, long bitAt, int width) {
        long value = 0;
        int done = 0;
        int at = (int) (bitAt >>> 3);
        int shift = (int) (bitAt & 7);
        while (done < width) {
            value |= ((bytes[at++] & 0xFFL) >>> shift) << done;
            done += Byte.SIZE - shift;
            shift = 0;
        }
        return width == Long.SIZE ? value : value & ((1L << width) - 1);
    }
}
