package dev.assay.observe;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/// Counts values by size. Threads that record do not wait for each other.
final class Histogram {

    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;

    private static final long[] NANOSECONDS = {
        500 * MICROSECOND,
        1 * MILLISECOND,
        2_500 * MICROSECOND,
        5 * MILLISECOND,
        10 * MILLISECOND,
        25 * MILLISECOND,
        50 * MILLISECOND,
        100 * MILLISECOND,
        250 * MILLISECOND,
        500 * MILLISECOND,
        1_000 * MILLISECOND,
        2_500 * MILLISECOND,
        10_000 * MILLISECOND
    };

    private static final long[] POWERS_OF_TWO = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096};

    /// How the values are shown.
    private static final double NANOSECOND = 1e-9;

    private final long[] bounds;
    private final double unit;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    private Histogram(long[] bounds, double unit) {
        this.bounds = bounds;
        this.unit = unit;
        this.counts = new LongAdder[bounds.length + 1];
        Arrays.setAll(counts, _ -> new LongAdder());
    }

    static Histogram of(Metric metric) {
        return switch (metric.type()) {
            case SECONDS -> new Histogram(NANOSECONDS, NANOSECOND);
            case SIZES -> new Histogram(POWERS_OF_TWO, 1);
            case COUNTER, GAUGE -> throw new IllegalStateException("BUG: " + metric.text() + " is no histogram");
        };
    }

    /// A bound belongs to the values below it.
    void record(long value) {
        int place = Arrays.binarySearch(bounds, value);
        counts[place >= 0 ? place : -place - 1].increment();
        sum.add(value);
    }

    void write(MetricsText out, Metric metric, String labels) {
        String before = labels.isEmpty() ? "" : labels + ",";
        long total = 0;
        for (int i = 0; i < bounds.length; i++) {
            total += counts[i].sum();
            out.line(metric.text() + "_bucket", before + "le=\"" + MetricsText.number(bounds[i] * unit) + "\"", total);
        }
        total += counts[bounds.length].sum();
        out.line(metric.text() + "_bucket", before + "le=\"+Inf\"", total);
        out.line(metric.text() + "_sum", labels, sum.sum() * unit);
        out.line(metric.text() + "_count", labels, total);
    }
}
