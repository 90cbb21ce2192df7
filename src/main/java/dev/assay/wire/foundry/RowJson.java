package dev.assay.wire.foundry;

import dev.assay.domain.Artifact.Column;
import dev.assay.table.Cell;
import dev.assay.table.CellJson;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// A row of a table as an object: every column, null where the row has no value.
final class RowJson {

    private RowJson() {}

    static void write(JsonGenerator json, List<Column> columns, List<Cell> cells) {
        json.writeStartObject();
        for (int i = 0; i < cells.size(); i++) {
            json.writeName(columns.get(i).name());
            CellJson.write(json, cells.get(i));
        }
        json.writeEndObject();
    }
}
