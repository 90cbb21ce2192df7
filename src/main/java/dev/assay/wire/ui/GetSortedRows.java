package dev.assay.wire.ui;

import dev.assay.app.StoredTable;
import dev.assay.app.StoredTable.PlacedRow;
import dev.assay.app.TableReads;
import dev.assay.domain.Artifact.Column;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Rid;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import dev.assay.table.RowJson;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// `GET /ui/api/models/{modelRid}/experiments/{experimentRid}/tables/{name}/rows`: a page of the rows of a table in
/// the order of one of its columns, each with its place in the table. In their own order Foundry's API has them.
final class GetSortedRows implements Handler {

    private static final int LIMIT = 100;
    private static final int LIMIT_MAX = 100;

    private final TableReads tables;

    GetSortedRows(TableReads tables) {
        this.tables = tables;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.reader(context, "orderBy", "descending", "offset", "limit");
        Rid model = Rid.parse("modelRid", context.pathParam("modelRid"));
        Rid experiment = Rid.parse("experimentRid", context.pathParam("experimentRid"));
        String column = Queries.findText(context, "orderBy").orElseThrow(() -> Faults.invalid("orderBy", "missing"));
        boolean descending = Queries.flag(context, "descending");
        long offset = Queries.offset(context, "offset");
        int limit = Queries.pageSize(context, "limit", LIMIT, LIMIT_MAX);
        try (StoredTable table = tables.open(caller, model, experiment, context.pathParam("name"))) {
            List<Column> columns = table.columns();
            List<PlacedRow> rows = table.readSorted(place(columns, column), descending, offset, limit);
            JsonAnswer.write(context, json -> {
                json.writeStartObject();
                json.writeArrayPropertyStart("rows");
                rows.forEach(row -> write(json, columns, row));
                json.writeEndArray();
                json.writeEndObject();
            });
        }
    }

    private static int place(List<Column> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw Faults.invalid("orderBy", "no column of the table");
    }

    private static void write(JsonGenerator json, List<Column> columns, PlacedRow row) {
        json.writeStartObject();
        json.writeNumberProperty("place", row.place());
        json.writeName("cells");
        RowJson.write(json, columns, row.cells());
        json.writeEndObject();
    }
}
