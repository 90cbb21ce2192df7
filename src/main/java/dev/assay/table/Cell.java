package dev.assay.table;

/// One value of a table.
public sealed interface Cell {

    Cell NOTHING = new Nothing();

    /// Null, or not there.
    record Nothing() implements Cell {}

    record Bool(boolean value) implements Cell {}

    record Int(long value) implements Cell {}

    /// NaN and the infinities are values too.
    record Dbl(double value) implements Cell {}

    record Text(String text) implements Cell {}

    /// A number that is neither an int64 nor a double, as it was written.
    record Num(String text) implements Cell {}

    /// A list or an object, as JSON.
    record Json(String text) implements Cell {}
}
