package dev.assay.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The experiments of a model, by ascending keys, with some columns, as they were at one moment. Never
/// changes once it is published.
///
/// @param next where to ask for changes from
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
record Table(long next, List<Column> columns, Row[] rows) {

    Table {
        columns = List.copyOf(columns);
    }

    Map<Column, Integer> slots() {
        Map<Column, Integer> slots = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            slots.put(columns.get(i), i);
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
        return rows.length * (columns.size() + Weights.BASE_CELLS);
    }

    static Row[] sorted(Row[] rows) {
        Arrays.sort(rows, (a, b) -> Long.compare(a.key(), b.key()));
        return rows;
    }
}
