package dev.assay.query;

/// A time of an experiment or of a model, in milliseconds since 1970.
public enum TimeField {
    CREATED,
    STARTED,
    ENDED,
    /// The latest time among the last points of its series.
    LAST_LOGGED,
    /// Of a model.
    UPDATED
}
