package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumTest {

    private static final long EXACT = 1L << 53;

    @Test
    void comparesIntegersAndDoublesAsTheNumbersThatTheyAre() {
        List<Num> all = samples();
        for (Num a : all) {
            for (Num b : all) {
                assertThat(Integer.signum(Num.compare(a, b)))
                        .as(a + " and " + b)
                        .isEqualTo(exact(a).compareTo(exact(b)));
            }
        }
    }

    @Test
    void putsTheInfinitiesBeyondEveryInteger() {
        assertThat(Num.compare(Long.MAX_VALUE, new Num.Dbl(Double.POSITIVE_INFINITY)))
                .isNegative();
        assertThat(Num.compare(Long.MIN_VALUE, new Num.Dbl(Double.NEGATIVE_INFINITY)))
                .isPositive();
        assertThat(Num.compare(Double.NEGATIVE_INFINITY, new Num.Int(Long.MIN_VALUE)))
                .isNegative();
    }

    @Test
    void holdsNoComparisonWithNaNButThatItDiffers() {
        for (Comparison comparison : Comparison.values()) {
            boolean differs = comparison == Comparison.NOT_EQUAL;
            assertThat(new NumberTest(comparison, new Num.Int(1)).holds(Double.NaN))
                    .isEqualTo(differs);
            assertThat(new NumberTest(comparison, new Num.Dbl(Double.NaN)).holds(1L))
                    .isEqualTo(differs);
            assertThat(new NumberTest(comparison, new Num.Dbl(Double.NaN)).holds(Double.NaN))
                    .isEqualTo(differs);
        }
    }

    private static List<Num> samples() {
        List<Num> all = new ArrayList<>();
        for (long near : List.of(0L, 1L, EXACT, -EXACT, Long.MAX_VALUE - 1, Long.MIN_VALUE + 1)) {
            for (long value = near - 1; value <= near + 1 && value >= near - 1; value++) {
                all.add(new Num.Int(value));
                all.add(new Num.Dbl(value));
                all.add(new Num.Dbl(Math.nextUp((double) value)));
                all.add(new Num.Dbl(Math.nextDown((double) value)));
                if (value == Long.MAX_VALUE) {
                    break;
                }
            }
        }
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 50; i++) {
            all.add(new Num.Int(random.nextLong()));
            all.add(new Num.Dbl(random.nextLong() * random.nextDouble()));
        }
        all.add(new Num.Dbl(-0.0));
        all.add(new Num.Dbl(0.5));
        all.add(new Num.Dbl(-0.5));
        return all;
    }

    private static BigDecimal exact(Num num) {
        return switch (num) {
            case Num.Int(long value) -> BigDecimal.valueOf(value);
            case Num.Dbl(double value) -> new BigDecimal(value);
        };
    }
}
