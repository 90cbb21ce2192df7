package dev.assay.search;

/// One thing that experiments are searched by, beside what every row has.
sealed interface Column {

    /// Read out of the experiments' documents.
    sealed interface OfDocument extends Column {}

    record Branch() implements OfDocument {}

    record JobRid() implements OfDocument {}

    record Parameter(String name) implements OfDocument {}

    record ParameterNames() implements OfDocument {}

    record Tag(String key) implements OfDocument {}

    /// What was chosen to sum up a series.
    record Chosen(String series) implements OfDocument {}

    /// The stored aggregates of a series, by its id.
    record Series(long id) implements Column {}
}
