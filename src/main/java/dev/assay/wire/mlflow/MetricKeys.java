package dev.assay.wire.mlflow;

import dev.assay.series.RecurringNames;
import java.util.List;

/// Holds the keys of metrics to MLflow's rules, those that come together again and again once. Thread-safe.
final class MetricKeys {

    private static final long ANY_MODEL = 0;

    private final RecurringNames<Boolean> passed = new RecurringNames<>();

    /// Throws `InvalidArgument`.
    void require(List<String> keys) {
        if (passed.find(ANY_MODEL, keys).isPresent()) {
            return;
        }
        keys.forEach(key -> Keys.require("metric key", key));
        passed.keep(ANY_MODEL, keys, true);
    }
}
