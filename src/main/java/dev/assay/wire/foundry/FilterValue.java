package dev.assay.wire.foundry;

import dev.assay.json.JsonReader;
import dev.assay.query.Num;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a filter compares with: any JSON value that is one thing.
sealed interface FilterValue {

    record Text(String text) implements FilterValue {}

    record Numeric(Num number) implements FilterValue {}

    record Bool(boolean value) implements FilterValue {}

    /// Clients write integers that JavaScript would round as texts.
    Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,18})");

    static FilterValue read(JsonReader reader) {
        return switch (reader.kind()) {
            case TEXT -> new Text(reader.text());
            case BOOL -> new Bool(reader.bool());
            case INTEGER -> new Numeric(new Num.Int(reader.int64()));
            case DECIMAL -> new Numeric(new Num.Dbl(reader.float64()));
            case OBJECT, ARRAY, NULL -> throw reader.malformed("neither a text, a number, true nor false");
        };
    }

    default String text(JsonReader reader) {
        return switch (this) {
            case Text(String text) -> text;
            case Numeric _, Bool _ -> throw reader.malformed("its value is no text");
        };
    }

    default Num number(JsonReader reader) {
        return findNumber().orElseThrow(() -> reader.malformed("its value is no number"));
    }

    default Optional<Num> findNumber() {
        return switch (this) {
            case Numeric(Num number) -> Optional.of(number);
            case Bool _ -> Optional.empty();
            case Text(String text) -> readNumber(text);
        };
    }

    private static Optional<Num> readNumber(String text) {
        return switch (text) {
            case "NaN" -> Optional.of(new Num.Dbl(Double.NaN));
            case "Infinity" -> Optional.of(new Num.Dbl(Double.POSITIVE_INFINITY));
            case "-Infinity" -> Optional.of(new Num.Dbl(Double.NEGATIVE_INFINITY));
            default -> INTEGER.matcher(text).matches() ? int64(text) : Optional.empty();
        };
    }

    private static Optional<Num> int64(String text) {
        try {
            return Optional.of(new Num.Int(Long.parseLong(text)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
