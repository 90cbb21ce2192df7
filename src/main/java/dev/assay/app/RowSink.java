package dev.assay.app;

import dev.assay.domain.ExperimentId;

/// Takes points of many experiments as they are read: experiments as they were asked for, the series of each in the
/// order of their names, each in the order of its points.
public interface RowSink {

    void row(ExperimentId experiment, String series, long step, long timeMs, double value);
}
