package dev.assay.series.codec;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Prints how many bytes a point takes in a pack, and how many points a second are written and read on one
/// core, for the shapes that `docs/format/pack.md` names. A program, not a test: nothing here depends on the
/// clock.
final class PackBenchmark {

    private static final int ROUNDS = 7;
    private static final long START_MS = 1_790_000_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static double blackHole;

    public static void main(String[] arguments) {
        Shape curve = (random, series, i) -> 1.0 / (i + 1) + 0.01 * random.nextGaussian();
        Shape floats = (random, series, i) -> (float) curve.value(random, series, i);
        Shape constant = (random, series, i) -> 0.1;
        Clock steady = (random, i) -> 20;
        Clock jittered = (random, i) -> 10 + random.nextInt(41);
        print("float32 curve, steady", 1, 1_000_000, floats, steady);
        print("float32 curve, jittered", 1, 1_000_000, floats, jittered);
        print("double curve, steady", 1, 1_000_000, curve, steady);
        print("double curve, jittered", 1, 1_000_000, curve, jittered);
        print("constant, steady", 1, 1_000_000, constant, steady);
        print("100 x 10,000 float32, jittered", 100, 10_000, floats, jittered);
        print("100 x 10,000 double, jittered", 100, 10_000, curve, jittered);
        print("1,500 x 20 double, jittered", 1_500, 20, curve, jittered);
        print("1,500 x 20 float32, jittered", 1_500, 20, floats, jittered);
        print("10,000 x 200 double, jittered", 10_000, 200, curve, jittered);
        print("1,000 x 1,000 float32, jittered", 1_000, 1_000, floats, jittered);
    }

    /// All series are logged together, as a training loop does: a step has one time.
    private static void print(String name, int series, int steps, Shape shape, Clock clock) {
        Random random = new Random(1);
        long[] timesMs = new long[steps];
        timesMs[0] = START_MS;
        for (int i = 1; i < steps; i++) {
            timesMs[i] = timesMs[i - 1] + clock.elapsedMs(random, i);
        }
        List<double[]> values = new ArrayList<>();
        for (int s = 0; s < series; s++) {
            double[] column = new double[steps];
            for (int i = 0; i < steps; i++) {
                column[i] = shape.value(random, s, i);
            }
            values.add(column);
        }
        long points = (long) series * steps;
        int repeats = (int) Math.max(1, 1_000_000 / points);
        byte[] pack = new byte[0];
        double written = Double.MAX_VALUE;
        double folded = Double.MAX_VALUE;
        double read = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = cpuNanos();
            for (int repeat = 0; repeat < repeats; repeat++) {
                pack = write(timesMs, values);
            }
            written = Math.min(written, (double) (cpuNanos() - start));
            byte[] bytes = pack;
            start = cpuNanos();
            for (int repeat = 0; repeat < repeats; repeat++) {
                read(bytes);
            }
            read = Math.min(read, (double) (cpuNanos() - start));
            start = cpuNanos();
            for (int repeat = 0; repeat < repeats; repeat++) {
                fold(bytes);
            }
            folded = Math.min(folded, (double) (cpuNanos() - start));
        }
        System.out.printf(
                Locale.ROOT,
                "%-32s %6.3f bytes a point; M points/s: write %6.1f, read %6.1f, fold %8.1f%n",
                name,
                (double) pack.length / points,
                1e3 * points * repeats / written,
                1e3 * points * repeats / read,
                1e3 * points * repeats / folded);
    }

    private static byte[] write(long[] timesMs, List<double[]> values) {
        try (PackWriter writer = new PackWriter()) {
            for (int s = 0; s < values.size(); s++) {
                writer.add(s, new Columns(timesMs, values.get(s)));
            }
            return writer.toBytes();
        }
    }

    private static void read(byte[] pack) {
        Pack.open(PackSource.of(pack)).forEachRun(id -> true, run -> {
            Points points = run.points();
            while (points.next()) {
                blackHole += points.value() + points.step() + points.timeMs();
            }
        });
    }

    private static void fold(byte[] pack) {
        Tally tally = new Tally();
        Pack.open(PackSource.of(pack)).forEachRun(id -> true, run -> run.addTo(tally));
        blackHole += tally.min();
    }

    /// Of this thread alone, so that other work on the machine counts less.
    private static long cpuNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private interface Shape {
        double value(Random random, int series, int step);
    }

    private interface Clock {
        long elapsedMs(Random random, int step);
    }

    /// Steps from 0 on.
    private static final class Columns implements Points {

        private final long[] timesMs;
        private final double[] values;
        private int at = -1;

        Columns(long[] timesMs, double[] values) {
            this.timesMs = timesMs;
            this.values = values;
        }

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
    }
}
