package dev.assay.search;

import dev.assay.domain.SeriesAggregates;
import dev.assay.engine.SeriesAcross;
import dev.assay.meta.Facts;
import dev.assay.meta.Facts.Kept;
import dev.assay.meta.FactsReader;
import dev.assay.meta.NameLists;
import dev.assay.meta.SearchRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Reads rows from the database. Used by one thread.
final class TableLoader {

    /// Values of documents that are compared, to be made once where they recur: for a whole model, and for a
    /// few experiments.
    private static final int MANY = 1 << 16;

    private static final int FEW = 1 << 8;

    private final DSLContext transaction;
    private final NameLists names;
    private final Kept wanted;
    private final List<Row> rows = new ArrayList<>();
    private FactsReader reader;
    private Kept kept;
    private long weight;

    private TableLoader(DSLContext transaction, NameLists names, Kept wanted, Kept kept, int remembered) {
        this.transaction = transaction;
        this.names = names;
        this.wanted = wanted;
        this.kept = kept;
        this.reader = new FactsReader(kept, names, remembered);
    }

    /// For all of a model.
    ///
    /// @param wanted what is kept of documents where all would be too much
    static TableLoader all(DSLContext transaction, NameLists names, Kept wanted) {
        return new TableLoader(transaction, names, wanted, Kept.ALL, MANY);
    }

    /// For whoever adds to what is there.
    static TableLoader more(DSLContext transaction, NameLists names, Kept kept) {
        return new TableLoader(transaction, names, kept, kept, FEW);
    }

    /// For documents that are only looked at.
    static TableLoader whole(DSLContext transaction) {
        return more(transaction, new NameLists(), Kept.ALL);
    }

    Kept kept() {
        return kept;
    }

    /// Of what was read of documents.
    long weight() {
        return weight;
    }

    /// All experiments of the model, in no order, with empty slots for series.
    List<Row> readAll(long model, int slots) {
        SearchRows.experiments(transaction, model, (base, document) -> {
            add(Row.empty(base, reader.read(document), slots));
            if (kept.all() && weight > Weights.FACTS_MAX) {
                keepLess();
            }
        });
        return rows;
    }

    /// Those of the experiments that are there.
    List<Row> readSome(Collection<Long> keys, int slots) {
        SearchRows.experiments(
                transaction, keys, (base, document) -> add(Row.empty(base, reader.read(document), slots)));
        return rows;
    }

    private void add(Row row) {
        rows.add(row);
        weight += row.facts().weight();
    }

    private void keepLess() {
        kept = wanted;
        reader = new FactsReader(wanted, names, MANY);
        weight = 0;
        rows.replaceAll(row -> {
            Facts fewer = reader.only(row.facts());
            weight += fewer.weight();
            return Row.empty(row.base(), fewer, 0);
        });
    }

    /// @param slots where the numbers of each series lie in the rows
    static void fillAll(
            DSLContext transaction, long model, Map<Long, Integer> slots, LongFunction<@Nullable Row> rows) {
        slots.forEach((id, slot) -> SeriesAcross.ofModel(
                transaction, model, id, (experiment, _, stored) -> fill(rows, experiment, slot, stored)));
    }

    /// The same for some rows.
    static void fillSome(
            DSLContext transaction, Map<Long, Integer> slots, LongFunction<@Nullable Row> rows, Collection<Long> keys) {
        SeriesAcross.of(
                transaction,
                keys,
                slots.keySet(),
                (experiment, id, stored) -> fill(rows, experiment, slots.getOrDefault(id, -1), stored));
    }

    private static void fill(LongFunction<@Nullable Row> rows, long experiment, int slot, SeriesAggregates stored) {
        Row row = rows.apply(experiment);
        if (row != null) {
            row.fill(slot, SeriesNumbers.of(stored));
        }
    }
}
