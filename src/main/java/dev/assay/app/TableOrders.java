package dev.assay.app;

import dev.assay.app.Places.Place;
import dev.assay.domain.Artifact.TableFormat;
import dev.assay.domain.Digest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The orders of tables by a column that were asked for last, so that whoever turns pages does not sort at each:
/// which row comes where, four bytes a row. A content never changes, so neither does its order. Thread-safe.
final class TableOrders {

    static final long BYTES_MAX = 32L << 20;

    /// What one takes beside its rows.
    private static final long BYTES_EACH = 256;

    /// Each holds what a column has in memory.
    private static final int SORTING_MAX = 2;

    /// @param column its place among the columns
    record Key(Digest digest, TableFormat format, int column, boolean descending) {}

    private final Places sorting = new Places(SORTING_MAX, "too many tables are being sorted");
    private final Map<Key, int[]> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /// What `sort` answers, or has answered; nobody may write into it. Throws `TooManyRequests`.
    int[] get(Key key, Supplier<int[]> sort) {
        int @Nullable [] kept = find(key);
        if (kept != null) {
            return kept;
        }
        try (Place _ = sorting.take()) {
            int @Nullable [] meanwhile = find(key);
            return meanwhile != null ? meanwhile : remember(key, sort.get());
        }
    }

    private synchronized int @Nullable [] find(Key key) {
        return byKey.get(key);
    }

    private synchronized int[] remember(Key key, int[] order) {
        int @Nullable [] before = byKey.put(key, order);
        bytes += bytesOf(order) - (before == null ? 0 : bytesOf(before));
        Iterator<int[]> oldestFirst = byKey.values().iterator();
        while (bytes > BYTES_MAX && byKey.size() > 1) {
            bytes -= bytesOf(oldestFirst.next());
            oldestFirst.remove();
        }
        return order;
    }

    private static long bytesOf(int[] order) {
        return BYTES_EACH + (long) Integer.BYTES * order.length;
    }
}
