package dev.assay.series.codec;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteWriter;

/// Doubles that a float holds bit for bit. NaNs go by integer arithmetic: what a processor's conversion makes of their
/// payload is its own affair, and it would quieten the signalling ones.
public final class Float32 {

    private static final int DROPPED_BITS = 52 - 23;
    private static final long DROPPED = (1L << DROPPED_BITS) - 1;
    private static final int EXPONENT = 0x7F80_0000;
    private static final int MANTISSA = 0x007F_FFFF;

    private Float32() {}

    static boolean holds(double value) {
        long bits = Double.doubleToRawLongBits(value);
        if (Double.isNaN(value)) {
            return (bits & DROPPED) == 0;
        }
        return Double.doubleToRawLongBits((double) (float) value) == bits;
    }

    /// Whether it holds all of them, from `from` to before `to`.
    static boolean holdsAll(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!holds(values[i])) {
                return false;
            }
        }
        return true;
    }

    /// As a double where the run is wide, else as a float.
    static void write(ByteWriter target, boolean wide, double value) {
        if (wide) {
            target.writeDouble(value);
        } else {
            target.writeInt(bits(value));
        }
    }

    static double read(ByteReader reader, boolean wide) {
        return wide ? reader.readDouble() : value(reader.readInt());
    }

    static int bits(double value) {
        if (Double.isNaN(value)) {
            long bits = Double.doubleToRawLongBits(value);
            int sign = (int) (bits >>> 32) & 0x8000_0000;
            return sign | EXPONENT | ((int) (bits >>> DROPPED_BITS) & MANTISSA);
        }
        return Float.floatToRawIntBits((float) value);
    }

    /// The double that the float of these bits is.
    public static double value(int bits) {
        if ((bits & EXPONENT) == EXPONENT && (bits & MANTISSA) != 0) {
            long sign = (long) (bits & 0x8000_0000) << 32;
            return Double.longBitsToDouble(sign | 0x7FF0_0000_0000_0000L | (long) (bits & MANTISSA) << DROPPED_BITS);
        }
        return Float.intBitsToFloat(bits);
    }
}
