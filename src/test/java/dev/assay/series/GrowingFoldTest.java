package dev.assay.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrowingFoldTest {

    private static final long SERIES = 42;
    private static final int SEEDS = 400;

    /// Of any log: what was summed up, what was folded, what is remembered, and what comes then.
    @Test
    void comesToWhatAWholeFoldComesToOrSaysThatItCannot() {
        int went = 0;
        int ended = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomLog log = new RandomLog();
            Random random = log.log(seed);
            List<byte[]> frames = log.frames;
            int known = random.nextInt(frames.size() + 1);
            int latest = random.nextInt(known + 1);
            int stored = random.nextInt(latest + 1);
            GrowingFold fold = GrowingFold.begin(
                    aggregates(frames, known),
                    aggregates(frames, stored),
                    Parts.read(frames.subList(stored, latest)),
                    Parts.read(frames.subList(latest, known)));
            assertThat(fold.aggregates()).as("seed %s", seed).isEqualTo(aggregates(frames, known));
            for (int i = known; i < frames.size(); i++) {
                if (!fold.add(Parts.read(frames.subList(i, i + 1)))) {
                    ended++;
                    break;
                }
                went++;
                assertThat(fold.aggregates()).as("seed %s, frame %s", seed, i).isEqualTo(aggregates(frames, i + 1));
            }
        }
        assertThat(went).isGreaterThan(SEEDS);
        assertThat(ended).isPositive();
    }

    private static Map<Long, SeriesAggregates> aggregates(List<byte[]> frames, int count) {
        return Fold.aggregates(Parts.read(frames.subList(0, count)));
    }

    @Test
    void countsAPointThatComesAgainOnce() {
        GrowingFold fold = GrowingFold.begin(Map.of(), Map.of(), parts(), parts());
        assertThat(fold.add(parts(new Point(1, 1, 1), new Point(2, 2, 2)))).isTrue();
        assertThat(fold.add(parts(new Point(1, 1, 1)))).isTrue();
        assertThat(length(fold)).isEqualTo(2);
    }

    @Test
    void remembersSoManyPointsOfASeriesAndEndsWithAnOlderOne() {
        GrowingFold fold = GrowingFold.begin(Map.of(), Map.of(), parts(), parts());
        for (int step = 0; step < 1_000; step++) {
            assertThat(fold.add(parts(new Point(step, 0, step)))).isTrue();
        }
        assertThat(fold.add(parts(new Point(600, 0, 600), new Point(600, 0, 601))))
                .isTrue();
        assertThat(length(fold)).isEqualTo(1_001);
        assertThat(fold.add(parts(new Point(400, 0, 400)))).isFalse();
    }

    private static long length(GrowingFold fold) {
        return Objects.requireNonNull(fold.aggregates().get(SERIES)).length();
    }

    private static Parts parts(Point... points) {
        Batch batch = new Batch();
        for (Point point : points) {
            batch.add("series", point.step(), point.timeMs(), point.value());
        }
        return points.length == 0
                ? Parts.of(List.of())
                : Parts.read(List.of(Frames.encode(batch, new long[] {SERIES})));
    }
}
