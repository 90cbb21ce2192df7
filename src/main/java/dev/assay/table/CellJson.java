package dev.assay.table;

import dev.assay.json.JsonWriter;
import tools.jackson.core.JsonGenerator;

/// A cell as JSON, for readers of any table.
public final class CellJson {

    private CellJson() {}

    public static void write(JsonGenerator json, Cell cell) {
        switch (cell) {
            case Cell.Nothing _ -> json.writeNull();
            case Cell.Bool(boolean value) -> json.writeBoolean(value);
            case Cell.Int(long value) -> JsonWriter.writeLong(json, value);
            case Cell.Dbl(double value) -> JsonWriter.writeDouble(json, value);
            case Cell.Text(String text) -> json.writeString(text);
            // Readers that have only doubles would round it.
            case Cell.Num(String text) -> json.writeString(text);
            case Cell.Json(String text) -> json.writeRawValue(text);
        }
    }
}
