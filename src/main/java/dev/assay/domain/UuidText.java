package dev.assay.domain;

import java.util.Optional;
import java.util.UUID;

/// UUIDs as callers write them.
public final class UuidText {

    private UuidText() {}

    /// Empty where the text is none, and so names nothing.
    public static Optional<UUID> find(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
