package dev.assay.series;

import dev.assay.series.codec.Block;
import dev.assay.series.codec.Pack;
import dev.assay.series.codec.PackSource;
import dev.assay.series.codec.PackWriter;
import dev.assay.series.codec.Points;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Prints how long one core takes to cut 10 million points of one series, and 100 series of 100,000, into 1,000 buckets
/// along each axis, and how many points a second it decodes, beside the same buckets by a plain loop over arrays that
/// hold the points already. A program, not a test: nothing here depends on the clock.
final class BucketsBenchmark {

    private static final int ROUNDS = 9;
    private static final int BUCKETS = 1_000;
    private static final int POINTS = 10_000_000;
    private static final int SERIES = 100;
    private static final long START_MS = 1_790_000_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static double blackHole;

    private final String name;
    private final int series;
    private final Columns columns;
    private final Parts parts;

    private BucketsBenchmark(String name, int series, boolean floats, boolean ascending) {
        this.name = name;
        this.series = series;
        this.columns = new Columns(POINTS / series, floats, ascending);
        this.parts = Parts.read(List.of(Pack.open(PackSource.of(pack()))), List.of());
    }

    public static void main(String[] arguments) {
        new BucketsBenchmark("1 x 10 M float32", 1, true, true).print();
        new BucketsBenchmark("1 x 10 M double", 1, false, true).print();
        new BucketsBenchmark("1 x 10 M double, times go back", 1, false, false).print();
        new BucketsBenchmark("100 x 100,000 float32", SERIES, true, true).print();
        new BucketsBenchmark("100 x 100,000 double", SERIES, false, true).print();
    }

    private byte[] pack() {
        try (PackWriter writer = new PackWriter()) {
            for (long id = 0; id < series; id++) {
                writer.add(id, columns.points());
            }
            return writer.toBytes();
        }
    }

    private void print() {
        double floor = best(this::loop);
        double decoded = best(this::decode);
        System.out.printf(
                Locale.ROOT,
                "%-32s floor %5.1f ms; decode %6.1f ms, %5.1f M points/s%n",
                name,
                floor,
                decoded,
                POINTS / decoded / 1e3);
        for (Axis axis : Axis.values()) {
            double cut = best(() -> cut(axis));
            System.out.printf(Locale.ROOT, "%-32s %5.1f ms by %s, %.1f x the floor%n", name, cut, axis, cut / floor);
        }
    }

    private void cut(Axis axis) {
        Set<Long> ids = parts.ids();
        Span span = Buckets.span(parts, ids, axis).orElseThrow();
        Map<Long, List<Bucket>> found = Buckets.of(parts, ids, axis, BucketGrid.of(span, BUCKETS));
        blackHole += found.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Bucket::sum)
                .sum();
    }

    private void decode() {
        Block scratch = Block.empty();
        parts.forEachRun(
                id -> true,
                run -> run.forEachStretch(scratch, (block, from, to) -> blackHole += block.values()[to - 1]));
    }

    /// The points of one series, as often as there are series, by steps.
    private void loop() {
        int points = POINTS / series;
        for (int i = 0; i < series; i++) {
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                int from = (int) ((long) bucket * points / BUCKETS);
                int to = (int) ((bucket + 1L) * points / BUCKETS);
                double min = Double.POSITIVE_INFINITY;
                double max = Double.NEGATIVE_INFINITY;
                double sum = 0;
                int nans = 0;
                for (int j = from; j < to; j++) {
                    double value = columns.values[j];
                    nans += Double.isNaN(value) ? 1 : 0;
                    min = Math.min(min, value);
                    max = Math.max(max, value);
                    sum += value;
                }
                blackHole += min + max + sum + nans;
            }
        }
    }

    /// In ms of this thread alone, so that other work on the machine counts less.
    private static double best(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
        }
        return best / 1e6;
    }

    /// A noisy falling curve, 10 to 50 ms between its points; where times go back, now and then by some seconds.
    private static final class Columns {

        private final long[] timesMs;
        private final double[] values;

        Columns(int points, boolean floats, boolean ascending) {
            Random random = new Random(1);
            timesMs = new long[points];
            values = new double[points];
            long timeMs = START_MS;
            for (int i = 0; i < points; i++) {
                timeMs += 10 + random.nextInt(41);
                timesMs[i] = ascending || i % 1_000 != 0 ? timeMs : timeMs - 5_000;
                double value = 1.0 / (i + 1) + 0.01 * random.nextGaussian();
                values[i] = floats ? (float) value : value;
            }
        }

        Points points() {
            return new Points() {
                private int at = -1;

                @Override
                public boolean next() {
                    return ++at < values.length;
                }

                @Override
                public long step() {
                    return at;
                }

                @Override
                public long timeMs() {
                    return timesMs[at];
                }

                @Override
                public double value() {
                    return values[at];
                }
            };
        }
    }
}
