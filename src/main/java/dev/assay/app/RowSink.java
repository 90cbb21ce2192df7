package dev.assay.app;

import dev.assay.domain.ExperimentId;
import java.util.List;
import java.util.function.Supplier;

/// Takes points of many experiments as they are read: experiments as they were asked for, the series of each in the
/// order of their names, each in the order of its points.
public interface RowSink {

    /// Called once, before the first row: the experiments and the names of series that may come, in their
    /// order and each once. Some may have no rows.
    ///
    /// @param series takes some work, and can only be asked meanwhile
    default void begin(List<ExperimentId> experiments, Supplier<List<String>> series) {}

    void row(ExperimentId experiment, String series, long step, long timeMs, double value);
}
