package dev.assay.search;

import dev.assay.engine.SeriesReader;
import dev.assay.meta.SearchRows.Tail;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// The series of experiments with points that are in no pack, folded, and remembered as long as no more
/// points come. Thread-safe.
final class Tails {

    private record Folded(Tail tail, FoldedTail series) {}

    private final SeriesReader reader;
    private final Map<Long, Folded> remembered = new LinkedHashMap<>(16, 0.75f, true);
    private long seriesRemembered;

    Tails(SeriesReader reader) {
        this.reader = reader;
    }

    FoldedTail series(DSLContext transaction, Tail tail) {
        Folded folded = find(tail);
        if (folded == null) {
            folded = new Folded(tail, FoldedTail.of(reader.aggregates(transaction, tail.experiment())));
            remember(folded);
        }
        return folded.series();
    }

    private synchronized @Nullable Folded find(Tail tail) {
        Folded folded = remembered.get(tail.experiment());
        return folded != null && folded.tail().equals(tail) ? folded : null;
    }

    private synchronized void remember(Folded folded) {
        Folded before = remembered.put(folded.tail().experiment(), folded);
        seriesRemembered += weight(folded) - (before == null ? 0 : weight(before));
        while (seriesRemembered > Weights.TAIL_SERIES_MAX && remembered.size() > 1) {
            Map.Entry<Long, Folded> eldest = remembered.entrySet().iterator().next();
            remembered.remove(eldest.getKey());
            seriesRemembered -= weight(eldest.getValue());
        }
    }

    private static long weight(Folded folded) {
        return folded.series().series().size() + Weights.BASE_CELLS;
    }
}
