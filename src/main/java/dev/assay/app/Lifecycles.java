package dev.assay.app;

import java.util.Optional;

/// A lifecycle as a condition.
final class Lifecycles {

    private Lifecycles() {}

    /// Whether what is listed must be deleted, or must not be; empty where both will do.
    static Optional<Boolean> deleted(Lifecycle lifecycle) {
        return switch (lifecycle) {
            case ACTIVE -> Optional.of(false);
            case DELETED -> Optional.of(true);
            case ALL -> Optional.empty();
        };
    }
}
