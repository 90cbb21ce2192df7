package dev.assay.series.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Float32Test {

    private static final int SOME = 1_000_000;

    /// 65,537 has no factor in common with 2^32, so that this walks over signs, exponents and mantissas evenly.
    @Test
    void holdsEveryFloatAndGivesItBack() {
        for (int i = 0; i < SOME; i++) {
            int bits = i * 65_537 * 4_099;
            double value = Float32.value(bits);
            if (!Float32.holds(value) || Float32.bits(value) != bits) {
                assertThat(Integer.toHexString(Float32.bits(value))).isEqualTo(Integer.toHexString(bits));
            }
        }
    }

    @Test
    void readsFloatsAsTheNumbersTheyAre() {
        for (float number : new float[] {0.1f, -1.5f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY}) {
            assertThat(Float32.value(Float.floatToRawIntBits(number))).isEqualTo((double) number);
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0x7FF0_0000_0000_0001L, // a signalling NaN that a float would make an infinity of
                0x7FF8_0000_0000_0001L, // a NaN whose payload ends below the float's
                0x7FF8_0000_1000_0000L, // by one bit
                0x3FB9_9999_9999_999AL, // 0.1
                0x0000_0000_0000_0001L, // Double.MIN_VALUE
                0x7FEF_FFFF_FFFF_FFFFL, // Double.MAX_VALUE
                0x47EF_FFFF_F000_0000L, // just past Float.MAX_VALUE
            })
    void refusesWhatAFloatWouldChange(long bits) {
        assertThat(Float32.holds(Double.longBitsToDouble(bits))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0x7FF0_0000_2000_0000L, // the least signalling NaN of a float
                0xFFF0_0000_2000_0000L, // and negative
                0x7FF8_0000_0000_0000L,
                0xFFFF_FFFF_E000_0000L, // the greatest payload of a float
                0x8000_0000_0000_0000L, // −0.0
                0x7FF0_0000_0000_0000L,
            })
    void keepsTheBitsOfWhatAFloatHolds(long bits) {
        double value = Double.longBitsToDouble(bits);
        assertThat(Float32.holds(value)).isTrue();
        assertThat(Double.doubleToRawLongBits(Float32.value(Float32.bits(value))))
                .isEqualTo(bits);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void neverChangesADoubleThatItHolds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < SOME; i++) {
            long bits = random.nextLong() & (random.nextBoolean() ? -1L : -1L << 29);
            double value = Double.longBitsToDouble(bits);
            if (Float32.holds(value) && Double.doubleToRawLongBits(Float32.value(Float32.bits(value))) != bits) {
                assertThat(Long.toHexString(bits)).isEqualTo("kept");
            }
        }
    }
}
