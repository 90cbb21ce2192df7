package dev.assay.search;

import dev.assay.meta.SearchRows.Tail;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The experiments of one model with points that are in no pack.
final class Tailed {

    private final List<Tail> inOrder;
    private final Map<Long, Tail> byKey;

    private Tailed(List<Tail> inOrder, Map<Long, Tail> byKey) {
        this.inOrder = inOrder;
        this.byKey = byKey;
    }

    /// @param all of every model
    static Tailed of(View view, Map<Long, Tail> all) {
        List<Tail> inOrder = new ArrayList<>();
        Map<Long, Tail> byKey = new HashMap<>();
        all.forEach((key, tail) -> {
            if (view.table().place(key).isPresent()) {
                inOrder.add(tail);
                byKey.put(key, tail);
            }
        });
        inOrder.sort(Comparator.comparingLong(Tail::experiment));
        return new Tailed(inOrder, byKey);
    }

    /// As long as they are equal, so are the points.
    List<Tail> inOrder() {
        return inOrder;
    }

    @Nullable
    Tail find(Row row) {
        return byKey.get(row.key());
    }

    /// Names what the table says together with these points.
    String version(Table table) {
        long hash = 0;
        for (Tail tail : inOrder) {
            hash = mixed(hash, tail.experiment());
            hash = mixed(hash, tail.rows());
            hash = mixed(hash, tail.lastSeq());
            hash = mixed(hash, tail.rollupVersion());
        }
        return Long.toString(table.state(), Character.MAX_RADIX) + "-"
                + Long.toUnsignedString(hash, Character.MAX_RADIX);
    }

    /// The finaliser of SplitMix64.
    private static long mixed(long hash, long more) {
        long mixed = hash * 31 + more + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
