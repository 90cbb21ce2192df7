package dev.assay.series;

import dev.assay.series.codec.Points;
import dev.assay.series.codec.Run;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Goes through the points of one series in order, each once, decoding them as it comes to them: beside the parts it
/// holds what a run is called by, and the points where it stands.
///
/// ```
/// PointCursor points = PointCursor.open(parts, series, PointRange.ALL);
/// while (points.next()) {
///     write(points.step(), points.timeMs(), points.value());
/// }
/// ```
public final class PointCursor implements Points {

    private static final Merge NOTHING = new Merge(List.of());

    private final Groups groups;
    private final PointRange range;
    private long offset;
    private long limit;
    private Merge merge = NOTHING;

    private PointCursor(List<Run> runs, PointRange range) {
        this.groups = new Groups(runs);
        this.range = range;
        this.offset = range.offset();
        this.limit = range.limit();
    }

    /// A series that has no points is an empty one.
    public static PointCursor open(Parts parts, long series, PointRange range) {
        List<Run> runs = parts.runsOf(Set.of(series)).getOrDefault(series, List.of());
        return new PointCursor(inRange(runs, range), range);
    }

    /// Several series for one look through the parts, in ascending order of their ids; the range is that of each.
    public static Map<Long, PointCursor> openAll(Parts parts, Set<Long> series, PointRange range) {
        Map<Long, List<Run>> runs = parts.runsOf(series);
        Map<Long, PointCursor> cursors = new TreeMap<>();
        for (long id : series) {
            cursors.put(id, new PointCursor(inRange(runs.getOrDefault(id, List.of()), range), range));
        }
        return cursors;
    }

    @Override
    public boolean next() {
        while (limit > 0 && moveInGroups()) {
            if (step() > range.stepTo()) {
                limit = 0;
            } else if (step() >= range.stepFrom() && offset-- <= 0) {
                limit--;
                return true;
            }
        }
        return false;
    }

    @Override
    public long step() {
        return merge.step();
    }

    @Override
    public long timeMs() {
        return merge.timeMs();
    }

    @Override
    public double value() {
        return merge.value();
    }

    private boolean moveInGroups() {
        while (!merge.next()) {
            if (!groups.hasNext()) {
                return false;
            }
            List<Run> group = groups.next();
            merge = isSkipped(group) ? NOTHING : new Merge(group);
        }
        return true;
    }

    /// A run that is alone and wholly before the offset is passed over without decoding it. Where it ends beyond the
    /// range there is nothing more to read either way.
    private boolean isSkipped(List<Run> group) {
        Run run = group.getFirst();
        boolean skipped = group.size() == 1 && run.firstStep() >= range.stepFrom() && run.count() <= offset;
        if (skipped) {
            offset -= run.count();
        }
        return skipped;
    }

    private static List<Run> inRange(List<Run> runs, PointRange range) {
        if (range.stepFrom() == Long.MIN_VALUE && range.stepTo() == Long.MAX_VALUE) {
            return runs;
        }
        return runs.stream()
                .filter(run -> run.lastStep() >= range.stepFrom() && run.firstStep() <= range.stepTo())
                .toList();
    }
}
