package dev.assay.search;

import dev.assay.query.TextTest;
import java.util.Map;
import java.util.Set;

/// The table of a model as of a transaction, with all that is asked for.
///
/// @param model its number
/// @param series the ids of the series that are asked for by name, as far as the model has them
/// @param named the keys of the experiments that have series under such names in packs
/// @param bytes what experiments take, by their keys, where that is asked for
/// @param loose numbers of series that are not in the table, by experiment and series
record View(
        long model,
        Table table,
        Map<String, Long> series,
        Map<TextTest, Set<Long>> named,
        Map<Long, Long> bytes,
        Map<Long, Map<Long, SeriesNumbers>> loose) {

    /// For showing some of its rows.
    View showing(Map<Long, Long> bytesOfRows, Map<Long, Map<Long, SeriesNumbers>> looseOfRows) {
        return new View(model, table, series, named, bytesOfRows, looseOfRows);
    }

    Set<Long> withNames(TextTest test) {
        Set<Long> keys = named.get(test);
        if (keys == null) {
            throw new IllegalStateException("BUG: names of series are asked for that were not loaded");
        }
        return keys;
    }
}
