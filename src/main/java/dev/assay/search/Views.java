package dev.assay.search;

import dev.assay.engine.SeriesAcross;
import dev.assay.engine.SeriesDictionary;
import dev.assay.engine.SeriesReader;
import dev.assay.engine.StoredSeries;
import dev.assay.meta.ExperimentBytes;
import dev.assay.meta.SearchRows;
import dev.assay.meta.SearchRows.Tail;
import dev.assay.query.TextTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// What is kept in memory of models, as of a transaction. Thread-safe.
final class Views {

    /// Stored aggregates that are in memory at a time.
    private static final int PER_STEP = 100;

    private final SeriesDictionary dictionary;
    private final StoredSeries stored;
    private final Tails tails;
    private final KeptTables kept = new KeptTables();

    Views(SeriesReader reader, SeriesDictionary dictionary) {
        this.dictionary = dictionary;
        this.stored = new StoredSeries(dictionary);
        this.tails = new Tails(reader);
    }

    /// To be called before anything else is read in the transaction.
    List<View> open(DSLContext transaction, Collection<Long> models, Needs needs) {
        List<KeptTable> tables = kept.get(models);
        tables.forEach(KeptTable::lock);
        try {
            List<View> views = new ArrayList<>();
            for (KeptTable table : tables) {
                views.add(open(transaction, table, needs, Set.of()));
            }
            return views;
        } finally {
            tables.forEach(KeptTable::unlock);
            kept.trim();
        }
    }

    /// The same of one model, and perhaps with the numbers of series that are only shown: not where they
    /// would be too many.
    View open(DSLContext transaction, long model, Needs needs, Set<String> shown) {
        KeptTable table = kept.get(List.of(model)).getFirst();
        table.lock();
        try {
            return open(transaction, table, needs, shown);
        } finally {
            table.unlock();
            kept.trim();
        }
    }

    private View open(DSLContext transaction, KeptTable table, Needs needs, Set<String> shown) {
        Map<String, Long> series = seriesIds(transaction, table.model(), needs.series());
        Table current = table.current(transaction, needs.documents(), new LinkedHashSet<>(series.values()));
        if (!shown.isEmpty()) {
            Map<String, Long> more = seriesIds(transaction, table.model(), shown);
            Set<Long> ids = new LinkedHashSet<>(more.values());
            ids.addAll(series.values());
            if ((long) ids.size() * current.rows().length <= Weights.SHOWN_CELLS_MAX) {
                current = table.current(transaction, needs.documents(), ids);
            }
            series = new HashMap<>(series);
            series.putAll(more);
        }
        Map<Long, Long> bytes = needs.bytes() ? ExperimentBytes.totals(transaction, keys(current)) : Map.of();
        return new View(
                table.model(),
                current,
                series,
                named(transaction, table.model(), needs.seriesNames()),
                bytes,
                Map.of());
    }

    private static List<Long> keys(Table table) {
        return Arrays.stream(table.rows()).map(Row::key).toList();
    }

    private Map<String, Long> seriesIds(DSLContext transaction, long model, Set<String> names) {
        List<String> wanted = List.copyOf(names);
        Optional<long[]> known = dictionary.recallIds(model, wanted);
        if (known.isEmpty()) {
            return dictionary.find(transaction, model, wanted);
        }
        Map<String, Long> ids = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            ids.put(wanted.get(i), known.get()[i]);
        }
        return ids;
    }

    private static Map<TextTest, Set<Long>> named(DSLContext transaction, long model, Set<TextTest> tests) {
        Map<TextTest, Set<Long>> named = new HashMap<>();
        if (tests.isEmpty()) {
            return named;
        }
        Map<String, Long> all = SearchRows.series(transaction, model);
        for (TextTest test : tests) {
            Set<Long> ids = all.entrySet().stream()
                    .filter(series -> test.holds(series.getKey()))
                    .map(Map.Entry::getValue)
                    .collect(Collectors.toSet());
            Set<Long> keys = new HashSet<>();
            SeriesAcross.experimentsWith(transaction, model, ids, keys::add);
            named.put(test, keys);
        }
        return named;
    }

    /// Experiments with points that are in no pack, of every model, by their keys.
    static Map<Long, Tail> tails(DSLContext transaction) {
        return SearchRows.tails(transaction).stream().collect(Collectors.toMap(Tail::experiment, Function.identity()));
    }

    FoldedTail folded(DSLContext transaction, Tail tail) {
        return tails.series(transaction, tail);
    }

    /// Sees to it that the rows know when they were logged to last, as far as their points are in packs.
    void fillLastLogged(DSLContext transaction, Collection<Row> rows) {
        List<Row> unknown =
                rows.stream().filter(row -> row.lastLogged() == null).toList();
        for (int from = 0; from < unknown.size(); from += PER_STEP) {
            List<Row> some = unknown.subList(from, Math.min(unknown.size(), from + PER_STEP));
            Map<Long, Long> times =
                    stored.latestTimes(transaction, some.stream().map(Row::key).toList());
            some.forEach(row -> row.fill(LastLogged.of(times.get(row.key()))));
        }
    }

    /// The numbers of some series of some experiments, by experiment and then by series, read for once.
    static Map<Long, Map<Long, SeriesNumbers>> read(
            DSLContext transaction, Collection<Long> series, Collection<Long> experiments) {
        Map<Long, Map<Long, SeriesNumbers>> numbers = new HashMap<>();
        SeriesAcross.of(
                transaction,
                experiments,
                series,
                (experiment, id, stored) -> numbers.computeIfAbsent(experiment, _ -> new HashMap<>())
                        .put(id, SeriesNumbers.of(stored)));
        return numbers;
    }

    /// The row's series where not all of its points are in packs, and somebody looks at them.
    @Nullable
    FoldedTail folded(DSLContext transaction, @Nullable Tail tail, boolean points) {
        return tail == null || !points ? null : folded(transaction, tail);
    }
}
