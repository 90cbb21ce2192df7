package dev.assay.series;

import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import dev.assay.series.codec.Points;
import dev.assay.series.codec.Run;
import dev.assay.series.codec.Tally;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One series of a growing fold. A point is new where it is greater than all that came before but those which are
/// remembered, and is none of these. Writers that have drifted apart write between one another's points: one that comes
/// so is new, too, where no other had its step, neither in the log, of which all steps are remembered, nor in a pack,
/// where that is looked up once for a stretch of steps.
final class GrowingSeries {

    private static final int OBJECT_BYTES = 400;

    private final int stepWordsMax;
    private final Tally tally = new Tally();
    private final RecentPoints recent;
    /// Those of all points that were in no pack at the beginning, and of all that came since.
    private final StepSet came = new StepSet();

    private final PackedSteps packed;
    /// Those of which only packs can tell whether they are new.
    private final TreeSet<Point> late = new TreeSet<>();

    private boolean stored;
    private long storedStep;
    /// What came up to this step is forgotten.
    private boolean limited;

    private long limitStep;
    private @Nullable Point last;
    private @Nullable SeriesAggregates aggregates;

    /// @param recentMax how many points are remembered
    /// @param stepWordsMax of how many times 64 steps it is remembered which of them there are
    GrowingSeries(int recentMax, int stepWordsMax) {
        this.stepWordsMax = stepWordsMax;
        recent = new RecentPoints(recentMax);
        packed = new PackedSteps(stepWordsMax);
    }

    /// Begins with all points that there are.
    void begin(SeriesAggregates known) {
        aggregates = known;
        last = known.last();
        if (known.min().isPresent() && known.max().isPresent()) {
            Extreme min = known.min().get();
            Extreme max = known.max().get();
            tally.addAll(known.length(), known.nanCount(), min.value(), min.step(), max.value(), max.step());
        } else {
            tally.addAllNan(known.length());
        }
    }

    /// The greatest of those points that are in packs.
    void store(Point greatest) {
        stored = true;
        storedStep = greatest.step();
        recent.forget(greatest.step(), greatest.timeMs(), greatest.value());
    }

    /// Points in no pack, which are counted already.
    void pass(Run run) {
        recent.forget(run.lastStep(), run.lastTimeMs(), run.lastValue());
        if (run.count() <= 2) {
            addStep(run.firstStep());
            addStep(run.lastStep());
        } else {
            Points points = run.points();
            while (points.next()) {
                addStep(points.step());
            }
        }
    }

    /// The same, where they are to be remembered.
    void remember(Run run) {
        Points points = run.points();
        while (points.next()) {
            if (!recent.contains(points.step(), points.timeMs(), points.value())) {
                remember(points.step(), points.timeMs(), points.value());
            }
        }
    }

    /// False where it cannot tell whether a point is new.
    boolean add(Run run) {
        Points points = run.points();
        while (points.next()) {
            if (!add(points.step(), points.timeMs(), points.value())) {
                return false;
            }
        }
        return true;
    }

    /// Whether there are points for which packs must be asked.
    boolean isLate() {
        return !late.isEmpty();
    }

    /// @param runs those that packs have
    void settle(List<Run> runs) {
        List<Point> asked = new ArrayList<>(late);
        late.clear();
        BitSet found = packed.look(asked, runs);
        for (int i = 0; i < asked.size(); i++) {
            if (!found.get(i)) {
                Point point = asked.get(i);
                count(point.step(), point.timeMs(), point.value());
            }
        }
    }

    SeriesAggregates aggregates() {
        SeriesAggregates known = aggregates;
        if (known == null) {
            known = summedUp();
            aggregates = known;
        }
        return known;
    }

    /// What it takes in memory, about.
    long heldBytes() {
        return OBJECT_BYTES + recent.heldBytes() + came.heldBytes() + packed.heldBytes();
    }

    private boolean add(long step, long timeMs, double value) {
        if (recent.contains(step, timeMs, value)) {
            return true;
        }
        if (recent.isBeyondForgotten(step, timeMs, value)) {
            count(step, timeMs, value);
            return true;
        }
        if ((limited && step <= limitStep) || came.contains(step)) {
            return false;
        }
        if ((stored && step <= storedStep) && !packed.isFree(step)) {
            late.add(new Point(step, timeMs, value));
        } else {
            count(step, timeMs, value);
        }
        return true;
    }

    private void count(long step, long timeMs, double value) {
        aggregates = null;
        tally.add(step, value);
        if (last == null || Point.compare(last.step(), last.timeMs(), last.value(), step, timeMs, value) < 0) {
            last = new Point(step, timeMs, value);
        }
        remember(step, timeMs, value);
    }

    private void remember(long step, long timeMs, double value) {
        recent.add(step, timeMs, value);
        addStep(step);
    }

    private void addStep(long step) {
        came.add(step);
        if (came.words() > stepWordsMax) {
            long dropped = came.dropLowerHalf();
            limitStep = limited ? Math.max(limitStep, dropped) : dropped;
            limited = true;
        }
    }

    private SeriesAggregates summedUp() {
        if (last == null) {
            throw new IllegalStateException("BUG: a series without a point");
        }
        return new SeriesAggregates(
                tally.count(),
                tally.nanCount(),
                tally.hasExtremes() ? Optional.of(new Extreme(tally.min(), tally.minStep())) : Optional.empty(),
                tally.hasExtremes() ? Optional.of(new Extreme(tally.max(), tally.maxStep())) : Optional.empty(),
                last);
    }
}
