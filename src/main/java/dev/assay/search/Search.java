package dev.assay.search;

import dev.assay.engine.SeriesDictionary;
import dev.assay.engine.SeriesReader;
import dev.assay.meta.SearchRows;
import dev.assay.meta.SearchRows.Tail;
import dev.assay.query.Best;
import dev.assay.query.Filter;
import dev.assay.query.Order;
import dev.assay.query.SortValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jooq.DSLContext;

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

    private final Views views;
    private final Browse browse;

    public Search(SeriesReader reader, SeriesDictionary dictionary) {
        this.views = new Views(reader, dictionary);
        this.browse = new Browse(views);
    }

    /// The same experiments as tables that are looked at.
    public Browse browse() {
        return browse;
    }

    /// The first `limit` of them. It must be the first thing that is read in the transaction.
    public List<Found> find(DSLContext transaction, Query query) {
        Needs needs = Needs.of(query.filter(), query.order());
        List<View> opened = views.open(transaction, query.models(), needs);
        Map<Long, Tail> withTail = Views.tails(transaction);
        Map<Long, Boolean> models = SearchRows.deletedModels(transaction, query.models());
        Best<Hit> best = new Best<>(query.order(), query.limit(), query.after());
        for (View view : opened) {
            Boolean modelDeleted = models.get(view.model());
            if (modelDeleted != null) {
                if (needs.lastLogged()) {
                    views.fillLastLogged(transaction, List.of(view.table().rows()));
                }
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
            Candidate candidate = new Candidate(view, rows[0]);
            Predicate<Boolean> lifecycle = query.deleted()
                    .<Predicate<Boolean>>map(wanted -> wanted::equals)
                    .orElse(_ -> true);
            for (Row row : rows) {
                boolean deleted = modelDeleted || row.base().deleted();
                if (lifecycle.test(deleted)) {
                    Tail tail = withTail.isEmpty() ? null : withTail.get(row.key());
                    candidate.at(row, views.folded(transaction, tail, needs.points()));
                    if (query.filter().matches(candidate)) {
                        best.offer(new Hit(row, deleted, tail != null), candidate);
                    }
                }
            }
        }
    }
}
