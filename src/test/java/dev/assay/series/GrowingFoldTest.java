package dev.assay.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.series.codec.Pack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrowingFoldTest {

    private static final long SERIES = 42;
    private static final int SEEDS = 400;
    private static final int DRIFTING_SEEDS = 60;
    private static final Parts NOTHING = Parts.of(List.of());

    /// Of any log: what was summed up, what was folded, what is remembered, and what comes then.
    @Test
    void comesToWhatAWholeFoldComesToOrSaysThatItCannot() {
        Went went = new Went();
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomLog log = new RandomLog();
            Random random = log.log(seed);
            went.on(seed, random, log.frames);
        }
        assertThat(went.on).isGreaterThan(SEEDS);
        assertThat(went.ended).isPositive();
    }

    /// Writers of the same series, each with steps of its own, further and further apart; some say things twice, some
    /// write to a step of another.
    @Test
    void goesOnWhereWritersHaveDriftedApart() {
        Went went = new Went();
        int frames = 0;
        for (long seed = 0; seed < DRIFTING_SEEDS; seed++) {
            Random random = new Random(seed);
            List<byte[]> log = drifting(random);
            went.on(seed, random, log);
            frames += log.size();
        }
        assertThat(went.on).isGreaterThan(frames / 4);
        assertThat(went.asked).isGreaterThan(DRIFTING_SEEDS / 4);
    }

    private static List<byte[]> drifting(Random random) {
        int writers = 1 + random.nextInt(8);
        int apart = 1 + random.nextInt(100);
        boolean mixed = random.nextInt(3) == 0;
        long[] next = new long[writers];
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int writer = random.nextInt(1 + random.nextInt(writers));
            Batch batch = new Batch();
            for (int count = 1 + random.nextInt(20); count > 0; count--) {
                long step = apart * (next[writer]++ * writers + writer);
                batch.add("series", step, step % 7, Math.sin((double) step));
                if (mixed && random.nextInt(200) == 0) {
                    batch.add("series", Math.max(0, step - random.nextInt(10)), step % 5, Math.cos((double) step));
                }
            }
            frames.add(Frames.encode(batch, new long[] {SERIES}));
            if (mixed && random.nextInt(30) == 0) {
                frames.add(frames.get(frames.size() - 1 - random.nextInt(Math.min(frames.size(), 5))));
            }
        }
        return frames;
    }

    /// Holds growing folds against whole ones, while what was added goes into packs.
    private static final class Went {

        private int on;
        private int ended;
        private int asked;

        void on(long seed, Random random, List<byte[]> frames) {
            int known = random.nextInt(frames.size() + 1);
            int latest = random.nextInt(known + 1);
            int[] packed = {random.nextInt(latest + 1)};
            List<Pack> packs = new ArrayList<>();
            pack(frames, 0, packed[0], packs);
            GrowingFold fold = GrowingFold.begin(
                    aggregates(frames, known),
                    aggregates(frames, packed[0]),
                    Parts.read(frames.subList(packed[0], latest)),
                    Parts.read(frames.subList(latest, known)));
            assertThat(fold.aggregates()).as("seed %s", seed).isEqualTo(aggregates(frames, known));
            for (int i = known; i < frames.size(); i++) {
                if (random.nextInt(10) == 0) {
                    int to = packed[0] + random.nextInt(i + 1 - packed[0]);
                    pack(frames, packed[0], to, packs);
                    packed[0] = to;
                }
                if (!fold.add(Parts.read(frames.subList(i, i + 1)), () -> asked(packs))) {
                    ended++;
                    return;
                }
                on++;
                assertThat(fold.aggregates()).as("seed %s, frame %s", seed, i).isEqualTo(aggregates(frames, i + 1));
            }
        }

        private Parts asked(List<Pack> packs) {
            asked++;
            return Parts.of(packs);
        }

        /// Now and then all packs become one.
        private static void pack(List<byte[]> frames, int from, int to, List<Pack> packs) {
            if (packs.size() > 3) {
                packs.clear();
                packs.add(RandomLog.packed(frames.subList(0, to)));
            } else if (from < to) {
                packs.add(RandomLog.packed(frames.subList(from, to)));
            }
        }
    }

    private static Map<Long, SeriesAggregates> aggregates(List<byte[]> frames, int count) {
        return Fold.aggregates(Parts.read(frames.subList(0, count)));
    }

    @Test
    void countsAPointThatComesAgainOnce() {
        GrowingFold fold = GrowingFold.begin(Map.of(), Map.of(), NOTHING, NOTHING);
        assertThat(add(fold, new Point(1, 1, 1), new Point(2, 2, 2))).isTrue();
        assertThat(add(fold, new Point(1, 1, 1))).isTrue();
        assertThat(length(fold)).isEqualTo(2);
    }

    @Test
    void remembersSoManyPointsOfASeriesAndEndsWithAnOlderOne() {
        GrowingFold fold = GrowingFold.begin(Map.of(), Map.of(), NOTHING, NOTHING);
        for (int step = 0; step < 1_000; step++) {
            assertThat(add(fold, new Point(step, 0, step))).isTrue();
        }
        assertThat(add(fold, new Point(600, 0, 600), new Point(600, 0, 601))).isTrue();
        assertThat(length(fold)).isEqualTo(1_001);
        assertThat(add(fold, new Point(400, 0, 400))).isFalse();
    }

    @Test
    void takesALatePointOfAStepThatNobodyHadWhereverItFallsAndAsksPacksOnceForAStretch() {
        List<byte[]> packed = new ArrayList<>();
        for (int step = 0; step < 3_000; step += 3) {
            packed.add(frame(new Point(step, 0, step)));
        }
        Map<Long, SeriesAggregates> stored = Fold.aggregates(Parts.read(packed));
        GrowingFold fold = GrowingFold.begin(stored, stored, NOTHING, NOTHING);
        int[] asked = {0};
        for (int step = 1; step < 3_000; step += 3) {
            assertThat(fold.add(Parts.read(List.of(frame(new Point(step, 0, step)))), () -> {
                        asked[0]++;
                        return Parts.of(List.of(RandomLog.packed(packed)));
                    }))
                    .isTrue();
        }
        assertThat(length(fold)).isEqualTo(2_000);
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void looksIntoPacksForAPointWhoseStepTheyHave() {
        List<byte[]> packed = List.of(frame(new Point(1, 1, 1), new Point(2, 2, 2), new Point(3, 3, 3)));
        Map<Long, SeriesAggregates> stored = Fold.aggregates(Parts.read(packed));
        GrowingFold fold = GrowingFold.begin(stored, stored, NOTHING, NOTHING);
        Parts again = Parts.read(List.of(frame(new Point(2, 2, 2), new Point(2, 2, -0.0), new Point(2, 1, 2))));
        assertThat(fold.add(again, () -> Parts.read(packed))).isTrue();
        assertThat(length(fold)).isEqualTo(5);
    }

    /// A step apart in each word is as many words as it takes before the lower half is forgotten.
    @Test
    void holdsNoMoreThanItMayWhateverComes() {
        GrowingFold fold = GrowingFold.begin(Map.of(), Map.of(), NOTHING, NOTHING);
        boolean whole = true;
        for (int i = 0; i < 200 && whole; i++) {
            Batch batch = new Batch();
            for (int j = 0; j < 1_000; j++) {
                batch.add("series", (i * 1_000L + j) * 1_000, 0, j);
            }
            whole = fold.add(Parts.read(List.of(Frames.encode(batch, new long[] {SERIES}))), () -> NOTHING);
        }
        assertThat(whole).isTrue();
        assertThat(length(fold)).isEqualTo(200_000);
        assertThat(fold.heldBytes()).isLessThan(1 << 20);
        assertThat(add(fold, new Point(500, 0, 0))).isFalse();
    }

    private static long length(GrowingFold fold) {
        return Objects.requireNonNull(fold.aggregates().get(SERIES)).length();
    }

    private static boolean add(GrowingFold fold, Point... points) {
        return fold.add(Parts.read(List.of(frame(points))), () -> {
            throw new AssertionError("packs");
        });
    }

    private static byte[] frame(Point... points) {
        Batch batch = new Batch();
        for (Point point : points) {
            batch.add("series", point.step(), point.timeMs(), point.value());
        }
        return Frames.encode(batch, new long[] {SERIES});
    }
}
