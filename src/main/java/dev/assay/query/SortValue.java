package dev.assay.query;

import dev.assay.domain.ParameterValue;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What one subject has to say to one key of an order. Ranks come before values, and no direction turns
/// them round.
public sealed interface SortValue {

    record OfNumber(Num number) implements SortValue {}

    record OfText(String text) implements SortValue {}

    record NotANumber() implements SortValue {}

    record Missing() implements SortValue {}

    static SortValue of(Order.SortKey key, Subject subject) {
        return switch (key) {
            case Order.SortKey.OfText(TextField field) ->
                field == TextField.MODEL_NUMBER ? number(subject.text(field)) : of(subject.text(field));
            case Order.SortKey.OfTime(TimeField field) -> of(subject.time(field));
            case Order.SortKey.OfNumber(NumberField field) -> of(subject.number(field));
            case Order.SortKey.OfParameter(String name) ->
                subject.parameter(name).<SortValue>map(SortValue::of).orElseGet(Missing::new);
            case Order.SortKey.OfParameterText(String name) ->
                of(subject.parameter(name).map(ParameterValue::text));
            case Order.SortKey.OfTag(String tag) -> of(subject.tag(tag));
            case Order.SortKey.OfLength(String series) -> of(subject.length(series));
            case Order.SortKey.OfAggregate aggregate -> of(subject.value(aggregate.series(), aggregate.aggregation()));
        };
    }

    private static SortValue number(Optional<String> digits) {
        return digits.<SortValue>map(text -> new OfNumber(new Num.Int(Long.parseLong(text))))
                .orElseGet(Missing::new);
    }

    private static SortValue of(Optional<String> text) {
        return text.<SortValue>map(SortValue::of).orElseGet(Missing::new);
    }

    private static SortValue of(OptionalLong value) {
        return value.isPresent() ? new OfNumber(new Num.Int(value.getAsLong())) : new Missing();
    }

    private static SortValue of(OptionalDouble value) {
        return value.isPresent() ? of(value.getAsDouble()) : new Missing();
    }

    private static SortValue of(double value) {
        return Double.isNaN(value) ? new NotANumber() : new OfNumber(new Num.Dbl(value));
    }

    private static SortValue of(ParameterValue value) {
        return switch (value) {
            case ParameterValue.Int integer -> new OfNumber(new Num.Int(integer.value()));
            case ParameterValue.Dbl dbl -> of(dbl.value());
            case ParameterValue.Bool _, ParameterValue.Datetime _, ParameterValue.Str _ -> of(value.text());
        };
    }

    private static SortValue of(String text) {
        boolean fits =
                text.length() <= Order.TEXT_CHARS_MAX || text.codePointCount(0, text.length()) <= Order.TEXT_CHARS_MAX;
        return new OfText(fits ? text : text.substring(0, text.offsetByCodePoints(0, Order.TEXT_CHARS_MAX)));
    }

    private int rank() {
        return switch (this) {
            case OfNumber _ -> 0;
            case OfText _ -> 1;
            case NotANumber _ -> 2;
            case Missing _ -> 3;
        };
    }

    static int compare(SortValue a, SortValue b, boolean descending) {
        int order = 0;
        if (a instanceof OfNumber(Num one) && b instanceof OfNumber(Num other)) {
            order = Num.compare(one, other);
        } else if (a instanceof OfText(String one) && b instanceof OfText(String other)) {
            order = CodePoints.compare(one, other);
        } else {
            return Integer.compare(a.rank(), b.rank());
        }
        return descending ? -order : order;
    }
}
