package dev.assay.series;

/// Names one pack of an experiment, which is named by its row. A number is never used twice.
public record PackKey(long experiment, long number) {}
