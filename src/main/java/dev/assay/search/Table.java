package dev.assay.search;

import dev.assay.meta.Facts.Kept;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The experiments of a model, by ascending keys, with some series, as they were at one moment. Never
/// changes once it is published.
///
/// @param next where to ask for changes from
/// @param kept what of documents is there
/// @param series the ids of the series whose numbers are there
/// @param state numbers what the rows say, points that are in no pack left aside: tables of one model that
///     have the same differ in `series` at most
/// @param factsWeight of all rows together
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
record Table(long next, Kept kept, List<Long> series, Row[] rows, long state, long factsWeight) {

    Table {
        series = List.copyOf(series);
    }

    Table at(long later) {
        return new Table(later, kept, series, rows, state, factsWeight);
    }

    /// Where the numbers of each series lie in a row.
    Map<Long, Integer> slots() {
        Map<Long, Integer> slots = new HashMap<>();
        for (int i = 0; i < series.size(); i++) {
            slots.put(series.get(i), i);
        }
        return slots;
    }

    OptionalInt place(long key) {
        int low = 0;
        int high = rows.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(rows[middle].key(), key);
            if (order == 0) {
                return OptionalInt.of(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return OptionalInt.empty();
    }

    @Nullable
    Row find(long key) {
        OptionalInt place = place(key);
        return place.isPresent() ? rows[place.getAsInt()] : null;
    }

    /// How many things it holds, to be held to a limit.
    long cells() {
        return factsWeight + rows.length * (series.size() + Weights.BASE_CELLS);
    }

    static Row[] sorted(Row[] rows) {
        Arrays.sort(rows, (a, b) -> Long.compare(a.key(), b.key()));
        return rows;
    }
}
