package dev.assay.query;

import dev.assay.domain.Aggregation;
import java.util.ArrayList;
import java.util.List;

/// The order of results: by one key, where that is equal by the next. What has no value comes last,
/// whichever the direction; NaN just before it. Texts are ordered by their first `TEXT_CHARS_MAX`
/// characters.
public record Order(List<Term> terms) {

    /// How many keys an order may have.
    public static final int TERMS_MAX = 16;

    /// A name is never longer; what is equal so far counts as equal.
    public static final int TEXT_CHARS_MAX = 700;

    public record Term(SortKey key, boolean descending) {}

    /// What is ordered by.
    public sealed interface SortKey {

        record OfText(TextField field) implements SortKey {}

        record OfTime(TimeField field) implements SortKey {}

        record OfNumber(NumberField field) implements SortKey {}

        /// Numbers by their value, before everything else by its text.
        record OfParameter(String name) implements SortKey {}

        /// By the text, as MLflow does.
        record OfParameterText(String name) implements SortKey {}

        record OfTag(String key) implements SortKey {}

        record OfLength(String series) implements SortKey {}

        record OfAggregate(String series, Aggregation aggregation) implements SortKey {}
    }

    public Order {
        terms = List.copyOf(terms);
    }

    /// The same, and by these where all so far is equal; a key that is there already is not added.
    public Order then(Term... more) {
        List<Term> all = new ArrayList<>(terms);
        for (Term term : more) {
            if (all.stream().noneMatch(other -> other.key().equals(term.key()))) {
                all.add(term);
            }
        }
        return new Order(all);
    }
}
