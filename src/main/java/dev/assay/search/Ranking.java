package dev.assay.search;

import dev.assay.query.Order;
import dev.assay.query.Order.Term;
import dev.assay.query.SortValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The rows of a table that a filter matches, in an order, but for those that are folded away: where each stands in
/// the table. Never changes.
final class Ranking {

    private final int total;
    private final int matched;
    private final int[] places;
    private final Nesting nesting;

    private Ranking(int total, int matched, int[] places, Nesting nesting) {
        this.total = total;
        this.matched = matched;
        this.places = places;
        this.nesting = nesting;
    }

    /// @param folded the series of rows whose points are not all in packs, where they are looked at
    static Ranking of(View view, Browse.Query query, Function<Row, @Nullable FoldedTail> folded) {
        Row[] rows = view.table().rows();
        if (rows.length == 0) {
            return new Ranking(0, 0, new int[0], Nesting.NONE);
        }
        Candidate candidate = new Candidate(view, rows[0]);
        List<Entry> entries = new ArrayList<>();
        int total = 0;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].base().deleted() == query.deleted()) {
                total++;
                candidate.at(rows[i], folded.apply(rows[i]));
                if (query.filter().matches(candidate)) {
                    entries.add(new Entry(i, keys(query.order(), candidate)));
                }
            }
        }
        int[] places = sorted(entries, query.order());
        return query.nested().isPresent()
                ? nested(total, rows, places, candidate, query.nested().get())
                : new Ranking(total, places.length, places, Nesting.NONE);
    }

    private static Ranking nested(int total, Row[] rows, int[] places, Candidate candidate, Folds folds) {
        Nesting nesting = Nesting.of(
                places.length,
                i -> rows[places[i]].base().runId(),
                i -> candidate.at(rows[places[i]], null).tag(Browse.PARENT_TAG),
                i -> folds.folded(rows[places[i]].base().locator()));
        int[] inOrder = new int[nesting.size()];
        for (int i = 0; i < inOrder.length; i++) {
            inOrder[i] = places[nesting.from(i)];
        }
        return new Ranking(total, places.length, inOrder, nesting);
    }

    /// A row and what it is ordered by.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    private record Entry(int place, SortValue[] keys) {}

    private static SortValue[] keys(Order order, Candidate candidate) {
        List<Term> terms = order.terms();
        SortValue[] keys = new SortValue[terms.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = SortValue.of(terms.get(i).key(), candidate);
        }
        return keys;
    }

    private static int[] sorted(List<Entry> entries, Order order) {
        Entry[] sorted = entries.toArray(Entry[]::new);
        boolean[] descending = new boolean[order.terms().size()];
        for (int i = 0; i < descending.length; i++) {
            descending[i] = order.terms().get(i).descending();
        }
        Arrays.sort(sorted, (a, b) -> compare(a, b, descending));
        return Arrays.stream(sorted).mapToInt(Entry::place).toArray();
    }

    private static int compare(Entry a, Entry b, boolean[] descending) {
        for (int i = 0; i < descending.length; i++) {
            int order = SortValue.compare(a.keys()[i], b.keys()[i], descending[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /// Rows that could have matched.
    int total() {
        return total;
    }

    int matched() {
        return matched;
    }

    int size() {
        return places.length;
    }

    int place(int at) {
        return places[at];
    }

    int depth(int at) {
        return nesting.depth(at);
    }

    int children(int at) {
        return nesting.children(at);
    }

    /// In memory.
    long bytes() {
        return (long) Integer.BYTES * places.length + nesting.bytes();
    }
}
