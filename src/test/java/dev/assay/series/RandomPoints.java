package dev.assay.series;

import dev.assay.domain.Point;
import java.util.Random;

/// Points that are hard to keep: few steps and times, so that many are equal or nearly so, the edges of int64,
/// and every kind of double.
public final class RandomPoints {

    private static final long[] NAN_BITS = {
        0x7FF8_0000_0000_0000L, // Java's own
        0xFFF8_0000_0000_0000L, // negative
        0x7FF0_0000_2000_0000L, // signalling, fits a float
        0x7FF0_0000_0000_0001L, // signalling, does not
        0x7FF8_0000_0000_0001L, // quiet with a payload that does not
        0xFFFF_FFFF_E000_0000L, // all that a float can hold
    };
    private static final double[] VALUES = {
        0.0,
        -0.0,
        1.0,
        1.0,
        0.1,
        0.1f,
        -2.5,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Double.MAX_VALUE,
    };
    private static final long[] EDGES = {
        Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };

    private final Random random;
    private final boolean narrow;
    private final boolean edges;
    private final int stepMax;

    public RandomPoints(long seed) {
        random = new Random(seed);
        narrow = random.nextBoolean();
        edges = random.nextInt(3) == 0;
        stepMax = 1 + random.nextInt(200);
    }

    public Random random() {
        return random;
    }

    public Point next() {
        return new Point(nextLong(stepMax), nextLong(3), nextValue());
    }

    private long nextLong(int max) {
        return edges && random.nextInt(4) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextInt(max) - max / 4;
    }

    private double nextValue() {
        double value = switch (random.nextInt(6)) {
            case 0 -> Double.longBitsToDouble(NAN_BITS[random.nextInt(NAN_BITS.length)]);
            case 1 -> random.nextGaussian();
            case 2 -> (float) random.nextGaussian();
            default -> VALUES[random.nextInt(VALUES.length)];
        };
        return narrow && !Double.isNaN(value) ? (float) value : value;
    }
}
