package dev.assay.domain;

import java.util.Optional;

/// What is known of a series without reading it: exact over the set of its points. `length` counts the set;
/// `last` is the greatest point in the order step, time, value; `min` and `max` ignore NaN, count the
/// infinities, and are absent where every value is NaN. Of equal extremes the first step counts.
public record SeriesAggregates(long length, long nanCount, Optional<Extreme> min, Optional<Extreme> max, Point last) {

    /// A value and the least step at which the series has it.
    public record Extreme(double value, long step) {}
}
