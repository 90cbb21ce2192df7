package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Rid;
import dev.assay.meta.AccountTable;
import dev.assay.query.Order.SortKey;
import dev.assay.query.Order.Term;
import dev.assay.query.Target;
import dev.assay.query.TextField;
import dev.assay.query.TimeField;
import dev.assay.search.Browse;
import dev.assay.search.Browse.ColumnSearch;
import dev.assay.search.Browse.Columns;
import dev.assay.search.Browse.Counted;
import dev.assay.search.Browse.First;
import dev.assay.search.Browse.GroupQuery;
import dev.assay.search.Browse.Groups;
import dev.assay.search.Browse.Query;
import dev.assay.search.Browse.Rows;
import dev.assay.search.Browse.Shown;
import dev.assay.search.Browse.Window;
import dev.assay.sql.Database;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The experiments of a model as a table that somebody looks at. Each answer is the store as it was at one
/// moment. All of it throws `ModelNotFound`, also for a deleted model. Thread-safe.
public final class Browsing {

    /// Of one answer.
    public static final int ROWS_MAX = 500;

    public static final int COLUMNS_MAX = 200;

    public static final int GROUP_KEYS_MAX = 8;

    /// They are kept of all experiments.
    public static final int GROUP_COLUMNS_MAX = 50;

    /// Some rows of the table.
    ///
    /// @param creators the names of those who made them, by their ids, as far as accounts have them
    public record Part(Rows rows, Map<String, String> creators) {
        public Part {
            creators = Map.copyOf(creators);
        }
    }

    private static final Term[] NEWEST_FIRST = {
        new Term(new SortKey.OfTime(TimeField.CREATED), true), new Term(new SortKey.OfText(TextField.RUN_ID), true)
    };

    private final Database database;
    private final Searches searches;
    private final Browse browse;

    Browsing(Database database, Searches searches, Browse browse) {
        this.database = database;
        this.searches = searches;
        this.browse = browse;
    }

    /// Throws `LimitReached` for too many columns.
    public Part rows(Caller caller, Rid model, TableQuery query, Window window) {
        requireAtMost("columns", COLUMNS_MAX, window.columns());
        Query wanted = query(caller, model, query);
        return database.read(transaction -> {
            Rows rows = browse.rows(transaction, wanted, window);
            Set<String> creators = rows.rows().stream().map(Shown::createdBy).collect(Collectors.toSet());
            return new Part(rows, AccountTable.names(transaction, creators));
        });
    }

    public Columns columns(Caller caller, Rid model, boolean deleted, ColumnSearch search) {
        long number = searches.modelNumber(caller, model);
        return database.read(transaction -> browse.columns(transaction, number, deleted, search));
    }

    /// The values of a column that occur most often, and how many experiments have each.
    public First<Counted> values(Caller caller, Rid model, TableQuery query, Target column, String search, int limit) {
        Query wanted = query(caller, model, query);
        return database.read(transaction -> browse.values(transaction, wanted, column, search, limit));
    }

    /// Throws `LimitReached` for too many keys or columns.
    public Groups groups(
            Caller caller, Rid model, TableQuery query, List<Target> by, List<Target> columns, int offset, int limit) {
        requireAtMost("keys of groups", GROUP_KEYS_MAX, by);
        requireAtMost("columns of groups", GROUP_COLUMNS_MAX, columns);
        boolean ordered = !query.order().terms().isEmpty();
        GroupQuery wanted = new GroupQuery(query(caller, model, query), by, columns, ordered, offset, limit);
        return database.read(transaction -> browse.groups(transaction, wanted));
    }

    private Query query(Caller caller, Rid model, TableQuery query) {
        return new Query(
                searches.modelNumber(caller, model),
                query.deleted(),
                query.filter(),
                query.order().then(NEWEST_FIRST),
                query.nested());
    }

    private static void requireAtMost(String what, int max, List<?> items) {
        if (items.size() > max) {
            throw Faults.limitReached(what, max);
        }
    }
}
