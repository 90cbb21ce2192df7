package dev.assay.domain;

import java.time.Instant;
import java.util.Optional;

/// How many experiments a model has.
///
/// @param experiments that are not deleted; `running` of them are
/// @param deleted those that are, and can be restored
/// @param lastActivity when the last one that is not deleted began or ended; empty where there is none
public record ModelCounts(long experiments, long running, long deleted, Optional<Instant> lastActivity) {

    public static final ModelCounts NONE = new ModelCounts(0, 0, 0, Optional.empty());

    public ModelCounts plus(ModelCounts other) {
        Optional<Instant> later = lastActivity.isPresent()
                        && other.lastActivity.isPresent()
                        && lastActivity.get().isAfter(other.lastActivity.get())
                ? lastActivity
                : other.lastActivity.or(() -> lastActivity);
        return new ModelCounts(
                experiments + other.experiments, running + other.running, deleted + other.deleted, later);
    }
}
