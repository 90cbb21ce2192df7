package dev.assay.query;

import dev.assay.domain.Aggregation;
import dev.assay.query.Order.SortKey;
import dev.assay.query.Order.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads an order as people write it: `metrics.m DESC`, a text for each key. Throws `InvalidFilter` with
/// the position of what is wrong.
public final class OrderLanguage {

    private static final String WHAT = "order";

    /// How parameters are ordered.
    public enum Parameters {
        /// MLflow's way.
        AS_TEXTS,
        /// Numbers as numbers.
        BY_VALUE
    }

    private OrderLanguage() {}

    public static Order parse(Vocabulary vocabulary, Parameters parameters, List<String> texts) {
        List<Term> terms = new ArrayList<>();
        for (String text : texts) {
            Words words = new Words(WHAT, text);
            Token name = words.peek();
            SortKey key = key(words.target(vocabulary), parameters)
                    .orElseThrow(() -> words.fault(name, "there is no order by this"));
            boolean descending = words.skipWord("desc");
            if (!descending) {
                words.skipWord("asc");
            }
            words.requireEnd("ASC, DESC or the end");
            if (terms.stream().anyMatch(term -> term.key().equals(key))) {
                throw words.fault(name, "the key comes twice");
            }
            if (terms.size() == Order.TERMS_MAX) {
                throw words.fault(name, "more than " + Order.TERMS_MAX + " keys");
            }
            terms.add(new Term(key, descending));
        }
        return new Order(terms);
    }

    private static Optional<SortKey> key(Target target, Parameters parameters) {
        return switch (target) {
            case Target.OfText(TextField field) -> Optional.of(new SortKey.OfText(field));
            case Target.OfTime(TimeField field) -> Optional.of(new SortKey.OfTime(field));
            case Target.OfNumber(NumberField field) -> Optional.of(new SortKey.OfNumber(field));
            case Target.OfParameter(String name) ->
                Optional.of(
                        switch (parameters) {
                            case AS_TEXTS -> new SortKey.OfParameterText(name);
                            case BY_VALUE -> new SortKey.OfParameter(name);
                        });
            case Target.OfTag(String key) -> Optional.of(new SortKey.OfTag(key));
            case Target.OfLength(String series) -> Optional.of(new SortKey.OfLength(series));
            case Target.OfAggregate(String series, Aggregation aggregation) ->
                Optional.of(new SortKey.OfAggregate(series, aggregation));
            case Target.OfSummary _,
                    Target.OfTags _,
                    Target.OfTagTexts _,
                    Target.OfParameterNames _,
                    Target.OfSeriesNames _,
                    Target.OfNothing _ -> Optional.empty();
        };
    }
}
