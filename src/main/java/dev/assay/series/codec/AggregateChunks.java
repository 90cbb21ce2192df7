package dev.assay.series.codec;

import dev.assay.domain.SeriesAggregates;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// The aggregates of an experiment's series cut by the ids of the series, so that one series is read, and a few are
/// written, without the others. A chunk holds what `StoredAggregates` writes; `docs/format/aggregates.md` says which
/// series are in it. Pure functions.
public final class AggregateChunks {

    /// A chunk of as many series weighs 0.7 to 1.4 KB, of which some fit on a page of SQLite's.
    private static final int IDS = 64;

    private AggregateChunks() {}

    /// The number of the chunk that a series is in.
    public static long chunk(long series) {
        return Math.floorDiv(series, IDS);
    }

    /// Those chunks that hold one of the series `changed`, by their numbers.
    public static SortedMap<Long, byte[]> encode(
            NavigableMap<Long, SeriesAggregates> aggregates, Collection<Long> changed) {
        SortedMap<Long, byte[]> chunks = new TreeMap<>();
        try (ColumnsWriter writer = new ColumnsWriter()) {
            for (long series : changed) {
                chunks.computeIfAbsent(
                        chunk(series), chunk -> StoredAggregates.encode(series(aggregates, chunk), writer));
            }
        }
        return chunks;
    }

    /// All series of the chunks.
    public static NavigableMap<Long, SeriesAggregates> decode(Collection<byte[]> chunks) {
        NavigableMap<Long, SeriesAggregates> aggregates = new TreeMap<>();
        chunks.forEach(chunk -> aggregates.putAll(StoredAggregates.open(chunk).toMap()));
        return aggregates;
    }

    private static SortedMap<Long, SeriesAggregates> series(
            NavigableMap<Long, SeriesAggregates> aggregates, long chunk) {
        long first = chunk * IDS;
        return aggregates.subMap(first, true, first + IDS - 1, true);
    }
}
