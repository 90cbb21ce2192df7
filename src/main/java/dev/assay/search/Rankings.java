package dev.assay.search;

import dev.assay.meta.SearchRows.Tail;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The orders of rows that were asked for last, each as long as nothing has changed that it depends on; at
/// most `Weights.RANKING_BYTES_MAX` of them. Thread-safe.
final class Rankings {

    /// What one takes beside its rows.
    private static final long BYTES_EACH = 4_096;

    private record Kept(long state, List<Tail> points, Ranking ranking) {

        long bytes() {
            return BYTES_EACH + ranking.bytes();
        }
    }

    private final Map<Browse.Query, Kept> byQuery = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /// @param points that are in no pack, where it depends on points
    synchronized Optional<Ranking> find(Browse.Query query, long state, List<Tail> points) {
        @Nullable Kept kept = byQuery.get(query);
        return kept != null && kept.state() == state && kept.points().equals(points)
                ? Optional.of(kept.ranking())
                : Optional.empty();
    }

    synchronized void remember(Browse.Query query, long state, List<Tail> points, Ranking ranking) {
        Kept kept = new Kept(state, points, ranking);
        Kept before = byQuery.put(query, kept);
        bytes += kept.bytes() - (before == null ? 0 : before.bytes());
        Iterator<Kept> oldestFirst = byQuery.values().iterator();
        while (bytes > Weights.RANKING_BYTES_MAX && byQuery.size() > 1) {
            bytes -= oldestFirst.next().bytes();
            oldestFirst.remove();
        }
    }
}
