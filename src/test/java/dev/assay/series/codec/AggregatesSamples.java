package dev.assay.series.codec;

import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Stored aggregates for tests.
final class AggregatesSamples {

    static final String EXAMPLE_HEX = "01 02 03 03 "
            + "02 02 02 02 04 02 02 00 32 "
            + "28 b5 2f fd 20 34 4d 01 00 04 02 07 02 03 01 00 01 04 03 f0 10 9f 01 00 00 04 00 "
            + "80 80 c0 3f 3f 3f 9a 9a 9a 99 b9 b9 b9 3f 3f 3f 02 00 40 22 18 58 02 "
            + "55 3a 54 bd";

    private AggregatesSamples() {}

    /// The aggregates of the example of a pack.
    static SortedMap<Long, SeriesAggregates> example() {
        return of(PackSamples.example());
    }

    static SortedMap<Long, SeriesAggregates> random(long seed, int points) {
        return of(PackSamples.random(seed, points));
    }

    private static SortedMap<Long, SeriesAggregates> of(Map<Long, List<Point>> series) {
        SortedMap<Long, SeriesAggregates> aggregates = new TreeMap<>();
        series.forEach((id, points) -> {
            Tally tally = new Tally();
            points.forEach(point -> tally.add(point.step(), point.value()));
            boolean numbers = tally.hasExtremes();
            aggregates.put(
                    id,
                    new SeriesAggregates(
                            tally.count(),
                            tally.nanCount(),
                            numbers ? Optional.of(new Extreme(tally.min(), tally.minStep())) : Optional.empty(),
                            numbers ? Optional.of(new Extreme(tally.max(), tally.maxStep())) : Optional.empty(),
                            points.getLast()));
        });
        return aggregates;
    }

    /// Records compare doubles so that all NaNs are one; here each is itself.
    static String text(Map<Long, SeriesAggregates> aggregates) {
        StringBuilder text = new StringBuilder();
        aggregates.forEach((id, series) -> text.append(id)
                .append(' ')
                .append(series)
                .append(' ')
                .append(Double.doubleToRawLongBits(series.last().value()))
                .append('\n'));
        return text.toString();
    }
}
