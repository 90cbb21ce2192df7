package dev.assay.query;

/// Asks a number how it stands to another.
public record NumberTest(Comparison comparison, Num to) {

    public boolean holds(long value) {
        return to.isNaN() ? comparison.holdsForNaN() : comparison.holds(Num.compare(value, to));
    }

    public boolean holds(double value) {
        return (to.isNaN() || Double.isNaN(value))
                ? comparison.holdsForNaN()
                : comparison.holds(Num.compare(value, to));
    }
}
