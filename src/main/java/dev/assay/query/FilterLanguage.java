package dev.assay.query;

import dev.assay.domain.Aggregation;
import java.util.ArrayList;
import java.util.List;

/// Reads a filter as people write it: MLflow's search language, and what it lacks.
/// `docs/reference/search.md` is its reference. Throws `InvalidFilter` with the position of what is
/// wrong.
public final class FilterLanguage {

    private static final String WHAT = "filter";

    private final Vocabulary vocabulary;
    private final Words words;
    private int depth;
    private int leaves;

    private FilterLanguage(Vocabulary vocabulary, String text) {
        this.vocabulary = vocabulary;
        this.words = new Words(WHAT, text);
    }

    /// A text without a word matches everything.
    public static Filter parse(Vocabulary vocabulary, String text) {
        FilterLanguage language = new FilterLanguage(vocabulary, text);
        if (language.words.peek().kind() == Token.Kind.END) {
            return Filter.all();
        }
        Filter filter = language.either();
        language.words.requireEnd("and, or, or the end");
        return filter;
    }

    private Filter either() {
        List<Filter> filters = new ArrayList<>(List.of(all()));
        while (words.skipWord("or")) {
            filters.add(all());
        }
        return filters.size() == 1 ? filters.getFirst() : new Filter.Or(filters);
    }

    private Filter all() {
        List<Filter> filters = new ArrayList<>(List.of(one()));
        while (words.skipWord("and")) {
            filters.add(one());
        }
        return filters.size() == 1 ? filters.getFirst() : new Filter.And(filters);
    }

    private Filter one() {
        Token start = words.peek();
        if (words.skipWord("not")) {
            enter(start);
            Filter inside = one();
            depth--;
            return new Filter.Not(inside);
        }
        if (words.skipSymbol("(")) {
            enter(start);
            Filter inside = either();
            words.requireSymbol(")");
            depth--;
            return inside;
        }
        leaves++;
        if (leaves > Filter.LEAVES_MAX) {
            throw words.fault(start, "more than " + Filter.LEAVES_MAX + " comparisons");
        }
        return comparison();
    }

    private void enter(Token start) {
        depth++;
        if (depth > Filter.DEPTH_MAX) {
            throw words.fault(start, "deeper than " + Filter.DEPTH_MAX + " levels");
        }
    }

    private Filter comparison() {
        Token name = words.peek();
        Target target = words.target(vocabulary);
        if (words.skipWord("is")) {
            boolean absent = !words.skipWord("not");
            words.requireWord("null");
            Filter present = present(target, name);
            return absent ? new Filter.Not(present) : present;
        }
        Operand operand = new Operand(words, target);
        return switch (target) {
            case Target.OfText(TextField field) -> text(field, operand.textTest());
            case Target.OfTime(TimeField field) -> new Filter.Time(field, operand.timeTest());
            case Target.OfNumber(NumberField field) -> new Filter.Quantity(field, operand.numberTest());
            case Target.OfParameter(String parameter) -> new Filter.Parameter(parameter, operand.valueTest());
            case Target.OfTag(String key) -> new Filter.Tag(key, operand.textTest());
            case Target.OfLength(String series) -> new Filter.Length(series, operand.numberTest());
            case Target.OfAggregate(String series, Aggregation aggregation) ->
                new Filter.Aggregate(series, aggregation, operand.numberTest());
            case Target.OfSummary(String series, Aggregation aggregation) ->
                new Filter.Summary(series, aggregation, operand.numberTest());
            case Target.OfTags _ -> throw words.fault(name, "tags are compared by their keys: tags.KEY");
            case Target.OfTagTexts _ -> tagText(operand, name);
            case Target.OfParameterNames _ -> new Filter.HasParameter(operand.textTest());
            case Target.OfSeriesNames _ -> new Filter.HasSeries(operand.textTest());
            case Target.OfNothing _ -> {
                operand.textTest();
                yield Filter.none();
            }
        };
    }

    private static Filter text(TextField field, TextTest test) {
        return new Filter.Text(field, field == TextField.STATUS ? Statuses.inMlflowsWords(test) : test);
    }

    private Filter tagText(Operand operand, Token name) {
        return switch (operand.textTest()) {
            case TextTest.Equal(String text) -> new Filter.Tag(text, new TextTest.Equal(""));
            case TextTest.NotEqual(String text) -> new Filter.Not(new Filter.Tag(text, new TextTest.Equal("")));
            case TextTest.OneOf(List<String> texts) ->
                new Filter.Or(texts.stream()
                        .<Filter>map(text -> new Filter.Tag(text, new TextTest.Equal("")))
                        .toList());
            case TextTest.Present _, TextTest.Contains _, TextTest.StartsWith _, TextTest.NotOneOf _, TextTest.Like _ ->
                throw words.fault(name, "tag is compared by =, != and IN; tags.KEY by more");
        };
    }

    private Filter present(Target target, Token name) {
        return switch (target) {
            case Target.OfText(TextField field) -> new Filter.Text(field, new TextTest.Present());
            case Target.OfTime(TimeField field) ->
                new Filter.Time(field, new NumberTest(Comparison.GREATER_OR_EQUAL, new Num.Int(Long.MIN_VALUE)));
            case Target.OfNumber(NumberField field) ->
                new Filter.Quantity(field, new NumberTest(Comparison.GREATER_OR_EQUAL, new Num.Int(Long.MIN_VALUE)));
            case Target.OfParameter(String parameter) -> new Filter.HasParameter(new TextTest.Equal(parameter));
            case Target.OfTag(String key) -> new Filter.Tag(key, new TextTest.Present());
            case Target.OfLength(String series) -> new Filter.HasSeries(new TextTest.Equal(series));
            case Target.OfAggregate aggregate -> new Filter.HasSeries(new TextTest.Equal(aggregate.series()));
            case Target.OfSummary _,
                    Target.OfTags _,
                    Target.OfTagTexts _,
                    Target.OfParameterNames _,
                    Target.OfSeriesNames _,
                    Target.OfNothing _ -> throw words.fault(name, "this is never NULL");
        };
    }
}
