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

    private static final long HALVES = 0x0000_0000_FFFF_FFFFL;
    private static final long QUARTERS = 0x0000_FFFF_0000_FFFFL;
    private static final long BYTES = 0x00FF_00FF_00FF_00FFL;

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

    /// Three rounds of swaps: halves of eight bytes between planes that are four apart, then quarters, then bytes. Each
    /// plane has a variable of its own, for an array of them would not stay in registers.
    private static void turn(List<Column> planes, int from, int count, double[] target, int at) {
        byte[][] bytes = new byte[Double.BYTES][];
        int[] starts = new int[Double.BYTES];
        for (int plane = 0; plane < Double.BYTES; plane++) {
            bytes[plane] = planes.get(plane).bytes();
            starts[plane] = planes.get(plane).from() + from;
        }
        for (int i = 0; i < count; i += Long.BYTES) {
            long a = (long) LONG.get(bytes[0], starts[0] + i);
            long b = (long) LONG.get(bytes[1], starts[1] + i);
            long c = (long) LONG.get(bytes[2], starts[2] + i);
            long d = (long) LONG.get(bytes[3], starts[3] + i);
            long e = (long) LONG.get(bytes[4], starts[4] + i);
            long f = (long) LONG.get(bytes[5], starts[5] + i);
            long g = (long) LONG.get(bytes[6], starts[6] + i);
            long h = (long) LONG.get(bytes[7], starts[7] + i);
            long ae = low(a, e, HALVES, 32);
            long bf = low(b, f, HALVES, 32);
            long cg = low(c, g, HALVES, 32);
            long dh = low(d, h, HALVES, 32);
            put(target, at + i, low(ae, cg, QUARTERS, 16), low(bf, dh, QUARTERS, 16));
            put(target, at + i + 2, high(ae, cg, QUARTERS, 16), high(bf, dh, QUARTERS, 16));
            ae = high(a, e, HALVES, 32);
            bf = high(b, f, HALVES, 32);
            cg = high(c, g, HALVES, 32);
            dh = high(d, h, HALVES, 32);
            put(target, at + i + 4, low(ae, cg, QUARTERS, 16), low(bf, dh, QUARTERS, 16));
            put(target, at + i + 6, high(ae, cg, QUARTERS, 16), high(bf, dh, QUARTERS, 16));
        }
    }

    private static void put(double[] target, int at, long even, long odd) {
        target[at] = Double.longBitsToDouble(low(even, odd, BYTES, 8));
        target[at + 1] = Double.longBitsToDouble(high(even, odd, BYTES, 8));
    }

    /// The lower parts of both, those of `b` in the place of the higher ones of `a`.
    private static long low(long a, long b, long mask, int shift) {
        return (a & mask) | (b & mask) << shift;
    }

    /// The higher parts of both, those of `a` in the place of the lower ones of `b`.
    private static long high(long a, long b, long mask, int shift) {
        return (a >>> shift & mask) | (b & ~mask);
    }

    private static int bits(byte a, byte b, byte c, byte d) {
        return (a & 0xFF) | (b & 0xFF) << 8 | (c & 0xFF) << 16 | d << 24;
    }
}
