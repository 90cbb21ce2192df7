package dev.assay.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DecimalsTest {

    private static final int NUMBERS = 200_000;

    private static void assertExact(long digits, int exponent) {
        double expected = Double.parseDouble(digits + "e" + exponent);
        double found = Decimals.find(digits, exponent).orElseThrow();
        if (found != expected) {
            fail("%d e %d is %s and was read as %s", digits, exponent, expected, found);
        }
    }

    @RepeatedTest(5)
    void roundsAsTheJdkDoes(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        for (int i = 0; i < NUMBERS; i++) {
            long digits = random.nextLong(1_000_000_000_000_000_000L) >>> random.nextInt(60);
            assertExact(digits, random.nextInt(-64, 56));
        }
    }

    /// A number that lies between two doubles, and its neighbours.
    @Test
    void roundsTiesToEven() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < NUMBERS; i++) {
            double value = Double.longBitsToDouble(
                    random.nextLong(Double.doubleToRawLongBits(0x1p-6), Double.doubleToRawLongBits(0x1p59)));
            BigDecimal tie = new BigDecimal(value).add(new BigDecimal(Math.ulp(value) / 2));
            BigDecimal scaled = tie.stripTrailingZeros();
            if (scaled.precision() <= Decimals.DIGITS_MAX) {
                long digits = scaled.unscaledValue().longValueExact();
                assertExact(digits, -scaled.scale());
                assertExact(digits - 1, -scaled.scale());
                assertExact(Math.min(digits + 1, 999_999_999_999_999_999L), -scaled.scale());
            }
        }
        for (long odd = (1L << 53) + 1; odd < (1L << 53) + 2_001; odd += 2) {
            assertExact(odd, 0);
            assertExact(odd * 5, 0);
            assertExact(odd, 1);
        }
    }

    @Test
    void knowsTheEdgesOfItsRange() {
        for (long digits : new long[] {1, 9, 1L << 53, (1L << 53) + 1, 999_999_999_999_999_999L}) {
            for (int exponent = -64; exponent <= 55; exponent++) {
                assertExact(digits, exponent);
            }
        }
        assertThat(Decimals.find(0, -999)).hasValue(0);
        assertThat(Decimals.find(1, -65)).isEmpty();
        assertThat(Decimals.find(1, 56)).isEmpty();
    }
}
