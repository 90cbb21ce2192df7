package dev.assay.query;

import dev.assay.domain.ExactOrder;

/// A number as somebody wrote it. Integers and doubles compare as the numbers that they are, without a
/// cast: of 2^53 and 2^53 + 1 the double is equal to the first alone. −0.0 equals 0.
public sealed interface Num {

    record Int(long value) implements Num {}

    record Dbl(double value) implements Num {}

    default boolean isNaN() {
        return switch (this) {
            case Int _ -> false;
            case Dbl(double value) -> Double.isNaN(value);
        };
    }

    /// Where neither is NaN.
    static int compare(Num a, Num b) {
        return switch (a) {
            case Int(long value) -> compare(value, b);
            case Dbl(double value) -> compare(value, b);
        };
    }

    static int compare(long a, Num b) {
        return switch (b) {
            case Int(long value) -> Long.compare(a, value);
            case Dbl(double value) -> ExactOrder.compare(a, value);
        };
    }

    static int compare(double a, Num b) {
        return switch (b) {
            case Int(long value) -> -ExactOrder.compare(value, a);
            case Dbl(double value) -> a < value ? -1 : a > value ? 1 : 0;
        };
    }
}
