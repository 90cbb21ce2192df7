package dev.assay.series;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// What was found out about the names of a request. A training logs the same series in the same order with every
/// request, and so do others of its model: to see that is cheaper than to look for each of them. Few lists are held,
/// of those that fall together the last. Thread-safe.
public final class RecurringNames<V> {

    private static final int PLACE_BITS = 8;
    private static final int NAMES_MAX = 2_000;
    private static final int SCATTERING = 0x9E37_79B9;

    private final AtomicReferenceArray<@Nullable Known<V>> places = new AtomicReferenceArray<>(1 << PLACE_BITS);

    private record Known<V>(long model, List<String> names, V value) {}

    /// What was kept for the model and these names, in this order.
    public Optional<V> find(long model, List<String> names) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        Known<V> known = places.get(place(model, names));
        return known != null && known.model() == model && known.names().equals(names)
                ? Optional.of(known.value())
                : Optional.empty();
    }

    /// More than some 2,000 names are not kept.
    public void keep(long model, List<String> names, V value) {
        if (!names.isEmpty() && names.size() <= NAMES_MAX) {
            places.set(place(model, names), new Known<>(model, List.copyOf(names), value));
        }
    }

    private static int place(long model, List<String> names) {
        int hash = Long.hashCode(model) + 31 * names.size();
        hash = 31 * hash + names.getFirst().hashCode();
        hash = 31 * hash + names.getLast().hashCode();
        return (hash * SCATTERING) >>> (Integer.SIZE - PLACE_BITS);
    }
}
