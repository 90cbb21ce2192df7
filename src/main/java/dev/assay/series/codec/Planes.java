package dev.assay.series.codec;

import dev.assay.series.codec.Columns.Column;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/// Values turned by their bytes: the lowest bytes of all values, then the next bytes, so that like comes to like. As
/// many planes as a value has bytes.
final class Planes {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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

    /// The floats of four planes from `from` on, `count` of them, as doubles.
    static void readNarrow(List<Column> planes, int from, int count, double[] target, int at) {
        byte[] a = planes.get(0).bytes();
        byte[] b = planes.get(1).bytes();
        byte[] c = planes.get(2).bytes();
        byte[] d = planes.get(3).bytes();
        int fromA = planes.get(0).from() + from;
        int fromB = planes.get(1).from() + from;
        int fromC = planes.get(2).from() + from;
        int fromD = planes.get(3).from() + from;
        for (int i = 0; i < count; i++) {
            target[at + i] = Float32.value(bits(a[fromA + i], b[fromB + i], c[fromC + i], d[fromD + i]));
        }
    }

    /// The doubles of eight planes from `from` on, `count` of them; eight at a time, the bytes of eight planes turned
    /// in registers.
    static void readWide(List<Column> planes, int from, int count, double[] target, int at) {
        int turned = count & -Long.BYTES;
        if (turned > 0) {
            turn(planes, from, turned, target, at);
        }
        for (int i = turned; i < count; i++) {
            long bits = 0;
            for (int plane = 0; plane < Double.BYTES; plane++) {
                Column column = planes.get(plane);
                bits |= (column.bytes()[column.from() + from + i] & 0xFFL) << (Byte.SIZE * plane);
            }
            target[at + i] = Double.longBitsToDouble(bits);
        }
    }

    /// Three rounds of swaps: halves of eight bytes between planes that are four apart, then quarters, then bytes.
    private static void turn(List<Column> planes, int from, int count, double[] target, int at) {
        byte[][] bytes = new byte[Double.BYTES][];
        int[] starts = new int[Double.BYTES];
        for (int plane = 0; plane < Double.BYTES; plane++) {
            bytes[plane] = planes.get(plane).bytes();
            starts[plane] = planes.get(plane).from() + from;
        }
        long[] rows = new long[Double.BYTES];
        for (int i = 0; i < count; i += Long.BYTES) {
            for (int plane = 0; plane < Double.BYTES; plane++) {
                rows[plane] = (long) LONG.get(bytes[plane], starts[plane] + i);
            }
            swap(rows, 4, 0x0000_0000_FFFF_FFFFL);
            swap(rows, 2, 0x0000_FFFF_0000_FFFFL);
            swap(rows, 1, 0x00FF_00FF_00FF_00FFL);
            for (int j = 0; j < Long.BYTES; j++) {
                target[at + i + j] = Double.longBitsToDouble(rows[j]);
            }
        }
    }

    private static void swap(long[] rows, int apart, long mask) {
        int shift = Byte.SIZE * apart;
        for (int i = 0; i < Double.BYTES; i++) {
            if ((i & apart) == 0) {
                long swapped = ((rows[i] >>> shift) ^ rows[i + apart]) & mask;
                rows[i + apart] ^= swapped;
                rows[i] ^= swapped << shift;
            }
        }
    }

    private static int bits(byte a, byte b, byte c, byte d) {
        return (a & 0xFF) | (b & 0xFF) << 8 | (c & 0xFF) << 16 | d << 24;
    }
}
