package dev.assay.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.series.codec.Pack;
import dev.assay.series.codec.PackSource;
import dev.assay.series.codec.Points;
import dev.assay.series.codec.Run;
import dev.assay.series.codec.Sum;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is logged, in whatever order and however often, a series is the sorted set of its points.
class SeriesPropertyTest {

    private final RandomLog logged = new RandomLog();
    private final Map<Long, NaiveSeries> model = logged.model;
    private final List<byte[]> frames = logged.frames;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void foldsToTheAggregatesOfTheSet(long seed) {
        log(seed);
        SortedMap<Long, SeriesAggregates> folded = Fold.aggregates(Parts.read(frames));
        assertThat(folded.keySet()).containsExactlyElementsOf(model.keySet());
        folded.forEach((id, aggregates) ->
                assertThat(bits(aggregates)).isEqualTo(bits(naive(id).aggregates())));
        for (long held : new long[] {0, 50}) {
            assertThat(describe(Fold.onto(Map.of(), Parts.read(frames), () -> Parts.of(List.of()), held)))
                    .as("%s points held at a time", held)
                    .isEqualTo(describe(folded));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsEveryPointOfTheSetInOrder(long seed) {
        log(seed);
        Map<Long, PointCursor> cursors =
                PointCursor.openAll(Parts.read(frames), new TreeSet<>(model.keySet()), PointRange.ALL);
        assertThat(cursors.keySet()).containsExactlyElementsOf(model.keySet());
        cursors.forEach((id, cursor) -> assertThat(drain(cursor)).containsExactlyElementsOf(naive(id).points));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsARangeOfTheSet(long seed) {
        Random random = log(seed);
        Parts read = Parts.read(frames);
        for (int i = 0; i < 20; i++) {
            PointRange range = range(random);
            model.forEach((id, series) -> assertThat(drain(PointCursor.open(read, id, range)))
                    .as("%s", range)
                    .isEqualTo(series.read(range)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void makesNothingOfTheOrderOfTheFramesOrOfRepeatingThem(long seed) {
        Random random = log(seed);
        String folded = describe(frames);
        List<byte[]> more = new ArrayList<>(frames);
        for (int i = random.nextInt(5); i > 0; i--) {
            more.add(frames.get(random.nextInt(frames.size())));
        }
        Collections.shuffle(more, random);
        assertThat(describe(more)).isEqualTo(folded);
        assertThat(describe(List.of(concatenated(more)))).isEqualTo(folded);
    }

    /// Some frames rolled up into packs, which may overlap with one another and with the frames that are left.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isTheSameSetInPacksAndFrames(long seed) {
        Random random = log(seed);
        RandomLog.Rolled rolled = logged.rolled();
        Parts parts = rolled.parts();
        assertThat(parts.ids()).isEqualTo(model.keySet());
        Fold.aggregates(parts)
                .forEach((id, aggregates) ->
                        assertThat(bits(aggregates)).isEqualTo(bits(naive(id).aggregates())));
        SortedMap<Long, SeriesAggregates> stored = Fold.aggregates(Parts.of(rolled.packs()));
        stored.putAll(Fold.onto(stored, Parts.read(rolled.left()), () -> Parts.of(rolled.packs())));
        assertThat(stored.keySet()).isEqualTo(model.keySet());
        stored.forEach((id, aggregates) ->
                assertThat(bits(aggregates)).isEqualTo(bits(naive(id).aggregates())));
        for (int i = 0; i < 5; i++) {
            PointRange range = i == 0 ? PointRange.ALL : range(random);
            PointCursor.openAll(parts, parts.ids(), range)
                    .forEach((id, cursor) -> assertThat(drain(cursor))
                            .as("%s", range)
                            .isEqualTo(naive(id).read(range)));
        }
        parts.forEachRun(id -> true, SeriesPropertyTest::checkSum);
    }

    /// Cut anywhere, also inside a series, the packs of a run hold the same points.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isTheSameSetInPacksThatWereCut(long seed) {
        Random random = log(seed);
        List<Pack> packs = new ArrayList<>();
        try (PackCutter cutter = new PackCutter(4 + random.nextInt(400), packed -> {
            Pack pack = Pack.open(PackSource.of(packed.bytes()));
            assertThat(packed.points()).isEqualTo(pack.points()).isPositive();
            packs.add(pack);
        })) {
            Parts.read(frames).forEachSeries(cutter::add);
            cutter.finish();
            cutter.finish();
        }
        Parts parts = Parts.of(packs);
        assertThat(packs.stream().mapToLong(Pack::points).sum())
                .isEqualTo(model.values().stream()
                        .mapToLong(series -> series.points.size())
                        .sum());
        PointCursor.openAll(parts, parts.ids(), PointRange.ALL)
                .forEach((id, cursor) -> assertThat(drain(cursor)).containsExactlyElementsOf(naive(id).points));
    }

    /// Against exact decimals, where no infinity and no overflow is in the way.
    private static void checkSum(Run run) {
        Sum sum = new Sum();
        run.addTo(sum);
        BigDecimal exact = BigDecimal.ZERO;
        BigDecimal size = BigDecimal.ZERO;
        for (Points points = run.points(); points.next(); ) {
            double value = points.value();
            if (Double.isInfinite(value) || Math.abs(value) > 1e300) {
                return;
            }
            if (!Double.isNaN(value)) {
                exact = exact.add(new BigDecimal(value));
                size = size.add(new BigDecimal(value).abs());
            }
        }
        BigDecimal difference = exact.subtract(new BigDecimal(sum.high())).subtract(new BigDecimal(sum.low()));
        assertThat(difference.abs())
                .isLessThanOrEqualTo(size.multiply(new BigDecimal("1e-28")).add(new BigDecimal("1e-320")));
    }

    private static String describe(List<byte[]> frames) {
        return describe(Fold.aggregates(Parts.read(frames)));
    }

    private static String describe(SortedMap<Long, SeriesAggregates> folded) {
        StringBuilder text = new StringBuilder();
        folded.forEach((id, aggregates) -> text.append(id).append(bits(aggregates)));
        return text.toString();
    }

    private static byte[] concatenated(List<byte[]> frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frames.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    private Random log(long seed) {
        return logged.log(seed);
    }

    private NaiveSeries naive(long id) {
        return logged.naive(id);
    }

    private PointRange range(Random random) {
        List<Long> steps = model.values().stream()
                .flatMap(series -> series.points.stream())
                .map(Point::step)
                .toList();
        long stepFrom = random.nextInt(3) == 0 ? Long.MIN_VALUE : steps.get(random.nextInt(steps.size()));
        long stepTo = random.nextInt(3) == 0 ? Long.MAX_VALUE : steps.get(random.nextInt(steps.size()));
        long offset = random.nextBoolean() ? 0 : random.nextInt(100);
        long limit = random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(20);
        return new PointRange(stepFrom, stepTo, offset, limit);
    }

    private static List<Point> drain(PointCursor cursor) {
        List<Point> points = new ArrayList<>();
        while (cursor.next()) {
            points.add(new Point(cursor.step(), cursor.timeMs(), cursor.value()));
        }
        assertThat(cursor.next()).isFalse();
        return points;
    }

    /// Records compare doubles so that all NaNs are one; here each is itself.
    private static String bits(SeriesAggregates aggregates) {
        return aggregates + " "
                + Long.toHexString(Double.doubleToRawLongBits(aggregates.last().value()));
    }
}
