package dev.assay.series.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void takesTheLeastStepOfEqualExtremesWhateverCameFirst() {
        tally.add(5, 1.0);
        tally.add(6, 3.0);
        tally.add(-2, 3.0);
        tally.add(-1, 1.0);
        assertThat(tally.minStep()).isEqualTo(-1);
        assertThat(tally.maxStep()).isEqualTo(-2);
    }

    @Test
    void takesNegativeZeroForLessThanZero() {
        tally.add(0, -0.0);
        tally.add(1, 0.0);
        tally.add(2, -0.0);
        assertThat(tally.minStep()).isEqualTo(0);
        assertThat(tally.maxStep()).isEqualTo(1);
    }

    @Test
    void hasNoExtremesBeforeTheFirstNumber() {
        assertThat(tally.hasExtremes()).isFalse();
        tally.add(0, Double.NaN);
        tally.addAllNan(2);
        assertThat(tally.hasExtremes()).isFalse();
        tally.add(3, 7);
        assertThat(tally.min()).isEqualTo(7);
        assertThat(tally.max()).isEqualTo(7);
        assertThat(tally.count()).isEqualTo(4);
        assertThat(tally.nanCount()).isEqualTo(3);
    }

    @Test
    void addsUpAsIfPointByPoint() {
        tally.add(9, 0.5);
        tally.addAll(10, 2, -1.0, 4, 0.5, 3);
        assertThat(tally.count()).isEqualTo(11);
        assertThat(tally.nanCount()).isEqualTo(2);
        assertThat(tally.minStep()).isEqualTo(4);
        assertThat(tally.maxStep()).isEqualTo(3);
    }

    @Test
    void takesManyAsItTakesEach() {
        double[] values = {Double.NaN, -0.0, 0.0, 3, Double.NEGATIVE_INFINITY, 3, Double.NaN, 9, -1, 9, Double.NaN};
        long[] steps = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        for (int from = 0; from <= values.length; from++) {
            for (int to = from; to <= values.length; to++) {
                Tally many = new Tally();
                Tally each = new Tally();
                many.add(-7, 2);
                each.add(-7, 2);
                many.addAll(steps, values, from, to);
                for (int i = from; i < to; i++) {
                    each.add(steps[i], values[i]);
                }
                assertThat(many).usingRecursiveComparison().isEqualTo(each);
                many = new Tally();
                each = new Tally();
                many.addAll(steps, values, from, to);
                for (int i = from; i < to; i++) {
                    each.add(steps[i], values[i]);
                }
                assertThat(many).usingRecursiveComparison().isEqualTo(each);
            }
        }
    }
}
