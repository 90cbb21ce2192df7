package dev.assay.query;

/// What is one whole number of an experiment.
public enum NumberField {
    /// In milliseconds, of an experiment that has ended.
    DURATION,
    /// What it takes: points, document and the contents that it holds.
    BYTES
}
