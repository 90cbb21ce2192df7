package dev.assay.series.codec;

import dev.assay.domain.Point;

/// Distinct points of one series, in order, as one frame or one pack holds them. The first and the last are at hand.
/// Never changes once it is read.
public sealed interface Run permits FrameRun, PackRun {

    long id();

    int count();

    long firstStep();

    long firstTimeMs();

    double firstValue();

    long lastStep();

    long lastTimeMs();

    double lastValue();

    /// Counts these points in, decoding them only where nothing describes them.
    void addTo(Tally tally);

    /// Adds the values up, decoding them only where nothing describes them.
    void addTo(Sum sum);

    Points points();

    /// By their first points.
    static int compareFirst(Run a, Run b) {
        return Point.compare(
                a.firstStep(), a.firstTimeMs(), a.firstValue(), b.firstStep(), b.firstTimeMs(), b.firstValue());
    }
}
