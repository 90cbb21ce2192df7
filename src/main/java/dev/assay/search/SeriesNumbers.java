package dev.assay.search;

import dev.assay.domain.Aggregation;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import java.util.OptionalDouble;

/// The numbers of a series that are searched by; `min` and `max` are NaN where every value is.
record SeriesNumbers(long length, double last, double min, double max) {

    static SeriesNumbers of(SeriesAggregates aggregates) {
        return new SeriesNumbers(
                aggregates.length(),
                aggregates.last().value(),
                aggregates.min().map(Extreme::value).orElse(Double.NaN),
                aggregates.max().map(Extreme::value).orElse(Double.NaN));
    }

    OptionalDouble value(Aggregation aggregation) {
        return switch (aggregation) {
            case LAST -> OptionalDouble.of(last);
            case MIN -> Double.isNaN(min) ? OptionalDouble.empty() : OptionalDouble.of(min);
            case MAX -> Double.isNaN(max) ? OptionalDouble.empty() : OptionalDouble.of(max);
        };
    }
}
