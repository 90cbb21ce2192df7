package dev.assay.engine;

import dev.assay.domain.SeriesAggregates;
import dev.assay.meta.LogTable;
import dev.assay.meta.PackEntry;
import dev.assay.meta.RollupTable;
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
/// the next read adds what has come since, and looks at nothing else but at packs where points came late. Rows of the
/// log are added in the order of their numbers, and roll-up takes the first of them: as long as the last row that was
/// seen is there, whatever came since is behind it. That is so where one process writes, and it is used nowhere else.
/// Thread-safe.
final class GrowingTails {

    /// A shorter tail is as soon folded again.
    private static final long TAIL_BYTES_MIN = 64 << 10;

    private static final int SERIES_MAX = 10_000;

    /// Of all experiments together.
    private static final long HELD_BYTES_MAX = 40 << 20;

    private final StoredPacks packs;
    private final long tailBytesMin;
    /// The least lately used first.
    private final Map<Long, Tail> tails = new LinkedHashMap<>(16, 0.75f, true);

    private long heldBytes;

    GrowingTails(StoredPacks packs) {
        this(packs, TAIL_BYTES_MIN);
    }

    GrowingTails(StoredPacks packs, long tailBytesMin) {
        this.packs = packs;
        this.tailBytesMin = tailBytesMin;
    }

    /// The aggregates of all series as of the transaction; empty where they are to be folded.
    Optional<SortedMap<Long, SeriesAggregates>> find(DSLContext transaction, long experiment) {
        Tail tail = get(experiment);
        if (tail == null) {
            return Optional.empty();
        }
        Optional<SortedMap<Long, SeriesAggregates>> found = tail.read(transaction, experiment, packs);
        weigh(experiment, tail);
        return found;
    }

    /// To be told what was folded.
    ///
    /// @param aggregates of all series
    /// @param stored of all points that are in packs
    /// @param tail all that the log has
    void begin(
            long experiment,
            SortedMap<Long, SeriesAggregates> aggregates,
            SortedMap<Long, SeriesAggregates> stored,
            TailRows tail) {
        if (tail.bytes() < tailBytesMin || aggregates.size() > SERIES_MAX) {
            return;
        }
        GrowingFold fold = GrowingFold.begin(aggregates, stored, tail.earlier(), tail.latest());
        put(experiment, new Tail(fold, tail.lastSeq()));
    }

    private synchronized @Nullable Tail get(long experiment) {
        return tails.get(experiment);
    }

    /// A reader that began earlier and was slower does not take the place of one that is further.
    private synchronized void put(long experiment, Tail tail) {
        Tail before = tails.get(experiment);
        if (before != null && before.seen >= tail.seen) {
            return;
        }
        if (before != null) {
            remove(experiment, before);
        }
        tails.put(experiment, tail);
        weigh(experiment, tail);
    }

    /// It grows; it goes where it is of no use any more.
    private synchronized void weigh(long experiment, Tail tail) {
        if (tails.get(experiment) != tail) {
            return;
        }
        heldBytes -= tail.weighed;
        tail.weighed = tail.heldBytes;
        heldBytes += tail.weighed;
        if (tail.over) {
            remove(experiment, tail);
        }
        var eldest = tails.values().iterator();
        while (heldBytes > HELD_BYTES_MAX) {
            heldBytes -= eldest.next().weighed;
            eldest.remove();
        }
    }

    private synchronized void remove(long experiment, Tail tail) {
        if (tails.remove(experiment, tail)) {
            heldBytes -= tail.weighed;
        }
    }

    /// Of one experiment.
    private static final class Tail {

        private final GrowingFold fold;
        /// What it counts for among all.
        private long weighed;

        private volatile long seen;
        private volatile long heldBytes;
        private volatile boolean over;

        Tail(GrowingFold fold, long seen) {
            this.fold = fold;
            this.seen = seen;
            this.heldBytes = fold.heldBytes();
        }

        /// A transaction that does not show the row that was seen last is older than what is here, or it is rolled up.
        synchronized Optional<SortedMap<Long, SeriesAggregates>> read(
                DSLContext transaction, long experiment, StoredPacks packs) {
            List<LogTable.Row> rows = LogTable.listFrom(transaction, experiment, seen);
            if (over || rows.isEmpty() || rows.getFirst().seq() != seen) {
                return Optional.empty();
            }
            boolean whole = false;
            try {
                whole = fold.add(
                        TailRows.parts(rows.subList(1, rows.size())), () -> packed(transaction, experiment, packs));
            } finally {
                // Also where it failed, and some of it was added.
                over = !whole;
            }
            seen = rows.getLast().seq();
            heldBytes = fold.heldBytes();
            return whole ? Optional.of(fold.aggregates()) : Optional.empty();
        }

        private static Parts packed(DSLContext transaction, long experiment, StoredPacks packs) {
            List<PackEntry> entries = RollupTable.find(transaction, experiment)
                    .map(RollupTable.Row::packs)
                    .orElse(List.of());
            return Parts.of(packs.open(transaction, experiment, entries));
        }
    }
}
