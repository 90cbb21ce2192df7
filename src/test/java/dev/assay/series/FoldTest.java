package dev.assay.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldTest {

    private static final long SERIES = 42;

    private final List<byte[]> frames = new ArrayList<>();

    @Test
    void knowsNoSeriesWhereNothingWasLogged() {
        assertThat(Fold.aggregates(Parts.read(frames))).isEmpty();
        log();
        assertThat(Fold.aggregates(Parts.read(frames))).isEmpty();
    }

    @Test
    void countsARepeatedPointOnce() {
        log(new Point(0, 5, 1));
        log(new Point(0, 5, 1), new Point(0, 5, 1));
        assertThat(aggregates().length()).isEqualTo(1);
    }

    @Test
    void keepsBothValuesOfAStepThatWasWrittenAgain() {
        log(new Point(0, 5, 1));
        log(new Point(0, 5, 2));
        log(new Point(0, 4, 3));
        assertThat(aggregates().length()).isEqualTo(3);
        assertThat(aggregates().last()).isEqualTo(new Point(0, 5, 2));
    }

    @Test
    void findsTheLeastStepOfAnExtremeWhateverCameFirst() {
        log(new Point(9, 0, 1), new Point(10, 0, 7));
        log(new Point(3, 0, 7), new Point(4, 0, 1));
        assertThat(aggregates().min()).contains(new Extreme(1, 4));
        assertThat(aggregates().max()).contains(new Extreme(7, 3));
    }

    @Test
    void hasNoExtremesWhereEveryValueIsNan() {
        for (int step = 0; step < 20; step++) {
            log(new Point(step, 0, Double.NaN));
        }
        assertThat(aggregates().min()).isEmpty();
        assertThat(aggregates().max()).isEmpty();
        assertThat(aggregates().nanCount()).isEqualTo(20);
        assertThat(aggregates().last().value()).isNaN();
    }

    @Test
    void countsInfinitiesAsValuesAndNegativeZeroAsLess() {
        log(new Point(0, 0, 0.0), new Point(1, 0, Double.NaN));
        log(new Point(2, 0, -0.0));
        assertThat(aggregates().min()).contains(new Extreme(-0.0, 2));
        assertThat(aggregates().max()).contains(new Extreme(0.0, 0));
        log(new Point(3, 0, Double.NEGATIVE_INFINITY), new Point(4, 0, Double.POSITIVE_INFINITY));
        assertThat(aggregates().min()).contains(new Extreme(Double.NEGATIVE_INFINITY, 3));
        assertThat(aggregates().max()).contains(new Extreme(Double.POSITIVE_INFINITY, 4));
    }

    @Test
    void foldsAHundredThousandFramesOfOnePointInAnyOrder() {
        int count = 100_000;
        for (int step = 0; step < count; step++) {
            log(new Point(step, step, step % 1_000));
        }
        SeriesAggregates inOrder = aggregates();
        assertThat(inOrder.length()).isEqualTo(count);
        assertThat(inOrder.max()).contains(new Extreme(999, 999));
        assertThat(inOrder.last()).isEqualTo(new Point(count - 1, count - 1, 999));
        Collections.shuffle(frames, new Random(1));
        assertThat(aggregates()).isEqualTo(inOrder);
    }

    @Test
    void asksForPacksOnlyWherePointsCameLate() {
        log(new Point(0, 0, 1), new Point(1, 0, 2));
        Map<Long, SeriesAggregates> stored = Fold.aggregates(Parts.read(frames));
        List<byte[]> packed = List.copyOf(frames);
        frames.clear();
        log(new Point(2, 0, 0.5));
        log(new Point(3, 0, 0.5));
        SeriesAggregates beyond = Fold.onto(stored, Parts.read(frames), () -> {
                    throw new AssertionError("packs");
                })
                .get(SERIES);
        assertThat(beyond)
                .isEqualTo(new SeriesAggregates(
                        4, 0, Optional.of(new Extreme(0.5, 2)), Optional.of(new Extreme(2, 1)), new Point(3, 0, 0.5)));
        log(new Point(1, 0, 2), new Point(1, 0, 3), new Point(4, 0, 0));
        SeriesAggregates late =
                Fold.onto(stored, Parts.read(frames), () -> Parts.read(packed)).get(SERIES);
        assertThat(late)
                .isEqualTo(new SeriesAggregates(
                        6, 0, Optional.of(new Extreme(0, 4)), Optional.of(new Extreme(3, 1)), new Point(4, 0, 0)));
    }

    @Test
    void takesOnlyAsManyIdsAsThereAreNames() {
        Batch batch = new Batch();
        batch.add("loss", 0, 0, 0);
        assertThatThrownBy(() -> Frames.encode(batch, new long[2])).hasMessageStartingWith("BUG");
        assertThatThrownBy(() -> batch.addColumns("loss", new long[2], new long[2], new double[1]))
                .hasMessageStartingWith("BUG");
    }

    @Test
    void leavesABatchAsItWasAndNamesEachSeriesOnce() {
        Batch batch = new Batch();
        batch.add("loss", 1, 0, 0.5);
        batch.add("accuracy", 1, 0, 0.25);
        batch.add("loss", 0, 0, 0.5);
        batch.addColumns("nothing", new long[0], new long[0], new double[0]);
        assertThat(batch.names()).containsExactly("loss", "accuracy");
        assertThat(batch.size()).isEqualTo(3);
        byte[] frame = Frames.encode(batch, new long[] {9, 8});
        assertThat(Frames.encode(batch, new long[] {9, 8})).isEqualTo(frame);
        Map<Long, SeriesAggregates> folded = Fold.aggregates(Parts.read(List.of(frame)));
        assertThat(folded).containsOnlyKeys(8L, 9L);
        assertThat(Objects.requireNonNull(folded.get(9L)).length()).isEqualTo(2);
    }

    private void log(Point... points) {
        Batch batch = new Batch();
        Arrays.stream(points).forEach(point -> batch.add("loss", point.step(), point.timeMs(), point.value()));
        frames.add(Frames.encode(batch, batch.isEmpty() ? new long[0] : new long[] {SERIES}));
    }

    private SeriesAggregates aggregates() {
        Map<Long, SeriesAggregates> folded = Fold.aggregates(Parts.read(frames));
        assertThat(folded).containsOnlyKeys(SERIES);
        return Objects.requireNonNull(folded.get(SERIES));
    }
}
