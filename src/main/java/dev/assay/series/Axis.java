package dev.assay.series;

/// Along what a series is cut into buckets.
public enum Axis {
    STEP,
    TIME
}
