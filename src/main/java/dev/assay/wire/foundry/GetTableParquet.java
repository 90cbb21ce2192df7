package dev.assay.wire.foundry;

import dev.assay.app.StoredTable;
import dev.assay.app.TableReads;
import dev.assay.domain.Caller;
import dev.assay.domain.Rid;
import dev.assay.http.StreamAnswer;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/// `GET …/experiments/{experimentRid}/artifactTables/{name}/parquet`: a whole table.
final class GetTableParquet implements Handler {

    private final TableReads tables;

    GetTableParquet(TableReads tables) {
        this.tables = tables;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.reader(context);
        Rid model = Requests.rid(context, "modelRid");
        Rid experiment = Requests.rid(context, "experimentRid");
        try (StoredTable table = tables.open(caller, model, experiment, context.pathParam("name"))) {
            StreamAnswer.write(context, 200, Requests.BYTES, out -> {
                RowParquet rows = RowParquet.open(out, table.columns());
                table.read(0, Long.MAX_VALUE, rows);
                rows.end();
            });
        }
    }
}
