package dev.assay.series.codec;

import dev.assay.series.codec.Columns.Column;
import java.util.List;

/// Values turned by their bytes: the lowest bytes of all values, then the next bytes, so that like comes to like. As
/// many planes as a value has bytes.
final class Planes {

    private Planes() {}

    /// Of the `count` first of `bits`, which hold `width` bytes each.
    static void write(List<byte[]> target, long[] bits, int count, int width) {
        for (int plane = 0; plane < width; plane++) {
            byte[] bytes = new byte[count];
            int shift = Byte.SIZE * plane;
            for (int i = 0; i < count; i++) {
                bytes[i] = (byte) (bits[i] >>> shift);
            }
            target.add(bytes);
        }
    }

    /// Of values that stand one after another, lowest byte first.
    static void write(List<byte[]> target, byte[] values, int width) {
        for (int plane = 0; plane < width; plane++) {
            byte[] bytes = new byte[values.length / width];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = values[i * width + plane];
            }
            target.add(bytes);
        }
    }

    static int[] readNarrow(List<Column> planes, int count) {
        int[] bits = new int[count];
        byte[] a = planes.get(0).bytes();
        byte[] b = planes.get(1).bytes();
        byte[] c = planes.get(2).bytes();
        byte[] d = planes.get(3).bytes();
        int fromA = planes.get(0).from();
        int fromB = planes.get(1).from();
        int fromC = planes.get(2).from();
        int fromD = planes.get(3).from();
        for (int i = 0; i < count; i++) {
            bits[i] = (a[fromA + i] & 0xFF)
                    | (b[fromB + i] & 0xFF) << 8
                    | (c[fromC + i] & 0xFF) << 16
                    | d[fromD + i] << 24;
        }
        return bits;
    }

    static long[] readWide(List<Column> planes, int count) {
        int[] low = readNarrow(planes.subList(0, Float.BYTES), count);
        int[] high = readNarrow(planes.subList(Float.BYTES, Double.BYTES), count);
        long[] bits = new long[count];
        for (int i = 0; i < count; i++) {
            bits[i] = (low[i] & 0xFFFF_FFFFL) | (long) high[i] << 32;
        }
        return bits;
    }
}
