package dev.assay.app;

import dev.assay.domain.ModelId;
import dev.assay.query.Filter;
import java.util.Optional;
import java.util.Set;

/// What of a model is exported.
///
/// @param series those that get columns; all where it is absent
/// @param aggregates the columns that each of them gets
public record ExportQuery(
        ModelId model, Filter filter, Optional<Set<String>> series, Set<ExportQuery.Aggregate> aggregates) {

    /// What is said of a series, in the order of the columns.
    public enum Aggregate {
        LAST,
        MIN,
        MAX,
        LENGTH
    }

    public ExportQuery {
        series = series.map(Set::copyOf);
        aggregates = Set.copyOf(aggregates);
    }
}
