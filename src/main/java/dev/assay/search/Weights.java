package dev.assay.search;

/// What may be kept in memory to search by.
final class Weights {

    /// Of the rows of all models together, a cell being a parameter, a tag or a series of a row: some 1 GB if
    /// nothing in them recurs.
    static final long CELLS_MAX = 10_000_000;

    /// Of the parameters and tags of one model. Where it has more, only those are kept that are asked for.
    static final long FACTS_MAX = CELLS_MAX / 2;

    /// Models that are kept, empty ones too.
    static final int TABLES_MAX = 10_000;

    /// What a row weighs without its columns.
    static final long BASE_CELLS = 4;

    /// Of the series that a table shows and neither filters nor sorts by: where there would be more, they are
    /// read for the rows that are shown.
    static final long SHOWN_CELLS_MAX = CELLS_MAX / 4;

    /// What orders of rows that are remembered may take.
    static final long RANKING_BYTES_MAX = 64L << 20;

    /// Of the series of experiments whose tails are folded.
    static final long TAIL_SERIES_MAX = 500_000;

    private Weights() {}
}
