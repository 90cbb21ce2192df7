package dev.assay.search;

import dev.assay.domain.SeriesAggregates;
import java.util.HashMap;
import java.util.Map;

/// The series of an experiment with points that are in no pack, those that are in packs with them.
record FoldedTail(Map<String, SeriesNumbers> series, LastLogged lastLogged) {

    static FoldedTail of(Map<String, SeriesAggregates> aggregates) {
        Map<String, SeriesNumbers> series = new HashMap<>();
        aggregates.forEach((name, of) -> series.put(name, SeriesNumbers.of(of)));
        return new FoldedTail(series, LastLogged.of(aggregates.values()));
    }
}
