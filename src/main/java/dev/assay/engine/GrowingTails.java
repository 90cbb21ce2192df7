package dev.assay.engine;

import dev.assay.domain.SeriesAggregates;
import dev.assay.meta.LogTable;
import dev.assay.series.GrowingFold;
import dev.assay.series.Parts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// What the series of experiments that are read while they are written to came to when they were read last, so that
/// the next read adds what has come since and looks at nothing else. Rows of the log are added in the order of their
/// numbers, and roll-up takes the first of them: as long as the last row that was seen is there, whatever came since is
/// behind it. That is so where one process writes, and it is used nowhere else. Thread-safe.
final class GrowingTails {

    /// A shorter tail is as soon folded again.
    private static final long TAIL_BYTES_MIN = 64 << 10;

    /// The end of a tail, in which the latest points are when this begins.
    private static final long LATEST_BYTES = 128 << 10;

    private static final int SERIES_MAX = 10_000;

    /// Of all experiments together, some 40 MB.
    private static final long WEIGHT_MAX = 500_000;

    /// The least lately used first.
    private final Map<Long, Tail> tails = new LinkedHashMap<>(16, 0.75f, true);

    private long weight;

    /// The aggregates of all series as of the transaction; empty where they are to be folded.
    Optional<SortedMap<Long, SeriesAggregates>> find(DSLContext transaction, long experiment) {
        Tail tail = get(experiment);
        if (tail == null) {
            return Optional.empty();
        }
        Optional<SortedMap<Long, SeriesAggregates>> found = tail.read(transaction, experiment);
        if (tail.isOver()) {
            remove(experiment, tail);
        }
        return found;
    }

    /// To be told what was folded.
    ///
    /// @param aggregates of all series
    /// @param stored of all points that are in packs
    /// @param rows all that there are
    void begin(
            long experiment,
            Map<Long, SeriesAggregates> aggregates,
            Map<Long, SeriesAggregates> stored,
            List<LogTable.Row> rows) {
        long bytes = rows.stream().mapToLong(row -> row.frames().length).sum();
        if (bytes < TAIL_BYTES_MIN || aggregates.size() > SERIES_MAX) {
            return;
        }
        int latest = rows.size();
        for (long left = LATEST_BYTES; latest > 0 && left > 0; latest--) {
            left -= rows.get(latest - 1).frames().length;
        }
        Parts before = parts(rows.subList(0, latest));
        GrowingFold fold = GrowingFold.begin(aggregates, stored, before, parts(rows.subList(latest, rows.size())));
        put(experiment, new Tail(fold, rows.getLast().seq()));
    }

    private static Parts parts(List<LogTable.Row> rows) {
        return Parts.read(rows.stream().map(LogTable.Row::frames).toList());
    }

    private synchronized @Nullable Tail get(long experiment) {
        return tails.get(experiment);
    }

    /// A reader that began earlier and was slower does not take the place of one that is further.
    private synchronized void put(long experiment, Tail tail) {
        Tail before = tails.get(experiment);
        if (before != null && before.seen() >= tail.seen()) {
            return;
        }
        tails.put(experiment, tail);
        weight += tail.weight - (before == null ? 0 : before.weight);
        var eldest = tails.values().iterator();
        while (weight > WEIGHT_MAX) {
            weight -= eldest.next().weight;
            eldest.remove();
        }
    }

    private synchronized void remove(long experiment, Tail tail) {
        if (tails.remove(experiment, tail)) {
            weight -= tail.weight;
        }
    }

    /// Of one experiment.
    private static final class Tail {

        private final GrowingFold fold;
        private final long weight;
        private long seen;
        private boolean over;

        Tail(GrowingFold fold, long seen) {
            this.fold = fold;
            this.weight = fold.weight();
            this.seen = seen;
        }

        synchronized long seen() {
            return seen;
        }

        synchronized boolean isOver() {
            return over;
        }

        /// A transaction that does not show the row that was seen last is older than what is here, or it is rolled up.
        synchronized Optional<SortedMap<Long, SeriesAggregates>> read(DSLContext transaction, long experiment) {
            List<LogTable.Row> rows = LogTable.listFrom(transaction, experiment, seen);
            if (over || rows.isEmpty() || rows.getFirst().seq() != seen) {
                return Optional.empty();
            }
            over = !fold.add(parts(rows.subList(1, rows.size())));
            seen = rows.getLast().seq();
            return over ? Optional.empty() : Optional.of(fold.aggregates());
        }
    }
}
