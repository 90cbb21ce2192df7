package dev.assay.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderedDoubleTest {

    private static final double[] EDGES = {
        0.0,
        -0.0,
        1,
        -1,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.longBitsToDouble(0xFFF8_0000_0000_0000L),
        Double.longBitsToDouble(0x7FF0_0000_0000_0001L),
        Double.longBitsToDouble(-1),
    };

    @Test
    void ordersAsDoublesDoAndLosesNoBit() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double a = next(random);
            double b = next(random);
            int order = Double.compare(a, b);
            if (order != 0) {
                assertThat(Long.signum(Long.compare(OrderedDouble.encode(a), OrderedDouble.encode(b))))
                        .as("%s and %s", a, b)
                        .isEqualTo(order);
            }
            assertThat(Double.doubleToRawLongBits(OrderedDouble.decode(OrderedDouble.encode(a))))
                    .isEqualTo(Double.doubleToRawLongBits(a));
        }
    }

    private static double next(Random random) {
        return random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : Double.longBitsToDouble(random.nextLong());
    }
}
