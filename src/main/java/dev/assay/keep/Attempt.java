package dev.assay.keep;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Reads of what may be damaged: whatever way one fails, that is a finding, and the check goes on.
final class Attempt {

    private Attempt() {}

    /// What was read; empty where a finding was made of the failure.
    static <T> Optional<T> at(String where, Consumer<Finding> found, Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (RuntimeException e) {
            found.accept(new Finding(where, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }
}
