package dev.assay.search;

import dev.assay.engine.SeriesDictionary;
import dev.assay.engine.SeriesReader;
import dev.assay.meta.SearchRows;
import dev.assay.meta.SearchRows.Tail;
import dev.assay.query.Best;
import dev.assay.query.Filter;
import dev.assay.query.Order;
import dev.assay.query.SortValue;
import dev.assay.query.TextTest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Finds experiments by a filter, in an order. Thread-safe.
public final class Search {

    /// What is looked for.
    ///
    /// @param deleted whether it must be deleted, or must not be; an experiment of a deleted model counts
    ///     as deleted
    /// @param order ends with a key that no two experiments share
    /// @param after the place of the last one that is known already
    public record Query(
            Collection<Long> models,
            Optional<Boolean> deleted,
            Filter filter,
            Order order,
            int limit,
            Optional<List<SortValue>> after) {}

    /// An experiment that was found.
    ///
    /// @param unchanged is the same object as long as nothing of the experiment has changed; empty where
    ///     points of it are in no pack
    /// @param place where it stands in the order
    public record Found(long key, boolean deleted, Optional<Object> unchanged, List<SortValue> place) {}

    private record Hit(Row row, boolean deleted, boolean hasTail) {}

    private final SeriesDictionary dictionary;
    private final Tails tails;
    private final KeptTables kept = new KeptTables();

    public Search(SeriesReader reader, SeriesDictionary dictionary) {
        this.dictionary = dictionary;
        this.tails = new Tails(reader);
    }

    /// The first `limit` of them. It must be the first thing that is read in the transaction.
    public List<Found> find(DSLContext transaction, Query query) {
        Needs needs = Needs.of(query.filter(), query.order());
        List<View> views = views(transaction, query, needs);
        kept.trim();
        Map<Long, Tail> withTail =
                SearchRows.tails(transaction).stream().collect(Collectors.toMap(Tail::experiment, Function.identity()));
        Map<Long, Boolean> models = SearchRows.deletedModels(transaction, query.models());
        Best<Hit> best = new Best<>(query.order(), query.limit(), query.after());
        for (View view : views) {
            Boolean modelDeleted = models.get(view.model());
            if (modelDeleted != null) {
                Scan scan = new Scan(transaction, needs, withTail, modelDeleted);
                scan.run(view, query, best);
            }
        }
        return best.inOrder().stream().map(Search::found).toList();
    }

    private static Found found(Best.Hit<Hit> hit) {
        Hit item = hit.item();
        Optional<Object> unchanged = item.hasTail() ? Optional.empty() : Optional.of(item.row());
        return new Found(item.row().key(), item.deleted(), unchanged, hit.place());
    }

    /// The table of a model as of a transaction, and where in it the series are that are asked for.
    private record View(long model, Table table, Map<String, Long> series, Map<TextTest, Set<Long>> named) {}

    private List<View> views(DSLContext transaction, Query query, Needs needs) {
        List<KeptTable> tables = kept.get(query.models());
        tables.forEach(KeptTable::lock);
        try {
            List<View> views = new ArrayList<>();
            for (KeptTable table : tables) {
                views.add(view(transaction, table, needs));
            }
            return views;
        } finally {
            tables.forEach(KeptTable::unlock);
        }
    }

    private View view(DSLContext transaction, KeptTable table, Needs needs) {
        Map<String, Long> series = seriesIds(transaction, table.model(), needs.series());
        Set<Column> columns = new LinkedHashSet<>(needs.documents());
        series.values().forEach(id -> columns.add(new Column.Series(id)));
        Table current = table.current(transaction, columns);
        return new View(table.model(), current, series, named(transaction, table.model(), needs.seriesNames()));
    }

    private Map<String, Long> seriesIds(DSLContext transaction, long model, Set<String> names) {
        List<String> wanted = List.copyOf(names);
        Optional<long[]> known = dictionary.recall(model, wanted);
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
            SearchRows.experimentsWith(transaction, ids, keys::add);
            named.put(test, keys);
        }
        return named;
    }

    /// Looks at every row of a table.
    private final class Scan {

        private final DSLContext transaction;
        private final Needs needs;
        private final Map<Long, Tail> withTail;
        private final boolean modelDeleted;

        Scan(DSLContext transaction, Needs needs, Map<Long, Tail> withTail, boolean modelDeleted) {
            this.transaction = transaction;
            this.needs = needs;
            this.withTail = withTail;
            this.modelDeleted = modelDeleted;
        }

        void run(View view, Query query, Best<Hit> best) {
            Row[] rows = view.table().rows();
            if (rows.length == 0) {
                return;
            }
            Candidate candidate = new Candidate(view.model(), view.table(), view.series(), view.named(), rows[0]);
            Predicate<Boolean> lifecycle = query.deleted()
                    .<Predicate<Boolean>>map(wanted -> wanted::equals)
                    .orElse(_ -> true);
            for (Row row : rows) {
                boolean deleted = modelDeleted || row.base().deleted();
                if (lifecycle.test(deleted)) {
                    Tail tail = withTail.isEmpty() ? null : withTail.get(row.key());
                    candidate.at(row, folded(tail));
                    if (query.filter().matches(candidate)) {
                        best.offer(new Hit(row, deleted, tail != null), candidate);
                    }
                }
            }
        }

        private @Nullable Map<String, SeriesNumbers> folded(@Nullable Tail tail) {
            return tail == null || !needs.points() ? null : tails.series(transaction, tail);
        }
    }
}
