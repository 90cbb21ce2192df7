package dev.assay.engine;

import dev.assay.domain.SeriesAggregates;
import dev.assay.meta.AggregatesTable;
import dev.assay.series.codec.AggregateChunks;
import dev.assay.series.codec.StoredAggregates;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
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
        AggregatesTable.listAll(transaction, experiments)
                .forEach((experiment, chunks) -> byId.put(experiment, AggregateChunks.decode(chunks)));
        return byId;
    }

    /// The ids of all series of the experiments, those that several have as often.
    public void forEachId(DSLContext transaction, Collection<Long> experiments, LongConsumer sink) {
        AggregatesTable.listAll(transaction, experiments)
                .values()
                .forEach(chunks ->
                        chunks.forEach(chunk -> StoredAggregates.open(chunk).forEachId(sink)));
    }

    /// The latest time among the last points of all series of each experiment; one without points is left
    /// out.
    public Map<Long, Long> latestTimes(DSLContext transaction, Collection<Long> experiments) {
        Map<Long, Long> times = new HashMap<>();
        AggregatesTable.listAll(transaction, experiments)
                .forEach((experiment, chunks) -> chunks.stream()
                        .map(chunk -> StoredAggregates.open(chunk).latestTimeMs())
                        .flatMapToLong(OptionalLong::stream)
                        .max()
                        .ifPresent(timeMs -> times.put(experiment, timeMs)));
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
