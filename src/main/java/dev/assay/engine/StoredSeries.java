package dev.assay.engine;

import dev.assay.domain.SeriesAggregates;
import dev.assay.meta.SearchRows;
import dev.assay.series.codec.StoredAggregates;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jooq.DSLContext;

/// Reads the series of many experiments at once, of such as have all their points in packs.
public final class StoredSeries {

    private final SeriesDictionary dictionary;

    public StoredSeries(SeriesDictionary dictionary) {
        this.dictionary = dictionary;
    }

    /// By experiment and then by id; one without points is left out.
    public Map<Long, SortedMap<Long, SeriesAggregates>> aggregatesById(
            DSLContext transaction, Collection<Long> experiments) {
        Map<Long, SortedMap<Long, SeriesAggregates>> byId = new HashMap<>();
        SearchRows.storedAggregates(transaction, experiments)
                .forEach((experiment, bytes) ->
                        byId.put(experiment, StoredAggregates.open(bytes).toMap()));
        return byId;
    }

    /// The ids of all series of the experiments, those that several have as often.
    public void forEachId(DSLContext transaction, Collection<Long> experiments, LongConsumer sink) {
        SearchRows.storedAggregates(transaction, experiments)
                .values()
                .forEach(bytes -> StoredAggregates.open(bytes).forEachId(sink));
    }

    /// The latest time among the last points of all series of each experiment; one without points is left
    /// out.
    public Map<Long, Long> latestTimes(DSLContext transaction, Collection<Long> experiments) {
        Map<Long, Long> times = new HashMap<>();
        SearchRows.storedAggregates(transaction, experiments)
                .forEach((experiment, bytes) ->
                        StoredAggregates.open(bytes).latestTimeMs().ifPresent(timeMs -> times.put(experiment, timeMs)));
        return times;
    }

    /// By experiment and then by name; one without points has none.
    public Map<Long, SortedMap<String, SeriesAggregates>> aggregates(
            DSLContext transaction, Collection<Long> experiments) {
        Map<Long, SortedMap<Long, SeriesAggregates>> byId = aggregatesById(transaction, experiments);
        Set<Long> ids = new HashSet<>();
        byId.values().forEach(series -> ids.addAll(series.keySet()));
        Map<Long, String> names = dictionary.names(transaction, ids);
        Map<Long, SortedMap<String, SeriesAggregates>> byName = new HashMap<>();
        for (Long experiment : experiments) {
            SortedMap<String, SeriesAggregates> series = new TreeMap<>();
            byId.getOrDefault(experiment, new TreeMap<>()).forEach((id, of) -> series.put(names.get(id), of));
            byName.put(experiment, series);
        }
        return byName;
    }
}
