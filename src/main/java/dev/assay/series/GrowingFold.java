package dev.assay.series;

import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import dev.assay.series.codec.Points;
import dev.assay.series.codec.Run;
import dev.assay.series.codec.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The exact aggregates of an experiment's series, to which points are added as they come, each once. Of each series it
/// remembers the latest points, so that it can tell which of those that come are there already; a point that comes
/// later than that ends it. For one thread at a time.
public final class GrowingFold {

    /// What is remembered of all series together, and of one at least and at most.
    private static final int REMEMBERED_MAX = 65_536;

    private static final int OF_A_SERIES_MIN = 16;
    private static final int OF_A_SERIES_MAX = 512;

    private final Map<Long, Series> all = new HashMap<>();
    private final int remembered;

    private GrowingFold(int series) {
        this.remembered = Math.clamp(REMEMBERED_MAX / Math.max(1, series), OF_A_SERIES_MIN, OF_A_SERIES_MAX);
    }

    /// Goes on from what was folded.
    ///
    /// @param aggregates of all points that there are
    /// @param earlier all of them but the latest, as far as `stored` does not sum them up
    /// @param latest those that are remembered
    public static GrowingFold begin(
            Map<Long, SeriesAggregates> aggregates, Map<Long, SeriesAggregates> stored, Parts earlier, Parts latest) {
        GrowingFold fold = new GrowingFold(aggregates.size());
        aggregates.forEach((id, known) -> fold.all.put(id, new Series(known)));
        stored.forEach((id, known) -> fold.get(id).raiseFloor(known.last()));
        earlier.forEachRun(
                id -> true, run -> fold.get(run.id()).raiseFloor(run.lastStep(), run.lastTimeMs(), run.lastValue()));
        latest.forEachRun(id -> true, run -> fold.get(run.id()).remember(run, fold.remembered));
        return fold;
    }

    private Series get(long id) {
        return all.computeIfAbsent(id, _ -> new Series());
    }

    /// False where it cannot tell whether a point is new. Then it is of no use any more.
    public boolean add(Parts more) {
        boolean[] whole = {true};
        more.forEachRun(id -> whole[0], run -> whole[0] &= get(run.id()).add(run, remembered));
        return whole[0];
    }

    /// By the ids of the series.
    public SortedMap<Long, SeriesAggregates> aggregates() {
        SortedMap<Long, SeriesAggregates> aggregates = new TreeMap<>();
        all.forEach((id, series) -> aggregates.put(id, series.aggregates()));
        return aggregates;
    }

    /// How many points it may remember.
    public long weight() {
        return (long) all.size() * remembered;
    }

    private static final class Series {

        private final Tally tally = new Tally();
        /// All points that are greater than `floor`.
        private final TreeSet<Point> latest = new TreeSet<>();

        private @Nullable Point floor;
        private @Nullable Point last;
        private @Nullable SeriesAggregates aggregates;

        Series() {}

        Series(SeriesAggregates known) {
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

        void raiseFloor(long step, long timeMs, double value) {
            if (floor == null || Point.compare(floor.step(), floor.timeMs(), floor.value(), step, timeMs, value) < 0) {
                floor = new Point(step, timeMs, value);
            }
        }

        void raiseFloor(Point point) {
            raiseFloor(point.step(), point.timeMs(), point.value());
        }

        /// Points that are counted already.
        void remember(Run run, int most) {
            Points points = run.points();
            while (points.next()) {
                Point point = new Point(points.step(), points.timeMs(), points.value());
                if (isAboveFloor(point) && latest.add(point)) {
                    trim(most);
                }
            }
        }

        boolean add(Run run, int most) {
            aggregates = null;
            Points points = run.points();
            while (points.next()) {
                Point point = new Point(points.step(), points.timeMs(), points.value());
                if (!isAboveFloor(point)) {
                    return false;
                }
                if (latest.add(point)) {
                    tally.add(point.step(), point.value());
                    last = last == null || last.compareTo(point) < 0 ? point : last;
                    trim(most);
                }
            }
            return true;
        }

        private boolean isAboveFloor(Point point) {
            return floor == null || floor.compareTo(point) < 0;
        }

        private void trim(int most) {
            if (latest.size() > most) {
                floor = latest.pollFirst();
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
}
