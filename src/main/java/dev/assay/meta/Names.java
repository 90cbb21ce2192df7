package dev.assay.meta;

import java.util.Arrays;
import java.util.List;

/// Names in their order. Experiments that have the same share one object. Never changes.
public final class Names {

    static final Names NONE = new Names(new String[0]);

    private final String[] sorted;

    Names(String[] sorted) {
        this.sorted = sorted;
    }

    public int size() {
        return sorted.length;
    }

    public String get(int place) {
        return sorted[place];
    }

    /// Where the name stands; below zero where it does not.
    public int find(String name) {
        return Arrays.binarySearch(sorted, name);
    }

    public List<String> all() {
        return List.of(sorted);
    }
}
