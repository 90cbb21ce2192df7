package dev.assay.app;

import java.util.List;
import java.util.Optional;

/// Which experiments to list: those of the models, the latest start first, `pageSize` (1 or more) at a time.
public record ExperimentQuery(List<Long> modelNumbers, Lifecycle lifecycle, int pageSize, Optional<String> pageToken) {

    public ExperimentQuery {
        modelNumbers = modelNumbers.stream().distinct().sorted().toList();
    }
}
