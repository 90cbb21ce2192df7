package dev.assay.series;

import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import dev.assay.series.codec.Run;
import dev.assay.series.codec.Tally;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The exact aggregates of every series of an experiment, from all of its parts. Runs that come one after the
/// other are added up as the parts describe them. A series with runs that come in another order, or overlap, is
/// looked at once more with its runs sorted, and only those that overlap are decoded and merged.
public final class Fold {

    /// How many runs are held at once for the second look: some 200 MB. What has more is done in several.
    private static final long RUNS_HELD_MAX = 1_000_000;

    private final Parts parts;
    private final Map<Long, Open> open = new HashMap<>();
    private final Map<Long, SeriesAggregates> aggregates = new TreeMap<>();

    private Fold(Parts parts) {
        this.parts = parts;
    }

    /// In ascending order of the series' ids.
    public static Map<Long, SeriesAggregates> aggregates(Parts parts) {
        Fold fold = new Fold(parts);
        fold.addUpInOrder();
        fold.settleOthers();
        return fold.aggregates;
    }

    private void addUpInOrder() {
        parts.forEachRun(
                id -> true,
                run -> open.computeIfAbsent(run.id(), id -> new Open()).add(run));
        open.forEach((id, series) -> {
            if (series.inOrder) {
                aggregates.put(id, series.aggregates());
            }
        });
    }

    private void settleOthers() {
        Set<Long> together = new HashSet<>();
        long runs = 0;
        for (Map.Entry<Long, Open> series : open.entrySet()) {
            if (series.getValue().inOrder) {
                continue;
            }
            if (runs + series.getValue().runs > RUNS_HELD_MAX) {
                settle(together);
                together.clear();
                runs = 0;
            }
            together.add(series.getKey());
            runs += series.getValue().runs;
        }
        settle(together);
    }

    private void settle(Set<Long> together) {
        if (!together.isEmpty()) {
            parts.runsOf(together).forEach((id, runs) -> aggregates.put(id, merged(runs)));
        }
    }

    private static SeriesAggregates merged(List<Run> runs) {
        Open series = new Open();
        Groups groups = new Groups(runs);
        while (groups.hasNext()) {
            List<Run> group = groups.next();
            if (group.size() == 1) {
                series.add(group.getFirst());
            } else {
                series.addMerged(group);
            }
        }
        return series.aggregates();
    }

    /// A series as far as it is folded.
    private static final class Open {

        private final Tally tally = new Tally();
        private long runs;
        private boolean inOrder = true;
        private long lastStep;
        private long lastTimeMs;
        private double lastValue;

        void add(Run run) {
            inOrder &= runs == 0 || isAfterLast(run.firstStep(), run.firstTimeMs(), run.firstValue());
            runs++;
            if (inOrder) {
                run.addTo(tally);
                setLast(run.lastStep(), run.lastTimeMs(), run.lastValue());
            }
        }

        void addMerged(List<Run> group) {
            Merge merge = new Merge(group);
            while (merge.next()) {
                tally.add(merge.step(), merge.value());
            }
            runs += group.size();
            setLast(merge.step(), merge.timeMs(), merge.value());
        }

        SeriesAggregates aggregates() {
            return new SeriesAggregates(
                    tally.count(),
                    tally.nanCount(),
                    tally.hasExtremes() ? Optional.of(new Extreme(tally.min(), tally.minStep())) : Optional.empty(),
                    tally.hasExtremes() ? Optional.of(new Extreme(tally.max(), tally.maxStep())) : Optional.empty(),
                    new Point(lastStep, lastTimeMs, lastValue));
        }

        private boolean isAfterLast(long step, long timeMs, double value) {
            return Point.compare(lastStep, lastTimeMs, lastValue, step, timeMs, value) < 0;
        }

        private void setLast(long step, long timeMs, double value) {
            lastStep = step;
            lastTimeMs = timeMs;
            lastValue = value;
        }
    }
}
