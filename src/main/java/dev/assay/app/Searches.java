package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.meta.ModelTable;
import dev.assay.meta.SearchRows;
import dev.assay.query.Order;
import dev.assay.query.Order.SortKey;
import dev.assay.query.Order.Term;
import dev.assay.query.TextField;
import dev.assay.search.Places;
import dev.assay.search.Search;
import dev.assay.search.Search.Found;
import dev.assay.sql.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/// Finds experiments. Each answer is the store as it was at one moment; an order by what does not change
/// is the same from page to page, whatever is added meanwhile. Thread-safe.
public final class Searches {

    /// What a page of experiments may hold in memory; it is cut short rather than larger.
    private static final long PAGE_BYTES_MAX = 64L << 20;

    /// Experiments are read in steps of at most this many, so that a page that is cut short did not read
    /// all of them.
    private static final int PER_STEP = 100;

    private static final Term LAST = new Term(new SortKey.OfText(TextField.RUN_ID), false);

    private final Database database;
    private final Search search;
    private final Snapshots snapshots;
    private final PageTokens pageTokens;

    Searches(Database database, Search search, Snapshots snapshots, PageTokens pageTokens) {
        this.database = database;
        this.search = search;
        this.snapshots = snapshots;
        this.pageTokens = pageTokens;
    }

    /// The number of a model, for a query. Throws `ModelNotFound`, also where it is deleted or the RID is
    /// of another service or type.
    public long modelNumber(Caller caller, Rid model) {
        caller.require(Scope.MODELS_READ);
        return ModelId.find(model)
                .flatMap(id -> database.read(transaction -> ModelTable.find(transaction, id)))
                .filter(found -> found.deletedTime().isEmpty())
                .map(Model::number)
                .orElseThrow(() -> Faults.modelNotFound(model));
    }

    /// Throws `InvalidPageToken`. A page may hold fewer than were asked for where they are very large.
    public Page<Snapshot> find(Caller caller, ExperimentQuery query) {
        caller.require(Scope.MODELS_READ);
        Order order = query.order().then(LAST);
        String about =
                "experiments " + query.lifecycle() + " " + query.modelNumbers() + " " + query.filter() + " " + order;
        Search.Query wanted = new Search.Query(
                existing(query.modelNumbers()),
                Lifecycles.deleted(query.lifecycle()),
                query.filter(),
                order,
                query.pageSize() + 1,
                query.pageToken().map(token -> Places.read(pageTokens.read(about, token))));
        return database.read(
                transaction -> page(transaction, search.find(transaction, wanted), query.pageSize(), about));
    }

    /// So that nothing is kept in memory for numbers that name no model. A model that is made only now has
    /// nothing to be found yet.
    private Set<Long> existing(List<Long> numbers) {
        return database.read(transaction -> SearchRows.deletedModels(transaction, numbers))
                .keySet();
    }

    private Page<Snapshot> page(DSLContext transaction, List<Found> found, int pageSize, String about) {
        List<Snapshot> page = new ArrayList<>();
        long bytes = 0;
        int shown = Math.min(pageSize, found.size());
        for (int from = 0; from < shown; from += PER_STEP) {
            List<Found> step = found.subList(from, Math.min(shown, from + PER_STEP));
            for (Snapshot snapshot : snapshots.read(transaction, step)) {
                if (bytes > PAGE_BYTES_MAX) {
                    return new Page<>(page, token(about, found.get(page.size() - 1)));
                }
                page.add(snapshot);
                bytes += Snapshots.weigh(snapshot);
            }
        }
        return new Page<>(page, found.size() > shown ? token(about, found.get(shown - 1)) : Optional.empty());
    }

    private Optional<String> token(String about, Found last) {
        return Optional.of(pageTokens.write(about, Places.write(last.place())));
    }
}
