package dev.assay.series;

import dev.assay.domain.SeriesAggregates;
import dev.assay.series.codec.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The exact aggregates of an experiment's series, to which points are added as they come, each once. Of each series it
/// remembers the latest points, and which steps it has seen, so that it can tell which of those that come are there
/// already; a point of which it cannot tell ends it. For one thread at a time.
public final class GrowingFold {

    /// How many points are remembered of all series together, and of one at least and at most.
    private static final int RECENT_MAX = 65_536;

    private static final int RECENT_OF_A_SERIES_MIN = 16;
    private static final int RECENT_OF_A_SERIES_MAX = 512;

    /// The same of steps, 64 to a word; twice, once of the packs and once of all else.
    private static final int STEP_WORDS_MAX = 262_144;

    private static final int STEP_WORDS_OF_A_SERIES_MIN = 64;
    private static final int STEP_WORDS_OF_A_SERIES_MAX = 16_384;

    private final Map<Long, GrowingSeries> all = new HashMap<>();
    private final int recentMax;
    private final int stepWordsMax;

    private GrowingFold(int series) {
        this.recentMax = share(RECENT_MAX, series, RECENT_OF_A_SERIES_MIN, RECENT_OF_A_SERIES_MAX);
        this.stepWordsMax = share(STEP_WORDS_MAX, series, STEP_WORDS_OF_A_SERIES_MIN, STEP_WORDS_OF_A_SERIES_MAX);
    }

    private static int share(int ofAll, int series, int min, int max) {
        return Math.clamp(ofAll / Math.max(1, series), min, max);
    }

    /// Goes on from what was folded.
    ///
    /// @param aggregates of all points that there are
    /// @param stored of those that are in packs
    /// @param earlier all others but the latest
    /// @param latest those that are remembered
    public static GrowingFold begin(
            Map<Long, SeriesAggregates> aggregates, Map<Long, SeriesAggregates> stored, Parts earlier, Parts latest) {
        GrowingFold fold = new GrowingFold(aggregates.size());
        aggregates.forEach((id, known) -> fold.get(id).begin(known));
        stored.forEach((id, known) -> fold.get(id).store(known.last()));
        earlier.forEachRun(_ -> true, run -> fold.get(run.id()).pass(run));
        latest.forEachRun(_ -> true, run -> fold.get(run.id()).remember(run));
        return fold;
    }

    private GrowingSeries get(long id) {
        return all.computeIfAbsent(id, _ -> new GrowingSeries(recentMax, stepWordsMax));
    }

    /// False where it cannot tell whether a point is new. Then it is of no use any more.
    ///
    /// @param packs asked for where points may be in them; in these and in what was added is all that there is
    public boolean add(Parts more, Supplier<Parts> packs) {
        boolean[] whole = {true};
        Map<Long, GrowingSeries> late = new HashMap<>();
        more.forEachRun(_ -> whole[0], run -> {
            GrowingSeries series = get(run.id());
            whole[0] &= series.add(run);
            if (series.isLate()) {
                late.put(run.id(), series);
            }
        });
        if (whole[0] && !late.isEmpty()) {
            Map<Long, List<Run>> runs = packs.get().runsOf(late.keySet());
            late.forEach((id, series) -> series.settle(runs.getOrDefault(id, List.of())));
        }
        return whole[0];
    }

    /// By the ids of the series.
    public SortedMap<Long, SeriesAggregates> aggregates() {
        SortedMap<Long, SeriesAggregates> aggregates = new TreeMap<>();
        all.forEach((id, series) -> aggregates.put(id, series.aggregates()));
        return aggregates;
    }

    /// What it takes in memory, about.
    public long heldBytes() {
        return all.values().stream().mapToLong(GrowingSeries::heldBytes).sum();
    }
}
