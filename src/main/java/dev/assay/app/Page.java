package dev.assay.app;

import java.util.List;
import java.util.Optional;

/// A part of a list, and what to ask for the next part with; a page without a token is the last.
public record Page<T>(List<T> items, Optional<String> nextPageToken) {

    public Page {
        items = List.copyOf(items);
    }
}
