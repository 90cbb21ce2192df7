package dev.assay.app;

import dev.assay.domain.ExperimentId;
import dev.assay.series.Bucket;
import dev.assay.series.Span;
import java.util.List;
import java.util.Optional;

/// Takes charts as they are drawn: experiments as they were asked for, the series of each in the order of their names.
public interface ChartSink {

    /// Once, before the charts: what was cut into buckets; empty where there is no point and so no chart.
    void begin(Optional<Span> span);

    /// The buckets that have points, in the order of the axis: one at least.
    void chart(ExperimentId experiment, String series, List<Bucket> buckets);
}
