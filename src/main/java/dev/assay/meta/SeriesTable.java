package dev.assay.meta;

import static dev.assay.sql.tables.Tables.SERIES;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/// Rows of `series`: the dictionary of a model's series names. A row never changes and never goes while the model is
/// there.
public final class SeriesTable {

    /// Databases bound the variables of a statement.
    private static final int NAMES_PER_STATEMENT = 500;

    private SeriesTable() {}

    /// The ids of those that are known.
    public static Map<String, Long> find(DSLContext transaction, long modelNumber, Collection<String> names) {
        Map<String, Long> found = new HashMap<>();
        List<String> all = List.copyOf(names);
        for (int from = 0; from < all.size(); from += NAMES_PER_STATEMENT) {
            found.putAll(transaction
                    .select(SERIES.NAME, SERIES.ID)
                    .from(SERIES)
                    .where(SERIES.MODEL_ID.eq(modelNumber))
                    .and(SERIES.NAME.in(all.subList(from, Math.min(all.size(), from + NAMES_PER_STATEMENT))))
                    .fetchMap(SERIES.NAME, SERIES.ID));
        }
        return found;
    }

    /// Deletes names of a model that is gone, at most `limit`; how many.
    public static int delete(DSLContext transaction, long modelNumber, int limit) {
        List<Long> ids = transaction
                .select(SERIES.ID)
                .from(SERIES)
                .where(SERIES.MODEL_ID.eq(modelNumber))
                .limit(limit)
                .fetch(SERIES.ID);
        for (int from = 0; from < ids.size(); from += NAMES_PER_STATEMENT) {
            transaction
                    .deleteFrom(SERIES)
                    .where(SERIES.ID.in(ids.subList(from, Math.min(ids.size(), from + NAMES_PER_STATEMENT))))
                    .execute();
        }
        return ids.size();
    }

    /// How many names the model has; `max` where there are more.
    public static int count(DSLContext transaction, long modelNumber, long max) {
        return transaction.fetchCount(transaction
                .select(SERIES.ID)
                .from(SERIES)
                .where(SERIES.MODEL_ID.eq(modelNumber))
                .limit(max));
    }

    /// How many of the ids have a name in this model.
    public static int count(DSLContext transaction, long modelNumber, Collection<Long> ids) {
        int count = 0;
        List<Long> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += NAMES_PER_STATEMENT) {
            count += transaction.fetchCount(
                    SERIES,
                    SERIES.MODEL_ID.eq(modelNumber),
                    SERIES.ID.in(all.subList(from, Math.min(all.size(), from + NAMES_PER_STATEMENT))));
        }
        return count;
    }

    public static Map<Long, String> names(DSLContext transaction, Collection<Long> ids) {
        Map<Long, String> found = new HashMap<>();
        List<Long> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += NAMES_PER_STATEMENT) {
            found.putAll(transaction
                    .select(SERIES.ID, SERIES.NAME)
                    .from(SERIES)
                    .where(SERIES.ID.in(all.subList(from, Math.min(all.size(), from + NAMES_PER_STATEMENT))))
                    .fetchMap(SERIES.ID, SERIES.NAME));
        }
        return found;
    }

    /// The ids of all of the names, in any order; those that were not known are added. Two servers may add the
    /// same name: one of them wins, both read its id.
    public static Map<String, Long> findOrInsert(DSLContext transaction, long modelNumber, Collection<String> names) {
        Map<String, Long> found = find(transaction, modelNumber, names);
        List<String> missing = names.stream()
                .filter(name -> !found.containsKey(name))
                .distinct()
                .sorted()
                .toList();
        if (missing.isEmpty()) {
            return found;
        }
        long id = Counters.take(transaction, Counters.Name.SERIES, missing.size());
        for (String name : missing) {
            transaction
                    .insertInto(SERIES, SERIES.ID, SERIES.MODEL_ID, SERIES.NAME)
                    .values(id++, modelNumber, name)
                    .onConflictDoNothing()
                    .execute();
        }
        found.putAll(find(transaction, modelNumber, missing));
        return found;
    }
}
