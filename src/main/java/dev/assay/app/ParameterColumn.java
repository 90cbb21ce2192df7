package dev.assay.app;

import dev.assay.domain.ParameterValue;
import dev.assay.domain.ParameterValue.Bool;
import dev.assay.domain.ParameterValue.Datetime;
import dev.assay.domain.ParameterValue.Dbl;
import dev.assay.domain.ParameterValue.Int;
import dev.assay.domain.ParameterValue.Str;
import java.time.temporal.ChronoUnit;

/// What the values of a parameter are in all experiments of an export: where they agree, that; integers among doubles
/// are doubles where none is rounded by it; else they are texts, as they came. Not for several threads.
final class ParameterColumn {

    /// Every integer up to it is a double.
    private static final long EXACT_MAX = 1L << 53;

    private boolean bools = true;
    private boolean integers = true;
    private boolean numbers = true;
    private boolean times = true;

    /// Looks at one more value.
    void add(ParameterValue value) {
        bools &= value instanceof Bool;
        integers &= value instanceof Int;
        numbers &= isDouble(value);
        times &= value instanceof Datetime time
                && time.value().equals(time.value().truncatedTo(ChronoUnit.MILLIS));
    }

    private static boolean isDouble(ParameterValue value) {
        return switch (value) {
            case Dbl _ -> true;
            case Int(long number, String _) -> -EXACT_MAX <= number && number <= EXACT_MAX;
            case Bool _, Datetime _, Str _ -> false;
        };
    }

    ExportSink.Type type() {
        if (bools) {
            return ExportSink.Type.BOOLEAN;
        }
        if (integers) {
            return ExportSink.Type.INTEGER;
        }
        if (numbers) {
            return ExportSink.Type.DOUBLE;
        }
        return times ? ExportSink.Type.TIME : ExportSink.Type.TEXT;
    }

    /// Gives a value to a column of that type.
    static void write(ExportSink sink, int column, ExportSink.Type type, ParameterValue value) {
        switch (type) {
            case BOOLEAN -> sink.bool(column, ((Bool) value).value());
            case INTEGER -> sink.integer(column, ((Int) value).value());
            case DOUBLE -> sink.decimal(column, value instanceof Int number ? number.value() : ((Dbl) value).value());
            case TIME -> sink.time(column, ((Datetime) value).value());
            case TEXT, TAGS -> sink.text(column, value.text());
        }
    }
}
