package dev.assay.query;

import dev.assay.domain.Aggregation;
import dev.assay.domain.ParameterValue;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// An experiment of maps.
final class FakeExperiment implements Subject {

    private record Series(long length, OptionalDouble min, OptionalDouble max, double last) {}

    private final Map<TextField, String> texts = new EnumMap<>(TextField.class);
    private final Map<TimeField, Long> times = new EnumMap<>(TimeField.class);
    private final Map<NumberField, Long> numbers = new EnumMap<>(NumberField.class);
    private final Map<String, ParameterValue> parameters = new HashMap<>();
    private final Map<String, String> tags = new HashMap<>();
    private final Map<String, Series> series = new HashMap<>();
    private final Map<String, Aggregation> chosen = new HashMap<>();

    FakeExperiment with(TextField field, String text) {
        texts.put(field, text);
        return this;
    }

    FakeExperiment with(TimeField field, long timeMs) {
        times.put(field, timeMs);
        return this;
    }

    FakeExperiment with(NumberField field, long number) {
        numbers.put(field, number);
        return this;
    }

    FakeExperiment with(String parameter, ParameterValue value) {
        parameters.put(parameter, value);
        return this;
    }

    FakeExperiment withTag(String key, String value) {
        tags.put(key, value);
        return this;
    }

    FakeExperiment withSeries(String name, long length, double min, double max, double last) {
        series.put(name, new Series(length, number(min), number(max), last));
        return this;
    }

    FakeExperiment choosing(String name, Aggregation aggregation) {
        chosen.put(name, aggregation);
        return this;
    }

    private static OptionalDouble number(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public Optional<String> text(TextField field) {
        return Optional.ofNullable(texts.get(field));
    }

    @Override
    public OptionalLong time(TimeField field) {
        Long time = times.get(field);
        return time == null ? OptionalLong.empty() : OptionalLong.of(time);
    }

    @Override
    public OptionalLong number(NumberField field) {
        Long number = numbers.get(field);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    @Override
    public Optional<ParameterValue> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    @Override
    public boolean hasParameter(TextTest name) {
        return parameters.keySet().stream().anyMatch(name::holds);
    }

    @Override
    public Optional<String> tag(String key) {
        return Optional.ofNullable(tags.get(key));
    }

    @Override
    public boolean hasSeries(TextTest name) {
        return series.keySet().stream().anyMatch(name::holds);
    }

    @Override
    public OptionalLong length(String name) {
        return series.containsKey(name) ? OptionalLong.of(series.get(name).length()) : OptionalLong.empty();
    }

    @Override
    public OptionalDouble value(String name, Aggregation aggregation) {
        if (!series.containsKey(name)) {
            return OptionalDouble.empty();
        }
        Series found = series.get(name);
        return switch (aggregation) {
            case MIN -> found.min();
            case MAX -> found.max();
            case LAST -> OptionalDouble.of(found.last());
        };
    }

    @Override
    public boolean isSummedUpBy(String name, Aggregation aggregation) {
        return chosen.getOrDefault(name, Aggregation.LAST) == aggregation;
    }
}
