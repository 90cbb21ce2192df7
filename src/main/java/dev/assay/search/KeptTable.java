package dev.assay.search;

import dev.assay.meta.ExperimentChangeTable;
import dev.assay.meta.SearchRows;
import dev.assay.meta.SearchRows.Base;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// The newest table of one model. Whoever brings it up to date holds its lock from before the first
/// statement of the transaction that it is read in: so tables come one after another in the order of the
/// moments that they show, and one that is up to date for a transaction never shows more than that
/// transaction sees.
final class KeptTable {

    /// More changes than this are slower to follow one by one than to look at everything anew.
    private static final int CHANGES_MAX = ExperimentChangeTable.KEPT / 2;

    private final long model;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Table newest;

    KeptTable(long model) {
        this.model = model;
    }

    long model() {
        return model;
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /// Not exact, for whoever sums up.
    long cells() {
        Table table = newest;
        return table == null ? 0 : table.cells();
    }

    /// As of the transaction, with the columns and perhaps more.
    Table current(DSLContext transaction, Set<Column> wanted) {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("BUG: a table is brought up to date without its lock");
        }
        Table before = newest;
        Table table = before == null ? load(transaction, List.copyOf(wanted)) : follow(transaction, before, wanted);
        table = widen(transaction, table, wanted);
        newest = table;
        return table;
    }

    private Table load(DSLContext transaction, List<Column> columns) {
        long next = ExperimentChangeTable.next(transaction, model);
        List<Row> rows = new ArrayList<>();
        SearchRows.bases(transaction, model, base -> rows.add(Row.empty(base, columns.size())));
        Table table = new Table(next, columns, Table.sorted(rows.toArray(Row[]::new)));
        new TableLoader(transaction, model).fillAll(table.slots(), table::find);
        return table;
    }

    private Table follow(DSLContext transaction, Table table, Set<Column> wanted) {
        ExperimentChangeTable.Changes changes =
                ExperimentChangeTable.list(transaction, model, table.next(), CHANGES_MAX + 1);
        if (changes.experiments().isEmpty()) {
            return changes.next() == table.next() ? table : new Table(changes.next(), table.columns(), table.rows());
        }
        return changes.experiments().size() > CHANGES_MAX
                ? load(transaction, List.copyOf(wanted))
                : apply(transaction, table, new HashSet<>(changes.experiments()), changes.next());
    }

    private Table apply(DSLContext transaction, Table table, Set<Long> changed, long next) {
        Map<Long, Row> read = new HashMap<>();
        SearchRows.bases(transaction, changed, base -> read.put(base.key(), empty(base, table)));
        new TableLoader(transaction, model).fillSome(table.slots(), read::get, changed);
        boolean sameKeys = changed.stream()
                .allMatch(key -> read.containsKey(key) && table.place(key).isPresent());
        Row[] rows = sameKeys ? replaced(table, read) : merged(table, read, changed);
        return new Table(next, table.columns(), rows);
    }

    private static Row empty(Base base, Table table) {
        return Row.empty(base, table.columns().size());
    }

    private static Row[] replaced(Table table, Map<Long, Row> read) {
        Row[] rows = table.rows().clone();
        read.forEach((key, row) -> rows[table.place(key).orElseThrow()] = row);
        return rows;
    }

    private static Row[] merged(Table table, Map<Long, Row> read, Set<Long> changed) {
        List<Row> rows = new ArrayList<>(table.rows().length + read.size());
        for (Row row : table.rows()) {
            if (!changed.contains(row.key())) {
                rows.add(row);
            }
        }
        rows.addAll(read.values());
        return Table.sorted(rows.toArray(Row[]::new));
    }

    private Table widen(DSLContext transaction, Table table, Set<Column> wanted) {
        Set<Column> missing = new HashSet<>(wanted);
        missing.removeAll(new HashSet<>(table.columns()));
        if (missing.isEmpty()) {
            return table;
        }
        boolean tooMuch = table.rows().length * (table.columns().size() + missing.size() + Weights.BASE_CELLS)
                > Weights.CELLS_MAX;
        if (tooMuch && !table.columns().isEmpty()) {
            return load(transaction, List.copyOf(wanted));
        }
        List<Column> columns = new ArrayList<>(table.columns());
        Map<Column, Integer> slots = new LinkedHashMap<>();
        for (Column column : missing) {
            slots.put(column, columns.size());
            columns.add(column);
        }
        Row[] rows = new Row[table.rows().length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = table.rows()[i].widened(columns.size());
        }
        Table wider = new Table(table.next(), columns, rows);
        new TableLoader(transaction, model).fillAll(slots, wider::find);
        return wider;
    }
}
