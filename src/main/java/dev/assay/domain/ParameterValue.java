package dev.assay.domain;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a parameter was set to: a type, and the text that it was written as, which reads back unchanged.
public sealed interface ParameterValue {

    /// As it came; for a value that came typed, its plainest text.
    String text();

    record Bool(boolean value, String text) implements ParameterValue {
        public Bool(boolean value) {
            this(value, Boolean.toString(value));
        }
    }

    record Int(long value, String text) implements ParameterValue {
        public Int(long value) {
            this(value, Long.toString(value));
        }
    }

    /// NaN and the infinities are values too; their texts are Python's.
    record Dbl(double value, String text) implements ParameterValue {
        public Dbl(double value) {
            this(value, pythonText(value));
        }

        private static String pythonText(double value) {
            if (Double.isNaN(value)) {
                return "nan";
            }
            if (Double.isInfinite(value)) {
                return value > 0 ? "inf" : "-inf";
            }
            return Double.toString(value);
        }
    }

    /// An ISO-8601 date and time with a zone.
    record Datetime(Instant value, String text) implements ParameterValue {

        private static final int YEAR_MAX = 9_999;
        private static final int SECONDS_PER_MINUTE = 60;

        public static Datetime parse(String text) {
            return find(text)
                    .orElseThrow(() -> Faults.invalid("datetime", "not an ISO-8601 date and time with a zone"));
        }

        /// Of the years 1 to 9999, with an offset of whole minutes: others break the clients that read them.
        public static Optional<Datetime> find(String text) {
            try {
                OffsetDateTime time = OffsetDateTime.parse(text);
                boolean readable = time.getYear() >= 1
                        && time.getYear() <= YEAR_MAX
                        && time.getOffset().getTotalSeconds() % SECONDS_PER_MINUTE == 0;
                return readable ? Optional.of(new Datetime(time.toInstant(), text)) : Optional.empty();
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }

    record Str(String text) implements ParameterValue {}

    /// Reads a text that came without a type, as MLflow's do: boolean, integer or double where it is exactly that, else
    /// string.
    static ParameterValue read(String text) {
        return switch (text) {
            case "true", "True" -> new Bool(true, text);
            case "false", "False" -> new Bool(false, text);
            case "nan" -> new Dbl(Double.NaN, text);
            case "inf" -> new Dbl(Double.POSITIVE_INFINITY, text);
            case "-inf" -> new Dbl(Double.NEGATIVE_INFINITY, text);
            default -> readNumber(text);
        };
    }

    private static ParameterValue readNumber(String text) {
        if (Grammar.INTEGER.matcher(text).matches() && !text.equals("-0")) {
            try {
                return new Int(Long.parseLong(text), text);
            } catch (NumberFormatException e) {
                return new Str(text);
            }
        }
        if (Grammar.DOUBLE.matcher(text).matches() && (text.indexOf('.') >= 0 || hasExponent(text))) {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) ? new Str(text) : new Dbl(value, text);
        }
        return new Str(text);
    }

    private static boolean hasExponent(String text) {
        return text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    }

    /// The two patterns of the grammar; a text longer than any number is no number.
    final class Grammar {
        static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,18})");
        static final Pattern DOUBLE =
                Pattern.compile("-?(0|[1-9][0-9]{0,999})(\\.[0-9]{0,999})?([eE][+-]?[0-9]{1,9})?");

        private Grammar() {}
    }
}
