package dev.assay.series;

import dev.assay.domain.Point;
import dev.assay.series.codec.Points;
import dev.assay.series.codec.Run;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Where packs have points of a series, as far as that was looked up: of some stretches of steps, which of them have
/// any. Points that come into packs later are of no concern.
final class PackedSteps {

    private static final int STRETCH_BYTES = 96;

    private final int wordsMax;
    private final StepSet steps = new StepSet();
    /// From the first step of each stretch to its last.
    private final NavigableMap<Long, Long> known = new TreeMap<>();

    /// @param wordsMax where it would take more, it forgets everything
    PackedSteps(int wordsMax) {
        this.wordsMax = wordsMax;
    }

    /// Whether it is known that no point has the step.
    boolean isFree(long step) {
        return isKnown(step) && !steps.contains(step);
    }

    /// Goes through the runs that the points fall into, and learns which steps they have. Returns which of the points
    /// are among theirs.
    ///
    /// @param late in order, each once
    /// @param runs all of the series
    BitSet look(List<Point> late, List<Run> runs) {
        BitSet found = new BitSet();
        boolean whole = true;
        for (Run run : runs) {
            int from = firstFrom(late, run.firstStep());
            if (from < late.size() && late.get(from).step() <= run.lastStep()) {
                look(late, from, run.points(), found);
                whole &= hasRoom();
                if (!whole) {
                    steps.clear();
                }
            }
        }
        if (whole) {
            late.forEach(point -> know(point.step(), runs));
        }
        if (!whole || !hasRoom()) {
            steps.clear();
            known.clear();
        }
        return found;
    }

    long heldBytes() {
        return steps.heldBytes() + (long) STRETCH_BYTES * known.size();
    }

    private boolean hasRoom() {
        return steps.words() <= wordsMax && known.size() <= wordsMax;
    }

    private void look(List<Point> late, int from, Points points, BitSet found) {
        int at = from;
        while (points.next()) {
            steps.add(points.step());
            while (at < late.size() && compare(late.get(at), points) < 0) {
                at++;
            }
            if (at < late.size() && compare(late.get(at), points) == 0) {
                found.set(at);
            }
        }
    }

    private static int compare(Point point, Points points) {
        return Point.compare(
                point.step(), point.timeMs(), point.value(), points.step(), points.timeMs(), points.value());
    }

    /// The place of the first point that has the step or a greater one.
    private static int firstFrom(List<Point> late, long step) {
        int from = 0;
        int to = late.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (late.get(middle).step() < step) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private boolean isKnown(long step) {
        Map.Entry<Long, Long> stretch = known.floorEntry(step);
        return stretch != null && stretch.getValue() >= step;
    }

    /// All runs that reach over the step have been gone through. So the stretch ends where others begin.
    private void know(long step, List<Run> runs) {
        if (isKnown(step)) {
            return;
        }
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        for (Run run : runs) {
            if (run.lastStep() < step) {
                from = Math.max(from, run.lastStep() + 1);
            } else if (run.firstStep() > step) {
                to = Math.min(to, run.firstStep() - 1);
            }
        }
        known.put(from, to);
    }
}
