package dev.assay.search;

import dev.assay.meta.ExperimentChangeTable;
import dev.assay.meta.Facts.Kept;
import dev.assay.meta.NameLists;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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

    /// Numbers states of tables for as long as the process lives.
    private static final AtomicLong STATES = new AtomicLong();

    private final long model;
    private final ReentrantLock lock = new ReentrantLock();
    /// Of whoever holds the lock.
    private final NameLists names = new NameLists();

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

    /// As of the transaction, with what is wanted and perhaps more.
    ///
    /// @param series ids
    Table current(DSLContext transaction, Kept wanted, Set<Long> series) {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("BUG: a table is brought up to date without its lock");
        }
        Table before = newest;
        Table table = before == null || !before.kept().covers(wanted.parameters(), wanted.tags())
                ? load(transaction, before == null ? wanted : wanted(before, wanted))
                : follow(transaction, before);
        table = widen(transaction, table, series);
        newest = table;
        return table;
    }

    /// What was wanted before stays wanted, unless that is much already.
    private static Kept wanted(Table before, Kept wanted) {
        if (before.factsWeight() > Weights.FACTS_MAX / 2) {
            return wanted;
        }
        Kept one = before.kept();
        Set<String> parameters = new HashSet<>(one.parameters());
        parameters.addAll(wanted.parameters());
        Set<String> tags = new HashSet<>(one.tags());
        tags.addAll(wanted.tags());
        return new Kept(false, parameters, tags);
    }

    private Table load(DSLContext transaction, Kept wanted) {
        long next = ExperimentChangeTable.next(transaction, model);
        TableLoader loader = TableLoader.all(transaction, names, wanted);
        Row[] rows = Table.sorted(loader.readAll(model, 0).toArray(Row[]::new));
        return new Table(next, loader.kept(), List.of(), rows, STATES.incrementAndGet(), loader.weight());
    }

    private Table follow(DSLContext transaction, Table table) {
        ExperimentChangeTable.Changes changes =
                ExperimentChangeTable.list(transaction, model, table.next(), CHANGES_MAX + 1);
        if (changes.experiments().isEmpty()) {
            return changes.next() == table.next() ? table : table.at(changes.next());
        }
        return changes.experiments().size() > CHANGES_MAX
                ? load(transaction, table.kept())
                : apply(transaction, table, new HashSet<>(changes.experiments()), changes.next());
    }

    private Table apply(DSLContext transaction, Table table, Set<Long> changed, long next) {
        Map<Long, Row> read = new HashMap<>();
        TableLoader loader = TableLoader.more(transaction, names, table.kept());
        loader.readSome(changed, table.series().size()).forEach(row -> read.put(row.key(), row));
        TableLoader.fillSome(transaction, table.slots(), read::get, changed);
        boolean sameKeys = changed.stream()
                .allMatch(key -> read.containsKey(key) && table.place(key).isPresent());
        Row[] rows = sameKeys ? replaced(table, read) : merged(table, read, changed);
        long weight = table.factsWeight() + loader.weight() - weight(table, changed);
        return new Table(next, table.kept(), table.series(), rows, STATES.incrementAndGet(), weight);
    }

    private static long weight(Table table, Set<Long> keys) {
        long weight = 0;
        for (long key : keys) {
            Row row = table.find(key);
            weight += row == null ? 0 : row.facts().weight();
        }
        return weight;
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

    private Table widen(DSLContext transaction, Table table, Set<Long> wanted) {
        Set<Long> missing = new HashSet<>(wanted);
        missing.removeAll(new HashSet<>(table.series()));
        if (missing.isEmpty()) {
            return table;
        }
        long cells = table.cells() + (long) table.rows().length * missing.size();
        boolean tooMuch = cells > Weights.CELLS_MAX;
        Table base = tooMuch ? narrowed(table) : table;
        if (tooMuch) {
            missing.addAll(wanted);
        }
        List<Long> series = new ArrayList<>(base.series());
        Map<Long, Integer> slots = new LinkedHashMap<>();
        for (Long id : missing) {
            slots.put(id, series.size());
            series.add(id);
        }
        Row[] rows = new Row[base.rows().length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = base.rows()[i].widened(series.size());
        }
        Table wider = new Table(base.next(), base.kept(), series, rows, base.state(), base.factsWeight());
        TableLoader.fillAll(transaction, model, slots, wider::find);
        return wider;
    }

    /// Without any series.
    private static Table narrowed(Table table) {
        Row[] rows = new Row[table.rows().length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = table.rows()[i].narrowed();
        }
        return new Table(table.next(), table.kept(), List.of(), rows, table.state(), table.factsWeight());
    }
}
