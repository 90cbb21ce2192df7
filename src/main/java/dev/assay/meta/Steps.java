package dev.assay.meta;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// Many keys, as many at a time as a statement takes.
final class Steps {

    private Steps() {}

    static <T> void of(Collection<T> keys, int size, Consumer<List<T>> step) {
        List<T> all = new ArrayList<>(keys);
        for (int from = 0; from < all.size(); from += size) {
            step.accept(all.subList(from, Math.min(all.size(), from + size)));
        }
    }
}
