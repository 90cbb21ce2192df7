package dev.assay.series.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SumTest {

    @ParameterizedTest
    @ValueSource(
            doubles = {1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, 1e300, -0.0
            })
    void takesManyAsItTakesEach(double odd) {
        double[] values = {0.1, odd, 1e17, 0.2, odd, -1e17, 7};
        Sum many = new Sum();
        Sum each = new Sum();
        many.addAll(values, 0, 3);
        many.addAll(values, 3, values.length);
        for (double value : values) {
            each.add(value);
        }
        assertThat(many.high()).isEqualTo(each.high());
        assertThat(many.low()).isEqualTo(each.low());
    }
}
