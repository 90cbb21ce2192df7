package dev.assay.wire.foundry;

import dev.assay.domain.Aggregation;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.domain.Rid;
import dev.assay.domain.Status;
import dev.assay.json.JsonReader;
import dev.assay.query.Comparison;
import dev.assay.query.Filter;
import dev.assay.query.NumberTest;
import dev.assay.query.TextField;
import dev.assay.query.TextTest;
import dev.assay.wire.json.Field;
import dev.assay.wire.json.Unions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Reads Foundry's filters: nine kinds, told apart by `type`. Whatever is wrong in one is
/// `InvalidExperimentSearchFilter`, with the place in the body and what would be right.
final class FilterJson {

    private final JsonReader reader;
    private int depth;
    private int leaves;

    private FilterJson(JsonReader reader) {
        this.reader = reader;
    }

    static Filter read(JsonReader reader) {
        try {
            return new FilterJson(reader).filter();
        } catch (Fault fault) {
            throw inWordsOfTheFilter(fault);
        }
    }

    private static Fault inWordsOfTheFilter(Fault fault) {
        Optional<String> where = Optional.ofNullable(fault.args().get("where"));
        Optional<String> reason = Optional.ofNullable(fault.args().get("reason"));
        return where.isPresent() && reason.isPresent()
                ? Faults.invalidSearchFilter(where.get() + ": " + reason.get())
                : fault;
    }

    private Filter filter() {
        depth++;
        if (depth > Filter.DEPTH_MAX) {
            throw reader.malformed("deeper than " + Filter.DEPTH_MAX + " filters");
        }
        Filter read = switch (Unions.type(reader)) {
            case "and" -> new Filter.And(filters());
            case "or" -> new Filter.Or(filters());
            case "not" -> new Filter.Not(only("value", this::filter));
            case "eq" -> leaf(this::equal);
            case "contains" -> leaf(() -> part(TextTest.Contains::new));
            case "startsWith" -> leaf(() -> part(TextTest.StartsWith::new));
            case "parameterFilter" -> leaf(() -> ParameterFilterJson.read(reader));
            case "seriesFilter" -> leaf(this::series);
            case "summaryMetricFilter" -> leaf(this::summary);
            default ->
                throw reader.malformed("its type is none of eq, contains, startsWith, and, or, not, parameterFilter,"
                        + " seriesFilter, summaryMetricFilter");
        };
        depth--;
        return read;
    }

    private Filter leaf(Supplier<Filter> read) {
        leaves++;
        if (leaves > Filter.LEAVES_MAX) {
            throw reader.malformed("more than " + Filter.LEAVES_MAX + " comparisons");
        }
        return read.get();
    }

    private List<Filter> filters() {
        return only("filters", () -> {
            List<Filter> filters = new ArrayList<>();
            reader.array(() -> filters.add(filter()));
            return filters;
        });
    }

    private <T> T only(String name, Supplier<T> read) {
        Field<T> value = new Field<>(name);
        reader.object(field -> {
            if (field.equals(name)) {
                value.set(read.get());
            } else {
                Unions.skipType(reader, field);
            }
        });
        return value.get(reader);
    }

    private enum EqualField {
        STATUS,
        BRANCH,
        EXPERIMENT_NAME,
        EXPERIMENT_RID,
        JOB_RID,
        TAG,
        PARAMETER_NAME,
        SERIES_NAME
    }

    private enum PartField {
        EXPERIMENT_NAME,
        PARAMETER_NAME,
        SERIES_NAME
    }

    private Filter equal() {
        Field<EqualField> of = new Field<>("field");
        Field<FilterValue> value = new Field<>("value");
        reader.object(field -> {
            switch (field) {
                case "field" -> of.set(word(EqualField.class));
                case "value" -> value.set(FilterValue.read(reader));
                default -> Unions.skipType(reader, field);
            }
        });
        String to = value.get(reader).text(reader);
        TextTest test = new TextTest.Equal(to);
        return switch (of.get(reader)) {
            case STATUS -> new Filter.Text(TextField.STATUS, status(to));
            case BRANCH -> new Filter.Text(TextField.BRANCH, test);
            case EXPERIMENT_NAME -> new Filter.Text(TextField.NAME, test);
            case EXPERIMENT_RID -> new Filter.Text(TextField.RID, rid(to));
            case JOB_RID -> new Filter.Text(TextField.JOB_RID, rid(to));
            case TAG -> new Filter.Tag(to, new TextTest.Equal(""));
            case PARAMETER_NAME -> new Filter.HasParameter(test);
            case SERIES_NAME -> new Filter.HasSeries(test);
        };
    }

    private TextTest status(String word) {
        return switch (word) {
            case "RUNNING" -> words(Status.Word.RUNNING, Status.Word.SCHEDULED);
            case "SUCCEEDED" -> words(Status.Word.FINISHED);
            case "FAILED" -> words(Status.Word.FAILED, Status.Word.KILLED);
            default -> throw reader.malformed("a status is RUNNING, SUCCEEDED or FAILED");
        };
    }

    private static TextTest words(Status.Word... words) {
        return new TextTest.OneOf(Arrays.stream(words).map(Status.Word::name).toList());
    }

    private TextTest rid(String text) {
        if (!Rid.isRid(text)) {
            throw reader.malformed("its value is no resource identifier");
        }
        return new TextTest.Equal(text);
    }

    private Filter part(Function<String, TextTest> test) {
        Field<PartField> of = new Field<>("field");
        Field<FilterValue> value = new Field<>("value");
        reader.object(field -> {
            switch (field) {
                case "field" -> of.set(word(PartField.class));
                case "value" -> value.set(FilterValue.read(reader));
                default -> Unions.skipType(reader, field);
            }
        });
        TextTest wanted = test.apply(value.get(reader).text(reader));
        return switch (of.get(reader)) {
            case EXPERIMENT_NAME -> new Filter.Text(TextField.NAME, wanted);
            case PARAMETER_NAME -> new Filter.HasParameter(wanted);
            case SERIES_NAME -> new Filter.HasSeries(wanted);
        };
    }

    private enum SeriesField {
        LENGTH,
        AGGREGATION_MIN,
        AGGREGATION_MAX,
        AGGREGATION_LAST
    }

    private enum Operator {
        EQ,
        GT,
        LT;

        Comparison comparison() {
            return switch (this) {
                case EQ -> Comparison.EQUAL;
                case GT -> Comparison.GREATER;
                case LT -> Comparison.LESS;
            };
        }
    }

    private Filter series() {
        Field<String> name = new Field<>("seriesName");
        Field<SeriesField> of = new Field<>("field");
        Field<Operator> operator = new Field<>("operator");
        Field<FilterValue> value = new Field<>("value");
        reader.object(field -> {
            switch (field) {
                case "seriesName" -> name.set(reader.text());
                case "field" -> of.set(word(SeriesField.class));
                case "operator" -> operator.set(word(Operator.class));
                case "value" -> value.set(FilterValue.read(reader));
                default -> Unions.skipType(reader, field);
            }
        });
        NumberTest test = new NumberTest(
                operator.get(reader).comparison(), value.get(reader).number(reader));
        String series = name.get(reader);
        return switch (of.get(reader)) {
            case LENGTH -> new Filter.Length(series, test);
            case AGGREGATION_MIN -> new Filter.Aggregate(series, Aggregation.MIN, test);
            case AGGREGATION_MAX -> new Filter.Aggregate(series, Aggregation.MAX, test);
            case AGGREGATION_LAST -> new Filter.Aggregate(series, Aggregation.LAST, test);
        };
    }

    private Filter summary() {
        Field<String> name = new Field<>("seriesName");
        Field<Aggregation> aggregation = new Field<>("aggregation");
        Field<Operator> operator = new Field<>("operator");
        Field<FilterValue> value = new Field<>("value");
        reader.object(field -> {
            switch (field) {
                case "seriesName" -> name.set(reader.text());
                case "aggregation" -> aggregation.set(word(Aggregation.class));
                case "operator" -> operator.set(word(Operator.class));
                case "value" -> value.set(FilterValue.read(reader));
                default -> Unions.skipType(reader, field);
            }
        });
        NumberTest test = new NumberTest(
                operator.get(reader).comparison(), value.get(reader).number(reader));
        return new Filter.Summary(name.get(reader), aggregation.get(reader), test);
    }

    private <E extends Enum<E>> E word(Class<E> words) {
        String text = reader.text();
        E[] known = words.getEnumConstants();
        return Arrays.stream(known)
                .filter(word -> word.name().equals(text))
                .findFirst()
                .orElseThrow(() -> reader.malformed(
                        "none of " + Arrays.stream(known).map(Enum::name).collect(Collectors.joining(", "))));
    }
}
