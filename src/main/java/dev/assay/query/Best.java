package dev.assay.query;

import dev.assay.query.Order.Term;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// The first so many of what is offered, by an order, after a place in it. Used by one thread.
public final class Best<T> {

    /// What was offered, and its place in the order.
    public record Hit<T>(T item, List<SortValue> place) {}

    private final List<Term> terms;
    private final int limit;
    private final Optional<List<SortValue>> after;
    private final PriorityQueue<Hit<T>> worstFirst;

    public Best(Order order, int limit, Optional<List<SortValue>> after) {
        this.terms = order.terms();
        this.limit = limit;
        this.after = after;
        this.worstFirst = new PriorityQueue<>((a, b) -> compare(b.place(), a.place()));
    }

    public void offer(T item, Subject subject) {
        Hit<T> worst = worstFirst.size() < limit ? null : worstFirst.peek();
        List<SortValue> place = new ArrayList<>(terms.size());
        boolean better = worst == null;
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            SortValue value = SortValue.of(term.key(), subject);
            if (worst != null && !better) {
                int order = SortValue.compare(value, worst.place().get(i), term.descending());
                if (order > 0) {
                    return;
                }
                better = order < 0;
            }
            place.add(value);
        }
        if (better && (after.isEmpty() || compare(place, after.get()) > 0)) {
            add(new Hit<>(item, place));
        }
    }

    private void add(Hit<T> hit) {
        worstFirst.add(hit);
        if (worstFirst.size() > limit) {
            worstFirst.poll();
        }
    }

    /// The first first.
    public List<Hit<T>> inOrder() {
        List<Hit<T>> hits = new ArrayList<>(worstFirst.size());
        PriorityQueue<Hit<T>> rest = new PriorityQueue<>(worstFirst);
        while (!rest.isEmpty()) {
            hits.add(rest.poll());
        }
        Collections.reverse(hits);
        return hits;
    }

    private int compare(List<SortValue> a, List<SortValue> b) {
        for (int i = 0; i < terms.size(); i++) {
            int order = SortValue.compare(a.get(i), b.get(i), terms.get(i).descending());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
