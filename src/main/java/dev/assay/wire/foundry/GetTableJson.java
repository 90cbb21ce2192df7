package dev.assay.wire.foundry;

import dev.assay.app.StoredTable;
import dev.assay.app.TableReads;
import dev.assay.domain.Caller;
import dev.assay.domain.Rid;
import dev.assay.http.Queries;
import dev.assay.http.StreamAnswer;
import dev.assay.json.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import tools.jackson.core.JsonGenerator;

/// `GET …/experiments/{experimentRid}/artifactTables/{name}/json`: a page of the rows of a table, in their order.
final class GetTableJson implements Handler {

    private static final int PAGE_SIZE = 10;
    private static final int PAGE_SIZE_MAX = 100;

    private final TableReads tables;

    GetTableJson(TableReads tables) {
        this.tables = tables;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.reader(context);
        Rid model = Requests.rid(context, "modelRid");
        Rid experiment = Requests.rid(context, "experimentRid");
        long offset = Queries.offset(context, "offset");
        int pageSize = Queries.pageSize(context, "pageSize", PAGE_SIZE, PAGE_SIZE_MAX);
        try (StoredTable table = tables.open(caller, model, experiment, context.pathParam("name"))) {
            StreamAnswer.write(context, 200, Requests.BYTES, out -> {
                try (JsonGenerator json = Json.writer(out)) {
                    json.writeStartArray();
                    table.read(offset, pageSize, cells -> RowJson.write(json, table.columns(), cells));
                    json.writeEndArray();
                }
            });
        }
    }
}
