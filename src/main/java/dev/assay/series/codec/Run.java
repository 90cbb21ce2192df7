package dev.assay.series.codec;

import dev.assay.domain.Point;
import java.util.Optional;

/// Distinct points of one series, in order, as one frame or one pack holds them. The first and the last are at hand.
/// Never changes once it is read.
public sealed interface Run extends RunHead permits FrameRun, PackRun, DecodedRun {

    /// Adds the values up, decoding them only where nothing describes them.
    void addTo(Sum sum);

    /// Between which times the points lie, where that is known without decoding them.
    Optional<TimeSpan> timeSpan();

    /// Hands the points over in order, decoded, as many at a time as a block holds. `scratch`, which has room for that
    /// many, is overwritten.
    void forEachStretch(Block scratch, Stretch action);

    Points points();

    /// Takes the points of a block from `from` to before `to`.
    interface Stretch {

        void accept(Block block, int from, int to);
    }

    /// By their first points.
    static int compareFirst(Run a, Run b) {
        return Point.compare(
                a.firstStep(), a.firstTimeMs(), a.firstValue(), b.firstStep(), b.firstTimeMs(), b.firstValue());
    }
}
