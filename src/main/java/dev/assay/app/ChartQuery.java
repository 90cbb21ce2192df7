package dev.assay.app;

import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import java.util.List;
import java.util.OptionalLong;

/// Which charts to draw: of each of the experiments, each of the series that it has, cut into `buckets` along the axis
/// from `from` to `to`, both included; where either is absent, from the first point of all of them, to the last.
public record ChartQuery(
        List<ExperimentId> experiments,
        List<String> series,
        Axis axis,
        OptionalLong from,
        OptionalLong to,
        int buckets) {

    public static final int EXPERIMENTS_MAX = 2_000;
    public static final int SERIES_MAX = 1_000;
    public static final int BUCKETS_MAX = 10_000;
    /// Of all charts of a query together. An experiment's are held until they are given out: some 200 bytes each.
    public static final int BUCKETS_TOGETHER_MAX = 200_000;

    public enum Axis {
        STEP,
        TIME,
        /// Since the experiment's start, in ms.
        RELATIVE_TIME
    }

    /// Throws `LimitReached`; `InvalidArgument` where nothing can be between `from` and `to`, or in no bucket.
    public ChartQuery {
        experiments = experiments.stream().distinct().toList();
        series = series.stream().distinct().sorted().toList();
        if (buckets < 1) {
            throw Faults.invalid("buckets", "less than 1");
        }
        requireAtMost("experiments in a chart", experiments.size(), EXPERIMENTS_MAX);
        requireAtMost("series in a chart", series.size(), SERIES_MAX);
        requireAtMost("buckets of a series", buckets, BUCKETS_MAX);
        long together = (long) experiments.size() * series.size() * buckets;
        requireAtMost("buckets of experiments and series together", together, BUCKETS_TOGETHER_MAX);
        if (from.isPresent() && to.isPresent() && from.getAsLong() > to.getAsLong()) {
            throw Faults.invalid("from", "greater than to");
        }
    }

    private static void requireAtMost(String what, long wanted, long max) {
        if (wanted > max) {
            throw Faults.limitReached(what, max);
        }
    }
}
