package dev.assay.engine;

import java.util.Arrays;

/// A set of ids of series, in eight bytes each. Not thread-safe.
final class SeriesIds {

    private static final int CAPACITY = 16;

    /// Ascending, each once, up to `settled`; what was added since stands behind them as it came.
    private long[] ids = new long[CAPACITY];

    private int settled;
    private int size;

    void add(long id) {
        if (size == ids.length) {
            settle();
            if (2 * size > ids.length) {
                ids = Arrays.copyOf(ids, 2 * ids.length);
            }
        }
        ids[size++] = id;
    }

    void addAll(long[] more) {
        for (long id : more) {
            add(id);
        }
    }

    void addAll(SeriesIds more) {
        for (int i = 0; i < more.size; i++) {
            add(more.ids[i]);
        }
    }

    boolean contains(long id) {
        settle();
        return Arrays.binarySearch(ids, 0, size, id) >= 0;
    }

    int size() {
        settle();
        return size;
    }

    private void settle() {
        if (settled == size) {
            return;
        }
        Arrays.sort(ids, 0, size);
        int kept = 1;
        for (int i = 1; i < size; i++) {
            if (ids[i] != ids[i - 1]) {
                ids[kept++] = ids[i];
            }
        }
        size = kept;
        settled = kept;
    }
}
