package dev.assay.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.series.codec.Pack;
import dev.assay.series.codec.PackSource;
import dev.assay.series.codec.PackWriter;
import dev.assay.series.codec.Points;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Buckets are those of the sorted set that a series is.
class BucketsTest {

    private static final Span EVERYTHING = new Span(Long.MIN_VALUE, Long.MAX_VALUE);

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdEachPointOfTheSetOnce(long seed) {
        RandomLog log = new RandomLog();
        Random random = log.log(seed);
        Parts parts = log.partlyPacked();
        for (Axis axis : Axis.values()) {
            for (int i = 0; i < 6; i++) {
                Span span = i == 0 ? EVERYTHING : span(random, log, axis);
                int count = 1 + random.nextInt(random.nextBoolean() ? 9 : 400);
                check(log, parts, axis, span, count);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void lieWhereTheSeriesHavePoints(long seed) {
        RandomLog log = new RandomLog();
        log.log(seed);
        Parts parts = log.partlyPacked();
        for (Axis axis : Axis.values()) {
            List<Long> places = log.model.values().stream()
                    .flatMap(series -> series.points.stream())
                    .map(point -> place(axis, point))
                    .sorted()
                    .toList();
            assertThat(Buckets.span(parts, log.model.keySet(), axis))
                    .contains(new Span(places.getFirst(), places.getLast()));
        }
        assertThat(Buckets.span(parts, Set.of(), Axis.STEP)).isEmpty();
    }

    /// Long series have blocks to themselves, which are described.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("longSeeds")
    void holdEachPointOfLongSeriesOnce(long seed) {
        Random random = new Random(seed);
        NaiveSeries naive = new NaiveSeries();
        int points = 3_000 + random.nextInt(20_000);
        int disorder = random.nextInt(3) * 40;
        for (int i = 0; i < points; i++) {
            double value = random.nextInt(50) == 0 ? Double.NaN : random.nextGaussian();
            naive.points.add(new Point(i, 50L * i + random.nextInt(1 + 50 * disorder), value));
        }
        RandomLog log = new RandomLog();
        log.model.put(7L, naive);
        List<byte[]> late = List.of(frame(naive.points, random, points / 3), frame(naive.points, random, points));
        Parts parts = Parts.read(List.of(pack(new ArrayList<>(naive.points))), random.nextBoolean() ? late : List.of());
        for (Axis axis : Axis.values()) {
            for (int count : List.of(1, 2, 7, 100, 9_999)) {
                Span all = Buckets.span(parts, Set.of(7L), axis).orElseThrow();
                check(log, parts, axis, all, count);
                check(log, parts, axis, new Span(all.from() + points / 2, all.to() + 5_000), count);
            }
        }
    }

    static LongStream longSeeds() {
        return LongStream.range(0, 12);
    }

    @Test
    void decodeOnlyWhatAnEdgeCuts() {
        List<Point> points = IntStream.range(0, 40_960)
                .mapToObj(i -> new Point(i, 1_000L - i, i / 8.0))
                .toList();
        AtomicInteger reads = new AtomicInteger();
        Parts parts = Parts.read(List.of(pack(points, reads)), List.of());
        for (Axis axis : Axis.values()) {
            Span span = Buckets.span(parts, Set.of(7L), axis).orElseThrow();
            reads.set(0);
            assertThat(buckets(parts, axis, span, 1).getFirst().count()).isEqualTo(40_960);
            assertThat(buckets(parts, axis, span, 10)).hasSize(10);
            assertThat(reads).as("blocks that no edge cuts").hasValue(0);
            assertThat(buckets(parts, axis, new Span(span.from() + 1, span.to()), 1))
                    .hasSize(1);
            assertThat(reads).hasValue(1);
        }
    }

    /// One point that lies far away makes all of them overlap, but not so that they must be merged.
    @Test
    void countWholeRunsThatLieBetweenThePointsOfAnother() {
        List<Point> points =
                IntStream.range(0, 40_960).mapToObj(i -> new Point(i, i, i)).toList();
        AtomicInteger reads = new AtomicInteger();
        byte[] sparse = frame(List.of(new Point(-5, 0, 0), points.get(5_000), new Point(50_000, 0, 1)));
        Parts parts = Parts.read(List.of(pack(points, reads)), List.of(sparse));
        reads.set(0);
        assertThat(buckets(parts, Axis.STEP, new Span(-5, 50_000), 1).getFirst().count())
                .isEqualTo(40_962);
        assertThat(reads).hasValue(1);
    }

    @Test
    void partsAreEqualToTheEdgesOfInt64() {
        BucketGrid grid = BucketGrid.of(EVERYTHING, 7);
        assertThat(grid.size()).isEqualTo(7);
        BigInteger all = BigInteger.TWO.pow(64);
        for (int i = 0; i < 7; i++) {
            BigInteger start = BigInteger.valueOf(Long.MIN_VALUE)
                    .add(all.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(7)));
            assertThat(grid.start(i)).isEqualTo(start.longValueExact());
            assertThat(grid.indexOf(grid.start(i))).isEqualTo(i);
            assertThat(grid.indexOf(grid.end(i))).isEqualTo(i);
        }
        assertThat(grid.end(6)).isEqualTo(Long.MAX_VALUE);
        assertThat(BucketGrid.of(EVERYTHING, 1).indexOf(Long.MAX_VALUE)).isZero();
        assertThat(BucketGrid.of(new Span(-1, 1), 10_000).size()).isEqualTo(3);
        assertThat(BucketGrid.of(new Span(5, 5), 1).indexOf(6)).isEqualTo(-1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void partsMoveWithTheirOrigin(long seed) {
        Random random = new Random(seed);
        Span span = span(edge(random), edge(random));
        BucketGrid grid = BucketGrid.of(span, 1 + random.nextInt(9));
        long origin = edge(random);
        BucketGrid moved = grid.movedBy(origin);
        for (int i = 0; i < 50; i++) {
            long place = edge(random);
            BigInteger relative = BigInteger.valueOf(place).subtract(BigInteger.valueOf(origin));
            int expected = relative.bitLength() < Long.SIZE ? grid.indexOf(relative.longValueExact()) : -1;
            assertThat(moved.indexOf(place)).as("%s of %s", place, span).isEqualTo(expected);
        }
        Span relative = span.relativeTo(origin);
        assertThat(relative.from()).isEqualTo(clamped(span.from(), origin));
        assertThat(relative.to()).isEqualTo(clamped(span.to(), origin));
    }

    private static long clamped(long place, long origin) {
        return BigInteger.valueOf(place)
                .subtract(BigInteger.valueOf(origin))
                .max(BigInteger.valueOf(Long.MIN_VALUE))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    private static long edge(Random random) {
        long[] edges = {Long.MIN_VALUE, Long.MAX_VALUE, 0, random.nextLong(), random.nextInt()};
        return edges[random.nextInt(edges.length)] + random.nextInt(3) - 1;
    }

    private static Span span(Random random, RandomLog log, Axis axis) {
        List<Long> places = log.model.values().stream()
                .flatMap(series -> series.points.stream())
                .map(point -> place(axis, point))
                .toList();
        LongUnaryOperator near = place -> place + random.nextInt(3) - 1;
        return span(
                near.applyAsLong(places.get(random.nextInt(places.size()))),
                near.applyAsLong(places.get(random.nextInt(places.size()))));
    }

    private static Span span(long a, long b) {
        return new Span(Math.min(a, b), Math.max(a, b));
    }

    private static void check(RandomLog log, Parts parts, Axis axis, Span span, int count) {
        Map<Long, List<Bucket>> found = Buckets.of(parts, log.model.keySet(), axis, BucketGrid.of(span, count));
        log.model.forEach((id, series) -> {
            List<NaiveSeries> expected = naive(series, axis, span, count);
            List<Bucket> buckets = found.getOrDefault(id, List.of());
            assertThat(buckets).as("%s %s %d", axis, span, count).hasSameSizeAs(expected);
            for (int i = 0; i < buckets.size(); i++) {
                check(buckets.get(i), expected.get(i));
            }
        });
        assertThat(found.values()).doesNotContain(List.of());
    }

    private static void check(Bucket bucket, NaiveSeries expected) {
        SeriesAggregates aggregates = expected.aggregates();
        assertThat(bits(bucket.first())).isEqualTo(bits(expected.points.first()));
        assertThat(bits(bucket.last())).isEqualTo(bits(expected.points.last()));
        assertThat(bucket.min()).isEqualTo(aggregates.min());
        assertThat(bucket.max()).isEqualTo(aggregates.max());
        assertThat(bucket.count()).isEqualTo(aggregates.length());
        assertThat(bucket.nanCount()).isEqualTo(aggregates.nanCount());
        checkSum(bucket, expected);
    }

    private static void checkSum(Bucket bucket, NaiveSeries expected) {
        double[] numbers = expected.points.stream()
                .mapToDouble(Point::value)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double[] finite = Arrays.stream(numbers)
                .filter(value -> !Double.isInfinite(value))
                .toArray();
        double size = Arrays.stream(finite).map(Math::abs).sum();
        if (size > 1e300) {
            return;
        }
        if (finite.length < numbers.length) {
            double infinite = Arrays.stream(numbers).filter(Double::isInfinite).sum();
            assertThat(Double.compare(bucket.sum(), infinite)).isZero();
        } else {
            BigDecimal exact =
                    Arrays.stream(numbers).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            double allowed = Math.ulp(exact.doubleValue()) + size * 1e-28;
            assertThat(new BigDecimal(bucket.sum()).subtract(exact).abs()).isLessThanOrEqualTo(new BigDecimal(allowed));
        }
    }

    private static List<NaiveSeries> naive(NaiveSeries series, Axis axis, Span span, int count) {
        Map<BigInteger, NaiveSeries> parts = new TreeMap<>();
        BigInteger size = BigInteger.valueOf(span.to())
                .subtract(BigInteger.valueOf(span.from()))
                .add(BigInteger.ONE);
        BigInteger n = size.min(BigInteger.valueOf(count));
        for (Point point : series.points) {
            long place = place(axis, point);
            if (span.from() <= place && place <= span.to()) {
                // The greatest i for which ⌊i × size / n⌋ is not past the place.
                BigInteger next = BigInteger.valueOf(place)
                        .subtract(BigInteger.valueOf(span.from()))
                        .add(BigInteger.ONE);
                BigInteger part = next.multiply(n).subtract(BigInteger.ONE).divide(size);
                parts.computeIfAbsent(part, _ -> new NaiveSeries()).points.add(point);
            }
        }
        return List.copyOf(parts.values());
    }

    private static long place(Axis axis, Point point) {
        return switch (axis) {
            case STEP -> point.step();
            case TIME -> point.timeMs();
        };
    }

    private static String bits(Point point) {
        return point.step() + " " + point.timeMs() + " " + Double.doubleToRawLongBits(point.value());
    }

    private static List<Bucket> buckets(Parts parts, Axis axis, Span span, int count) {
        return Buckets.of(parts, Set.of(7L), axis, BucketGrid.of(span, count)).getOrDefault(7L, List.of());
    }

    /// Some of the points, and some that are added to them.
    private static byte[] frame(Set<Point> points, Random random, int stepMax) {
        List<Point> all = new ArrayList<>(points);
        List<Point> late = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            late.add(all.get(random.nextInt(all.size())));
            late.add(new Point(random.nextInt(stepMax), random.nextInt(50 * stepMax), random.nextGaussian()));
        }
        points.addAll(late);
        return frame(late);
    }

    private static byte[] frame(List<Point> points) {
        Batch batch = new Batch();
        points.forEach(point -> batch.add("loss", point.step(), point.timeMs(), point.value()));
        return Frames.encode(batch, new long[] {7});
    }

    private static Pack pack(List<Point> points) {
        return pack(points, new AtomicInteger());
    }

    private static Pack pack(List<Point> points, AtomicInteger reads) {
        Parts parts = Parts.read(List.of(frame(points)));
        byte[] bytes;
        try (PackWriter writer = new PackWriter()) {
            Points cursor = PointCursor.open(parts, 7, PointRange.ALL);
            writer.add(7, cursor);
            bytes = writer.toBytes();
        }
        return Pack.open(new PackSource() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public byte[] read(long offset, int length) {
                reads.incrementAndGet();
                return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
            }
        });
    }
}
