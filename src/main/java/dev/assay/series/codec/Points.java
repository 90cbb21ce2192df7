package dev.assay.series.codec;

/// Goes through points in order, each once. Stands before the first.
///
/// ```
/// while (points.next()) {
///     write(points.step(), points.timeMs(), points.value());
/// }
/// ```
public interface Points {

    /// Moves to the next point; false when there is none.
    boolean next();

    long step();

    long timeMs();

    double value();
}
