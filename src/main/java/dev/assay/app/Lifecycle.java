package dev.assay.app;

/// Which of the living and the deleted a list shows.
public enum Lifecycle {
    ACTIVE,
    DELETED,
    ALL
}
