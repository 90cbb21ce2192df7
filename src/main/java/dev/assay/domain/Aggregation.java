package dev.assay.domain;

/// How a series is summed up in one number.
public enum Aggregation {
    MIN,
    MAX,
    LAST
}
