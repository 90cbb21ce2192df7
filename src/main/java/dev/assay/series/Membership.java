package dev.assay.series;

import dev.assay.domain.Point;
import dev.assay.series.codec.Run;
import java.util.List;

/// Whether points are among those of some runs of their series. Asked in ascending order; what no question falls into
/// is not decoded.
final class Membership {

    static final Membership NOTHING = new Membership(List.of());

    private final Groups groups;
    private Merge merge = new Merge(List.of());
    private boolean stands;

    /// `runs` stand in the order of their first points.
    Membership(List<Run> runs) {
        this.groups = new Groups(runs);
    }

    boolean contains(long step, long timeMs, double value) {
        while (stands || open(step, timeMs, value)) {
            int order = Point.compare(merge.step(), merge.timeMs(), merge.value(), step, timeMs, value);
            if (order >= 0) {
                return order == 0;
            }
            stands = merge.next();
        }
        return false;
    }

    /// Stands at the first point of the next group that does not wholly lie before the point.
    private boolean open(long step, long timeMs, double value) {
        while (groups.hasNext()) {
            List<Run> group = groups.next();
            if (!endsBefore(group, step, timeMs, value)) {
                merge = new Merge(group);
                stands = merge.next();
                return stands;
            }
        }
        return false;
    }

    private static boolean endsBefore(List<Run> group, long step, long timeMs, double value) {
        return group.stream()
                .allMatch(run ->
                        Point.compare(run.lastStep(), run.lastTimeMs(), run.lastValue(), step, timeMs, value) < 0);
    }
}
