package dev.assay.series;

import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/// What a series is, said as plainly as it can be: the model that everything faster is held against.
public final class NaiveSeries {

    /// In order, each once.
    public final TreeSet<Point> points = new TreeSet<>();

    public SeriesAggregates aggregates() {
        long nans = points.stream().filter(point -> Double.isNaN(point.value())).count();
        Comparator<Point> byValue = Comparator.comparingDouble(Point::value);
        return new SeriesAggregates(
                points.size(),
                nans,
                extreme((a, b) -> byValue.compare(b, a) < 0 ? b : a),
                extreme((a, b) -> byValue.compare(b, a) > 0 ? b : a),
                points.last());
    }

    public List<Point> read(PointRange range) {
        return points.stream()
                .filter(point -> point.step() >= range.stepFrom() && point.step() <= range.stepTo())
                .skip(range.offset())
                .limit(range.limit())
                .toList();
    }

    private Optional<Extreme> extreme(BinaryOperator<Point> better) {
        return points.stream()
                .filter(point -> !Double.isNaN(point.value()))
                .reduce(better)
                .map(point -> new Extreme(point.value(), point.step()));
    }
}
