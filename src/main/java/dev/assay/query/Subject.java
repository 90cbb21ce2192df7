package dev.assay.query;

import dev.assay.domain.Aggregation;
import dev.assay.domain.ParameterValue;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a filter asks of an experiment, and an order too.
public interface Subject {

    Optional<String> text(TextField field);

    OptionalLong time(TimeField field);

    OptionalLong number(NumberField field);

    Optional<ParameterValue> parameter(String name);

    boolean hasParameter(TextTest name);

    /// The value of a tag, empty text where the tag is a text itself.
    Optional<String> tag(String key);

    boolean hasSeries(TextTest name);

    /// How many points the series has; empty where it has none.
    OptionalLong length(String series);

    /// Empty where there is no such value: no points, or nothing but NaN for a minimum or a maximum.
    OptionalDouble value(String series, Aggregation aggregation);

    /// Whether the aggregation is one of those that sum up the series here: chosen for it, or LAST where
    /// none was.
    boolean isSummedUpBy(String series, Aggregation aggregation);
}
