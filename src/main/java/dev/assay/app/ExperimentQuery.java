package dev.assay.app;

import dev.assay.query.Filter;
import dev.assay.query.Order;
import java.util.List;
import java.util.Optional;

/// Which experiments to find: those of the models that the filter matches, in the order, `pageSize` (1 or
/// more) at a time. What the order leaves equal is ordered by the run id.
public record ExperimentQuery(
        List<Long> modelNumbers,
        Lifecycle lifecycle,
        Filter filter,
        Order order,
        int pageSize,
        Optional<String> pageToken) {

    public ExperimentQuery {
        modelNumbers = modelNumbers.stream().distinct().sorted().toList();
    }
}
