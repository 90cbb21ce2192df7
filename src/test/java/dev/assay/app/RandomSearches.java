package dev.assay.app;

import dev.assay.domain.Aggregation;
import dev.assay.domain.Parameter;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.SummaryMetric;
import dev.assay.domain.Tag;
import dev.assay.query.Comparison;
import dev.assay.query.Filter;
import dev.assay.query.Num;
import dev.assay.query.NumberField;
import dev.assay.query.NumberTest;
import dev.assay.query.Order;
import dev.assay.query.Order.SortKey;
import dev.assay.query.Order.Term;
import dev.assay.query.Target;
import dev.assay.query.TextField;
import dev.assay.query.TextTest;
import dev.assay.query.TimeField;
import dev.assay.query.ValueTest;
import dev.assay.series.Batch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// What can be asked and what can be logged, at random, out of few names and of values that are hard to
/// tell apart.
final class RandomSearches {

    private static final List<String> NAMES = List.of("a", "A", "ab", "b/c", "\uD83D\uDE00", "\uFFFD");
    private static final List<String> TEXTS =
            List.of("", "x", "X", "xy", "%", "_", "É", "é", "\uD83D\uDE00x", "1", "0.10");
    private static final long[] LONGS = {
        0, 1, -1, 5, (1L << 53) - 1, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE
    };
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        0.5,
        1.0,
        -1.0,
        0x1p53,
        0x1p53 + 2,
        0x1p63,
        -0x1p63,
        0.1,
        Double.NaN,
        Double.MIN_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE
    };
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final SplittableRandom random;

    RandomSearches(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    // What is logged

    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        for (String name : NAMES) {
            if (!oneIn(3)) {
                parameters.add(new Parameter(name, parameterValue()));
            }
        }
        return parameters;
    }

    private ParameterValue parameterValue() {
        return switch (below(6)) {
            case 0 -> new ParameterValue.Bool(oneIn(2));
            case 1 -> new ParameterValue.Int(aLong());
            case 2 -> new ParameterValue.Dbl(aDouble());
            case 3 -> ParameterValue.Datetime.parse(oneIn(2) ? "2026-01-01T00:00:00Z" : "2026-01-01T01:00:00+02:00");
            default -> new ParameterValue.Str(one(TEXTS));
        };
    }

    List<Tag> tags() {
        List<Tag> tags = new ArrayList<>();
        for (String key : NAMES) {
            if (oneIn(2)) {
                tags.add(new Tag(key, one(TEXTS)));
            }
        }
        return tags;
    }

    List<SummaryMetric> summaryMetrics() {
        List<SummaryMetric> metrics = new ArrayList<>();
        for (String name : NAMES) {
            if (oneIn(3)) {
                metrics.add(new SummaryMetric(name, one(List.of(Aggregation.values()))));
            }
        }
        return metrics;
    }

    Batch points() {
        Batch batch = new Batch();
        for (String name : NAMES) {
            for (int i = oneIn(2) ? 0 : random.nextInt(4); i > 0; i--) {
                batch.add(name, random.nextInt(-3, 10), random.nextInt(3), aDouble());
            }
        }
        return batch;
    }

    String name() {
        return one(NAMES) + (oneIn(2) ? "" : one(TEXTS));
    }

    private long aLong() {
        return LONGS[below(LONGS.length)];
    }

    private double aDouble() {
        return DOUBLES[below(DOUBLES.length)];
    }

    // What is asked

    Filter filter(int depth) {
        return switch (depth == 0 ? 9 : below(10)) {
            case 0, 1 -> new Filter.And(filters(depth));
            case 2, 3 -> new Filter.Or(filters(depth));
            case 4, 5 -> new Filter.Not(filter(depth - 1));
            default -> leaf();
        };
    }

    private List<Filter> filters(int depth) {
        List<Filter> filters = new ArrayList<>();
        for (int i = below(4); i > 0; i--) {
            filters.add(filter(depth - 1));
        }
        return filters;
    }

    private Filter leaf() {
        List<Supplier<Filter>> kinds = List.of(
                () -> new Filter.Text(one(List.of(TextField.values())), textTest()),
                () -> new Filter.Time(one(List.of(TimeField.values())), numberTest()),
                () -> new Filter.Quantity(
                        one(List.of(NumberField.values())), new NumberTest(comparison(), new Num.Int(below(500)))),
                () -> new Filter.Parameter(one(NAMES), valueTest()),
                () -> new Filter.Parameter(one(NAMES), valueTest()),
                () -> new Filter.HasParameter(textTest()),
                () -> new Filter.Tag(one(NAMES), textTest()),
                () -> new Filter.HasSeries(textTest()),
                () -> new Filter.Length(one(NAMES), new NumberTest(comparison(), new Num.Int(below(5)))),
                () -> new Filter.Aggregate(one(NAMES), one(List.of(Aggregation.values())), numberTest()),
                () -> new Filter.Aggregate(one(NAMES), one(List.of(Aggregation.values())), numberTest()),
                () -> new Filter.Summary(one(NAMES), one(List.of(Aggregation.values())), numberTest()));
        return one(kinds).get();
    }

    private Comparison comparison() {
        return one(List.of(Comparison.values()));
    }

    private NumberTest numberTest() {
        return new NumberTest(comparison(), oneIn(2) ? new Num.Int(aLong()) : new Num.Dbl(aDouble()));
    }

    private ValueTest valueTest() {
        return switch (below(5)) {
            case 0 -> new ValueTest.OfBoolean(Comparison.EQUAL, oneIn(2));
            case 1 -> new ValueTest.OfTime(comparison(), TIME.minusSeconds(below(2) * 3600L));
            case 2 -> new ValueTest.OfString(textTest());
            case 3 -> new ValueTest.OfText(textTest());
            default -> new ValueTest.OfNumber(numberTest());
        };
    }

    private TextTest textTest() {
        String text = oneIn(3) ? one(NAMES) : oneIn(3) ? "master" : one(TEXTS);
        return switch (below(8)) {
            case 0 -> new TextTest.Equal(text);
            case 1 -> new TextTest.NotEqual(text);
            case 2 -> new TextTest.Contains(text);
            case 3 -> new TextTest.StartsWith(text);
            case 4 -> new TextTest.OneOf(List.of(text, one(TEXTS), "RUNNING"));
            case 5 -> new TextTest.NotOneOf(List.of(text, one(TEXTS)));
            case 6 -> new TextTest.Present();
            default -> new TextTest.Like(text + (oneIn(2) ? "%" : "_"), oneIn(2));
        };
    }

    Order order() {
        Order order = new Order(List.of());
        for (int i = below(3); i > 0; i--) {
            order = order.then(new Term(key(), oneIn(2)));
        }
        return order;
    }

    List<Target> columns() {
        List<Target> columns = new ArrayList<>();
        for (int i = below(8); i > 0; i--) {
            columns.add(column());
        }
        return columns;
    }

    /// One that has a value for each experiment.
    Target column() {
        return switch (below(7)) {
            case 0 -> new Target.OfText(one(List.of(TextField.values())));
            case 1 -> new Target.OfTime(one(List.of(TimeField.values())));
            case 2 -> new Target.OfNumber(one(List.of(NumberField.values())));
            case 3 -> new Target.OfParameter(one(NAMES));
            case 4 -> new Target.OfTag(one(NAMES));
            case 5 -> new Target.OfLength(one(NAMES));
            default -> new Target.OfAggregate(one(NAMES), one(List.of(Aggregation.values())));
        };
    }

    private SortKey key() {
        return switch (below(8)) {
            case 0 ->
                new SortKey.OfText(one(List.of(TextField.NAME, TextField.STATUS, TextField.BRANCH, TextField.JOB_RID)));
            case 1 ->
                new SortKey.OfTime(
                        one(List.of(TimeField.CREATED, TimeField.STARTED, TimeField.ENDED, TimeField.LAST_LOGGED)));
            case 7 -> new SortKey.OfNumber(one(List.of(NumberField.values())));
            case 2 -> new SortKey.OfParameter(one(NAMES));
            case 3 -> new SortKey.OfParameterText(one(NAMES));
            case 4 -> new SortKey.OfTag(one(NAMES));
            case 5 -> new SortKey.OfLength(one(NAMES));
            default -> new SortKey.OfAggregate(one(NAMES), one(List.of(Aggregation.values())));
        };
    }
}
