package dev.assay.query;

import dev.assay.domain.Aggregation;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Which experiments are wanted. A part that asks for what an experiment does not have does not match it;
/// `Not` matches just what its part does not.
public sealed interface Filter {

    /// How deep filters may lie in each other.
    int DEPTH_MAX = 32;

    /// How many questions a filter may ask.
    int LEAVES_MAX = 500;

    /// Matches everything.
    static Filter all() {
        return new And(List.of());
    }

    /// Matches nothing.
    static Filter none() {
        return new Or(List.of());
    }

    record And(List<Filter> filters) implements Filter {
        public And {
            filters = List.copyOf(filters);
        }
    }

    record Or(List<Filter> filters) implements Filter {
        public Or {
            filters = List.copyOf(filters);
        }
    }

    record Not(Filter filter) implements Filter {}

    record Text(TextField field, TextTest test) implements Filter {}

    record Time(TimeField field, NumberTest test) implements Filter {}

    record Quantity(NumberField field, NumberTest test) implements Filter {}

    record Parameter(String name, ValueTest test) implements Filter {}

    /// Has a parameter with such a name.
    record HasParameter(TextTest name) implements Filter {}

    /// The value of a tag; a tag text is a key with an empty value.
    record Tag(String key, TextTest value) implements Filter {}

    /// Has points under such a name.
    record HasSeries(TextTest name) implements Filter {}

    record Length(String series, NumberTest test) implements Filter {}

    record Aggregate(String series, Aggregation aggregation, NumberTest test) implements Filter {}

    /// An aggregate that sums the series up, as the experiment shows it.
    record Summary(String series, Aggregation aggregation, NumberTest test) implements Filter {}

    default boolean matches(Subject subject) {
        return switch (this) {
            case And(List<Filter> filters) -> {
                for (Filter filter : filters) {
                    if (!filter.matches(subject)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Or(List<Filter> filters) -> {
                for (Filter filter : filters) {
                    if (filter.matches(subject)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Not(Filter filter) -> !filter.matches(subject);
            case Text(TextField field, TextTest test) ->
                subject.text(field).filter(test::holds).isPresent();
            case Time(TimeField field, NumberTest test) -> holds(subject.time(field), test);
            case Quantity(NumberField field, NumberTest test) -> holds(subject.number(field), test);
            case Parameter(String name, ValueTest test) ->
                subject.parameter(name).filter(test::holds).isPresent();
            case HasParameter(TextTest name) -> subject.hasParameter(name);
            case Tag(String key, TextTest value) ->
                subject.tag(key).filter(value::holds).isPresent();
            case HasSeries(TextTest name) -> subject.hasSeries(name);
            case Length(String series, NumberTest test) -> holds(subject.length(series), test);
            case Aggregate(String series, Aggregation aggregation, NumberTest test) ->
                holds(subject.value(series, aggregation), test);
            case Summary(String series, Aggregation aggregation, NumberTest test) ->
                subject.isSummedUpBy(series, aggregation) && holds(subject.value(series, aggregation), test);
        };
    }

    private static boolean holds(OptionalLong value, NumberTest test) {
        return value.isPresent() && test.holds(value.getAsLong());
    }

    private static boolean holds(OptionalDouble value, NumberTest test) {
        return value.isPresent() && test.holds(value.getAsDouble());
    }
}
