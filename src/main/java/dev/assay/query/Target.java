package dev.assay.query;

import dev.assay.domain.Aggregation;

/// What a name of the language stands for.
public sealed interface Target {

    record OfText(TextField field) implements Target {}

    record OfTime(TimeField field) implements Target {}

    record OfNumber(NumberField field) implements Target {}

    record OfParameter(String name) implements Target {}

    record OfTag(String key) implements Target {}

    /// All tags, keys with their values.
    record OfTags() implements Target {}

    record OfLength(String series) implements Target {}

    record OfAggregate(String series, Aggregation aggregation) implements Target {}

    record OfSummary(String series, Aggregation aggregation) implements Target {}

    /// The texts among the tags.
    record OfTagTexts() implements Target {}

    record OfParameterNames() implements Target {}

    record OfSeriesNames() implements Target {}

    /// What other trackers have and we do not: nothing matches.
    record OfNothing() implements Target {}
}
