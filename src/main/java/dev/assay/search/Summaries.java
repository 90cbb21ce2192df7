package dev.assay.search;

import dev.assay.meta.SearchRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/// What there is to show of the models that were looked at last, as long as it is so. Thread-safe.
final class Summaries {

    private static final int MODELS_MAX = 32;

    private record Of(long model, boolean deleted) {}

    private record Columns(long state, ColumnSummary summary) {}

    private record Names(long count, List<String> names) {}

    private final Map<Of, Columns> columns = remembering();
    private final Map<Long, Names> series = remembering();

    private static <K, V> Map<K, V> remembering() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MODELS_MAX;
            }
        };
    }

    ColumnSummary columns(View view, boolean deleted) {
        Table table = view.table();
        return current(
                        columns,
                        new Of(view.model(), deleted),
                        known -> known.state() == table.state(),
                        () -> new Columns(table.state(), ColumnSummary.of(table, deleted)))
                .summary();
    }

    /// The names of the series of a model, in their order. As long as the model is there, none goes.
    List<String> series(DSLContext transaction, long model) {
        long count = SearchRows.countSeries(transaction, model);
        return current(series, model, known -> known.count() == count, () -> {
                    List<String> names = List.copyOf(
                            new TreeSet<>(SearchRows.series(transaction, model).keySet()));
                    return new Names(names.size(), names);
                })
                .names();
    }

    private static <K, V> V current(Map<K, V> all, K key, Predicate<V> holds, Supplier<V> make) {
        synchronized (all) {
            V known = all.get(key);
            if (known != null && holds.test(known)) {
                return known;
            }
        }
        V made = make.get();
        synchronized (all) {
            all.put(key, made);
        }
        return made;
    }
}
