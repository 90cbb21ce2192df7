package dev.assay.wire.foundry;

import dev.assay.app.StoredTable;
import dev.assay.app.TableReads;
import dev.assay.http.StreamAnswer;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// `GET …/experiments/{experimentRid}/artifactTables/{name}/parquet`: a whole table. One that came as Parquet is
/// answered byte for byte.
final class GetTableParquet implements Handler {

    private final TableReads tables;

    GetTableParquet(TableReads tables) {
        this.tables = tables;
    }

    @Override
    public void handle(Context context) {
        try (StoredTable table = PartOfExperiment.read(context).open(tables)) {
            StreamAnswer.write(context, 200, Requests.BYTES, out -> write(table, out));
        }
    }

    private static void write(StoredTable table, OutputStream out) {
        if (table.isParquet()) {
            copy(table, out);
            return;
        }
        RowParquet rows = RowParquet.open(out, table.columns());
        table.read(0, Long.MAX_VALUE, rows);
        rows.end();
    }

    private static void copy(StoredTable table, OutputStream out) {
        try (InputStream content = table.content()) {
            content.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
