package dev.assay.wire.foundry;

import dev.assay.domain.Fault;
import dev.assay.domain.ParameterValue.Datetime;
import dev.assay.json.JsonReader;
import dev.assay.query.Comparison;
import dev.assay.query.Filter;
import dev.assay.query.NumberTest;
import dev.assay.query.TextTest;
import dev.assay.query.ValueTest;
import dev.assay.wire.json.Field;
import dev.assay.wire.json.Unions;

/// `parameterFilter`: name and value are of the same parameter. EQ takes a boolean, a number or a
/// datetime, GT and LT a number or a datetime, CONTAINS a text.
final class ParameterFilterJson {

    private ParameterFilterJson() {}

    static Filter read(JsonReader reader) {
        Field<String> name = new Field<>("parameterName");
        Field<String> operator = new Field<>("operator");
        Field<FilterValue> value = new Field<>("value");
        reader.object(field -> {
            switch (field) {
                case "parameterName" -> name.set(reader.text());
                case "operator" -> operator.set(reader.text());
                case "value" -> value.set(FilterValue.read(reader));
                default -> Unions.skipType(reader, field);
            }
        });
        FilterValue to = value.get(reader);
        ValueTest test = switch (operator.get(reader)) {
            case "EQ" -> compared(reader, Comparison.EQUAL, to);
            case "GT" -> compared(reader, Comparison.GREATER, to);
            case "LT" -> compared(reader, Comparison.LESS, to);
            case "CONTAINS" -> new ValueTest.OfString(new TextTest.Contains(to.text(reader)));
            default -> throw reader.malformed("its operator is none of EQ, GT, LT, CONTAINS");
        };
        return new Filter.Parameter(name.get(reader), test);
    }

    private static ValueTest compared(JsonReader reader, Comparison comparison, FilterValue to) {
        if (to.findNumber().isPresent()) {
            return new ValueTest.OfNumber(
                    new NumberTest(comparison, to.findNumber().get()));
        }
        return switch (to) {
            case FilterValue.Bool(boolean value) -> {
                if (comparison != Comparison.EQUAL) {
                    throw reader.malformed("a boolean is compared by EQ");
                }
                yield new ValueTest.OfBoolean(comparison, value);
            }
            case FilterValue.Text(String text) ->
                new ValueTest.OfTime(
                        comparison,
                        Datetime.find(text).map(Datetime::value).orElseThrow(() -> refused(reader, comparison)));
            case FilterValue.Numeric _ -> throw refused(reader, comparison);
        };
    }

    private static Fault refused(JsonReader reader, Comparison comparison) {
        return reader.malformed(
                (comparison == Comparison.EQUAL ? "EQ takes a boolean, a number or" : "GT and LT take a number or")
                        + " an ISO-8601 date and time with a zone; a text is looked for by CONTAINS");
    }
}
