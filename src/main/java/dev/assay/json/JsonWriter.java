package dev.assay.json;

import tools.jackson.core.JsonGenerator;

/// The number rules of answers, beside what Jackson's generator does by itself.
public final class JsonWriter {

    /// The greatest magnitude up to which JavaScript keeps every integer.
    public static final long EXACT_MAX = (1L << 53) - 1;

    private JsonWriter() {}

    public static void writeDouble(JsonGenerator json, String name, double value) {
        json.writeName(name);
        writeDouble(json, value);
    }

    /// A number; NaN and the infinities, for which JSON has none, as `"NaN"`, `"Infinity"`, `"-Infinity"`.
    public static void writeDouble(JsonGenerator json, double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Double.toString(value));
        }
    }

    public static void writeLong(JsonGenerator json, String name, long value) {
        json.writeName(name);
        writeLong(json, value);
    }

    /// A number; a string where a reader that has only doubles would round it, or where the generator says so.
    public static void writeLong(JsonGenerator json, long value) {
        if (isExact(value) && !(json instanceof LongsAsTexts)) {
            json.writeNumber(value);
        } else {
            json.writeString(Long.toString(value));
        }
    }

    static boolean isExact(long value) {
        return -EXACT_MAX <= value && value <= EXACT_MAX;
    }

    /// Always a number, as MLflow's clients want it.
    public static void writeLongExact(JsonGenerator json, String name, long value) {
        json.writeName(name);
        json.writeNumber(value);
    }
}
