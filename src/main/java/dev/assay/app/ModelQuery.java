package dev.assay.app;

import dev.assay.query.Filter;
import dev.assay.query.Order;
import java.util.List;
import java.util.Optional;

/// Which models to list: those that the filter matches, in the order, where that leaves them equal the
/// newest first, `pageSize` (1 or more) at a time.
public record ModelQuery(
        Lifecycle lifecycle,
        Optional<String> name,
        Filter filter,
        Order order,
        int pageSize,
        Optional<String> pageToken) {

    private static final Order NEWEST_FIRST = new Order(List.of());

    /// All, the newest first.
    public ModelQuery(Lifecycle lifecycle, Optional<String> name, int pageSize, Optional<String> pageToken) {
        this(lifecycle, name, Filter.all(), NEWEST_FIRST, pageSize, pageToken);
    }

    boolean isPlain() {
        return filter.equals(Filter.all()) && order.equals(NEWEST_FIRST);
    }
}
