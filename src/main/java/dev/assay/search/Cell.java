package dev.assay.search;

import dev.assay.domain.ParameterValue;
import dev.assay.domain.Tag;
import java.util.List;

/// What a table shows of an experiment in one column.
public sealed interface Cell {

    /// The experiment has nothing of the kind.
    record Absent() implements Cell {}

    record Whole(long value) implements Cell {}

    record Decimal(double value) implements Cell {}

    record Truth(boolean value) implements Cell {}

    record Text(String text) implements Cell {}

    record Tags(List<Tag> tags) implements Cell {
        public Tags {
            tags = List.copyOf(tags);
        }
    }

    /// As people read it; of what has none, the empty text.
    default String text() {
        return switch (this) {
            case Absent _, Tags _ -> "";
            case Whole(long value) -> Long.toString(value);
            case Decimal(double value) -> Double.toString(value);
            case Truth(boolean value) -> Boolean.toString(value);
            case Text(String text) -> text;
        };
    }

    static Cell of(ParameterValue value) {
        return switch (value) {
            case ParameterValue.Bool bool -> new Truth(bool.value());
            case ParameterValue.Int integer -> new Whole(integer.value());
            case ParameterValue.Dbl dbl -> new Decimal(dbl.value());
            case ParameterValue.Datetime _, ParameterValue.Str _ -> new Text(value.text());
        };
    }
}
