package dev.assay.query;

import dev.assay.domain.ParameterValue;
import java.time.Instant;

/// Asks the value of a parameter. A value of another type than the test is about does not hold.
public sealed interface ValueTest {

    boolean holds(ParameterValue value);

    record OfNumber(NumberTest test) implements ValueTest {
        @Override
        public boolean holds(ParameterValue value) {
            return switch (value) {
                case ParameterValue.Int integer -> test.holds(integer.value());
                case ParameterValue.Dbl dbl -> test.holds(dbl.value());
                case ParameterValue.Bool _, ParameterValue.Datetime _, ParameterValue.Str _ -> false;
            };
        }
    }

    record OfBoolean(Comparison comparison, boolean to) implements ValueTest {
        @Override
        public boolean holds(ParameterValue value) {
            return value instanceof ParameterValue.Bool bool && comparison.holds(Boolean.compare(bool.value(), to));
        }
    }

    record OfTime(Comparison comparison, Instant to) implements ValueTest {
        @Override
        public boolean holds(ParameterValue value) {
            return value instanceof ParameterValue.Datetime time
                    && comparison.holds(time.value().compareTo(to));
        }
    }

    /// Of a string parameter alone.
    record OfString(TextTest test) implements ValueTest {
        @Override
        public boolean holds(ParameterValue value) {
            return value instanceof ParameterValue.Str && test.holds(value.text());
        }
    }

    /// Of the text that any value was written as, which is all that MLflow knows of one.
    record OfText(TextTest test) implements ValueTest {
        @Override
        public boolean holds(ParameterValue value) {
            return test.holds(value.text());
        }
    }
}
