package dev.assay.series;

import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import dev.assay.series.codec.Run;
import dev.assay.series.codec.RunHead;
import dev.assay.series.codec.SeriesSlots;
import dev.assay.series.codec.Tally;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// The exact aggregates of series: of all that the parts of an experiment hold, or of what its tail adds to aggregates
/// that are stored. Runs that come one after the other are added up as the parts describe them. A series with runs that
/// come in another order, or overlap, or do not lie beyond what is stored, is looked at once more: what frames hold of
/// it is decoded together, and of other runs those that overlap are merged. Extremes and the last point do not mind a
/// point that comes twice; to count each once, those that are not beyond the stored last are looked for in the packs.
public final class Fold {

    /// How many points are held at once for the second look: some 50 MB. What has more is done in several.
    private static final long POINTS_HELD_MAX = 2_000_000;

    private final Map<Long, SeriesAggregates> stored;
    private final Parts tail;
    private final Supplier<Parts> packs;
    private final long pointsHeldMax;
    private final SeriesSlots slots = new SeriesSlots();
    private final List<Open> open = new ArrayList<>();
    private final SortedMap<Long, SeriesAggregates> aggregates = new TreeMap<>();

    private Fold(Map<Long, SeriesAggregates> stored, Parts tail, Supplier<Parts> packs, long pointsHeldMax) {
        this.stored = stored;
        this.tail = tail;
        this.packs = packs;
        this.pointsHeldMax = pointsHeldMax;
    }

    /// Those of every series.
    public static SortedMap<Long, SeriesAggregates> aggregates(Parts parts) {
        return onto(Map.of(), parts, () -> Parts.of(List.of()));
    }

    /// Those of the series that have points in the tail, over the points of the tail and of the packs together.
    ///
    /// @param stored the aggregates of all series over all points of the packs
    /// @param packs asked for where points of the tail may be in them
    public static SortedMap<Long, SeriesAggregates> onto(
            Map<Long, SeriesAggregates> stored, Parts tail, Supplier<Parts> packs) {
        return onto(stored, tail, packs, POINTS_HELD_MAX);
    }

    static SortedMap<Long, SeriesAggregates> onto(
            Map<Long, SeriesAggregates> stored, Parts tail, Supplier<Parts> packs, long pointsHeldMax) {
        Fold fold = new Fold(stored, tail, packs, pointsHeldMax);
        fold.addUpInOrder();
        fold.settleOthers();
        return fold.aggregates;
    }

    private void addUpInOrder() {
        tail.forEachHead(run -> open(slots.of(run.id()), run.id()).add(run));
        for (Open series : open) {
            if (series.inOrder) {
                aggregates.put(series.id, series.aggregates());
            }
        }
    }

    /// What is too much to be held decoded is decoded as it is gone through.
    private void settleOthers() {
        Set<Long> together = new HashSet<>();
        long points = 0;
        for (Open series : open) {
            if (series.inOrder) {
                continue;
            }
            if (series.points > pointsHeldMax) {
                settle(Set.of(series.id), tail::runsOf);
                continue;
            }
            if (points + series.points > pointsHeldMax) {
                settle(together, tail::decodedRunsOf);
                together.clear();
                points = 0;
            }
            together.add(series.id);
            points += series.points;
        }
        settle(together, tail::decodedRunsOf);
    }

    private void settle(Set<Long> together, Function<Set<Long>, Map<Long, List<Run>>> runsOf) {
        if (together.isEmpty()) {
            return;
        }
        Set<Long> late = new HashSet<>(together);
        late.retainAll(stored.keySet());
        Map<Long, List<Run>> known = late.isEmpty() ? Map.of() : packs.get().runsOf(late);
        runsOf.apply(together).forEach((id, runs) -> {
            List<Run> before = known.get(id);
            Membership membership = before == null ? Membership.NOTHING : new Membership(before);
            aggregates.put(id, merged(open(id), runs, membership));
        });
    }

    private static SeriesAggregates merged(Open series, List<Run> runs, Membership known) {
        Groups groups = new Groups(runs);
        while (groups.hasNext()) {
            List<Run> group = groups.next();
            if (group.size() == 1 && series.isBefore(group.getFirst())) {
                series.add(group.getFirst());
            } else {
                series.addMerged(new Merge(group), known);
            }
        }
        return series.aggregates();
    }

    private Open open(int slot, long id) {
        if (slot == open.size()) {
            open.add(open(id));
        }
        return open.get(slot);
    }

    private Open open(long id) {
        Open series = new Open(id);
        SeriesAggregates before = stored.get(id);
        if (before != null) {
            series.begin(before);
        }
        return series;
    }

    /// A series as far as it is folded.
    private static final class Open {

        private final long id;
        private final Tally tally = new Tally();
        private long points;
        private boolean inOrder = true;
        private boolean started;
        private long lastStep;
        private long lastTimeMs;
        private double lastValue;

        Open(long id) {
            this.id = id;
        }

        void begin(SeriesAggregates stored) {
            if (stored.min().isPresent() && stored.max().isPresent()) {
                Extreme min = stored.min().get();
                Extreme max = stored.max().get();
                tally.addAll(stored.length(), stored.nanCount(), min.value(), min.step(), max.value(), max.step());
            } else {
                tally.addAllNan(stored.length());
            }
            Point last = stored.last();
            setLast(last.step(), last.timeMs(), last.value());
        }

        void add(RunHead run) {
            inOrder &= isBefore(run);
            points += run.count();
            if (inOrder) {
                run.addTo(tally);
                setLast(run.lastStep(), run.lastTimeMs(), run.lastValue());
            }
        }

        /// What is known is counted already.
        void addMerged(Merge points, Membership known) {
            while (points.next()) {
                boolean beyond = isBefore(points.step(), points.timeMs(), points.value());
                if (beyond || !known.contains(points.step(), points.timeMs(), points.value())) {
                    tally.add(points.step(), points.value());
                }
                if (beyond) {
                    setLast(points.step(), points.timeMs(), points.value());
                }
            }
        }

        SeriesAggregates aggregates() {
            return new SeriesAggregates(
                    tally.count(),
                    tally.nanCount(),
                    tally.hasExtremes() ? Optional.of(new Extreme(tally.min(), tally.minStep())) : Optional.empty(),
                    tally.hasExtremes() ? Optional.of(new Extreme(tally.max(), tally.maxStep())) : Optional.empty(),
                    new Point(lastStep, lastTimeMs, lastValue));
        }

        /// Whether all so far comes before the run.
        boolean isBefore(RunHead run) {
            return isBefore(run.firstStep(), run.firstTimeMs(), run.firstValue());
        }

        private boolean isBefore(long step, long timeMs, double value) {
            return !started || Point.compare(lastStep, lastTimeMs, lastValue, step, timeMs, value) < 0;
        }

        private void setLast(long step, long timeMs, double value) {
            started = true;
            lastStep = step;
            lastTimeMs = timeMs;
            lastValue = value;
        }
    }
}
