package dev.assay.domain;

/// Which number stands for a series. A series that nobody chose for is summed up by its last value.
public record SummaryMetric(String seriesName, Aggregation aggregation) {

    public SummaryMetric {
        Texts.requireKey("series name", seriesName);
    }
}
