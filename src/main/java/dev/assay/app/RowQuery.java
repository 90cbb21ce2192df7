package dev.assay.app;

import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import java.util.List;
import java.util.Optional;

/// Which points to read of many experiments: of the series that are named, or of all; steps from `stepFrom` to
/// `stepTo`, both included.
public record RowQuery(List<ExperimentId> experiments, Optional<List<String>> series, long stepFrom, long stepTo) {

    public static final int EXPERIMENTS_MAX = 2_000;
    public static final int SERIES_MAX = 10_000;

    /// Throws `LimitReached`.
    public RowQuery {
        experiments = experiments.stream().distinct().toList();
        series = series.map(names -> names.stream().distinct().sorted().toList());
        if (experiments.size() > EXPERIMENTS_MAX) {
            throw Faults.limitReached("experiments in a request", EXPERIMENTS_MAX);
        }
        if (series.map(List::size).orElse(0) > SERIES_MAX) {
            throw Faults.limitReached("series in a request", SERIES_MAX);
        }
    }
}
