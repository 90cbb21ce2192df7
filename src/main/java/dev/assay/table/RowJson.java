package dev.assay.table;

import dev.assay.domain.Artifact.Column;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// A row of a table as an object: every column, null where the row has no value.
public final class RowJson {

    private RowJson() {}

    public static void write(JsonGenerator json, List<Column> columns, List<Cell> cells) {
        json.writeStartObject();
        for (int i = 0; i < cells.size(); i++) {
            json.writeName(columns.get(i).name());
            CellJson.write(json, cells.get(i));
        }
        json.writeEndObject();
    }
}
