package dev.assay.app;

import dev.assay.domain.Experiment;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SummaryMetric;
import java.util.List;

/// An experiment as it was at one moment, its series exact.
///
/// @param deleted the experiment or its model is deleted
/// @param series in the order of their names
/// @param summaryMetrics one or more of each series, with their values; those without a value are left out
public record Snapshot(
        Experiment experiment, boolean deleted, List<NamedSeries> series, List<SummaryValue> summaryMetrics) {

    public record NamedSeries(String name, SeriesAggregates aggregates) {}

    public record SummaryValue(SummaryMetric metric, double value) {}

    /// Parameters, series and tags, all together.
    public int items() {
        return experiment.parameters().size()
                + series.size()
                + experiment.tags().size();
    }

    public Snapshot {
        series = List.copyOf(series);
        summaryMetrics = List.copyOf(summaryMetrics);
    }
}
