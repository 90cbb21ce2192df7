package dev.assay.engine;

import dev.assay.domain.SeriesAggregates;
import dev.assay.meta.AggregatesTable;
import dev.assay.meta.LogTable;
import dev.assay.meta.PackEntry;
import dev.assay.meta.RollupTable;
import dev.assay.series.Fold;
import dev.assay.series.Parts;
import dev.assay.series.codec.AggregateChunks;
import dev.assay.sql.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.DSLContext;

/// Reads an experiment's series: its points are what its packs and its log hold together. Every answer is exact as of
/// the transaction. Thread-safe.
public final class SeriesReader {

    private final SeriesDictionary dictionary;
    private final StoredPacks packs;
    private final Optional<GrowingTails> growing;

    SeriesReader(SeriesDictionary dictionary, StoredPacks packs, Optional<GrowingTails> growing) {
        this.dictionary = dictionary;
        this.packs = packs;
        this.growing = growing;
    }

    /// For any store; remembers nothing of what it read.
    public SeriesReader(SeriesDictionary dictionary, StoredPacks packs) {
        this(dictionary, packs, Optional.empty());
    }

    /// For one store, from its opening to its closing: reads again where it stopped, where nobody else writes to it.
    public static SeriesReader of(Database database, SeriesDictionary dictionary, StoredPacks packs) {
        return new SeriesReader(
                dictionary, packs, database.isShared() ? Optional.empty() : Optional.of(new GrowingTails(packs)));
    }

    /// What the experiment's points are read from, as long as the transaction lasts.
    public Parts parts(DSLContext transaction, long experiment) {
        List<PackEntry> entries = RollupTable.find(transaction, experiment)
                .map(RollupTable.Row::packs)
                .orElse(List.of());
        return Parts.read(packs.open(transaction, experiment, entries), LogTable.list(transaction, experiment));
    }

    /// By name, in the order of the names.
    public SortedMap<String, SeriesAggregates> aggregates(DSLContext transaction, long experiment) {
        Map<Long, SeriesAggregates> byId = aggregatesById(transaction, experiment);
        Map<Long, String> names = dictionary.names(transaction, byId.keySet());
        SortedMap<String, SeriesAggregates> byName = new TreeMap<>();
        byId.forEach((id, aggregates) -> byName.put(names.get(id), aggregates));
        return byName;
    }

    /// Those of one series; empty where it has no points.
    public Optional<SeriesAggregates> findAggregates(DSLContext transaction, long experiment, long series) {
        return Optional.ofNullable(aggregatesById(transaction, experiment).get(series));
    }

    /// The ids of the series that have points, by their names.
    public SortedMap<String, Long> series(DSLContext transaction, long experiment) {
        SortedMap<String, Long> ids = new TreeMap<>();
        dictionary
                .names(transaction, aggregatesById(transaction, experiment).keySet())
                .forEach((id, name) -> ids.put(name, id));
        return ids;
    }

    /// The aggregates that are stored, and what the log adds to them. Packs are opened for points that came late.
    public SortedMap<Long, SeriesAggregates> aggregatesById(DSLContext transaction, long experiment) {
        return growing.flatMap(tails -> tails.find(transaction, experiment))
                .orElseGet(() -> folded(transaction, experiment));
    }

    private SortedMap<Long, SeriesAggregates> folded(DSLContext transaction, long experiment) {
        RollupTable.Row row = RollupTable.find(transaction, experiment).orElse(TailPack.NOTHING);
        SortedMap<Long, SeriesAggregates> stored = AggregateChunks.decode(
                AggregatesTable.list(transaction, experiment).values());
        List<LogTable.Row> rows = LogTable.listFrom(transaction, experiment, Long.MIN_VALUE);
        if (rows.isEmpty()) {
            return stored;
        }
        TailRows tail = TailRows.open(rows);
        SortedMap<Long, SeriesAggregates> all = new TreeMap<>(stored);
        all.putAll(Fold.onto(stored, tail.parts(), () -> Parts.of(packs.open(transaction, experiment, row.packs()))));
        growing.ifPresent(tails -> tails.begin(experiment, all, stored, tail));
        return all;
    }
}
