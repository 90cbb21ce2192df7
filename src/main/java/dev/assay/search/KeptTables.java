package dev.assay.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The tables of the models that were searched last, as many as `Weights.CELLS_MAX` allows. Thread-safe.
final class KeptTables {

    private final Map<Long, KeptTable> byModel = new LinkedHashMap<>(16, 0.75f, true);

    /// In the order in which their locks are to be taken.
    synchronized List<KeptTable> get(Collection<Long> models) {
        List<KeptTable> tables = new ArrayList<>();
        for (Long model : new TreeSet<>(models)) {
            tables.add(byModel.computeIfAbsent(model, KeptTable::new));
        }
        return tables;
    }

    /// Forgets those that were searched longest ago, until the rest is light enough; the last one stays.
    synchronized void trim() {
        long cells = byModel.values().stream().mapToLong(KeptTable::cells).sum();
        Iterator<KeptTable> oldestFirst = byModel.values().iterator();
        while (byModel.size() > 1 && (cells > Weights.CELLS_MAX || byModel.size() > Weights.TABLES_MAX)) {
            cells -= oldestFirst.next().cells();
            oldestFirst.remove();
        }
    }
}
