package dev.assay.wire.foundry;

import dev.assay.app.StoredTable;
import dev.assay.app.TableReads;
import dev.assay.http.StreamAnswer;
import dev.assay.json.Json;
import dev.assay.table.RowJson;
import dev.assay.wire.foundry.PartOfExperiment.Page;
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
        PartOfExperiment wanted = PartOfExperiment.read(context);
        Page page = PartOfExperiment.readPage(context, PAGE_SIZE, PAGE_SIZE_MAX);
        try (StoredTable table = wanted.open(tables)) {
            StreamAnswer.write(context, 200, Requests.BYTES, out -> {
                try (JsonGenerator json = Json.writer(out)) {
                    json.writeStartArray();
                    table.read(page.offset(), page.size(), cells -> RowJson.write(json, table.columns(), cells));
                    json.writeEndArray();
                }
            });
        }
    }
}
