package dev.assay.search;

/// What may be kept in memory to search by.
final class Weights {

    /// Of the rows of all models together, a cell being a column of a row: some 1 GB if nothing in them
    /// recurs.
    static final long CELLS_MAX = 10_000_000;

    /// Models that are kept, empty ones too.
    static final int TABLES_MAX = 10_000;

    /// What a row weighs without its columns.
    static final long BASE_CELLS = 4;

    /// Of the series of experiments whose tails are folded.
    static final long TAIL_SERIES_MAX = 500_000;

    private Weights() {}
}
