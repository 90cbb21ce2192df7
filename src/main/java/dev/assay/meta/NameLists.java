package dev.assay.meta;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lists of names that experiments have in common, the last that came. Used by one thread at a time.
public final class NameLists {

    private static final int REMEMBERED_MAX = 1_024;

    private final Map<List<String>, Names> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Names> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /// The same object for the same names; the array must not change.
    Names shared(String[] sorted) {
        if (sorted.length == 0) {
            return Names.NONE;
        }
        List<String> key = Arrays.asList(sorted);
        Names names = remembered.get(key);
        if (names == null) {
            names = new Names(sorted);
            remembered.put(key, names);
        }
        return names;
    }
}
