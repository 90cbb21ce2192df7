package dev.assay.wire.foundry;

import dev.assay.domain.Artifact.Column;
import dev.assay.json.JsonWriter;
import dev.assay.table.Cell;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// A row of a table as an object: every column, null where the row has no value.
final class RowJson {

    private RowJson() {}

    static void write(JsonGenerator json, List<Column> columns, List<Cell> cells) {
        json.writeStartObject();
        for (int i = 0; i < cells.size(); i++) {
            json.writeName(columns.get(i).name());
            write(json, cells.get(i));
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Cell cell) {
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
