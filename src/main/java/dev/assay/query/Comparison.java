package dev.assay.query;

/// How a value must stand to another.
public enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    /// Whether it holds of two that compare so.
    ///
    /// @param order below zero, zero or above it, as comparators have it
    public boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    /// What holds where one of the two is NaN: it differs from everything, and is neither below nor above
    /// it.
    boolean holdsForNaN() {
        return this == NOT_EQUAL;
    }
}
