package dev.assay.wire.foundry;

import dev.assay.app.StoredTable;
import dev.assay.app.TableReads;
import dev.assay.domain.Caller;
import dev.assay.domain.Rid;
import dev.assay.http.Queries;
import io.javalin.http.Context;

/// Which series or table of an experiment a call is for, and who asks.
record PartOfExperiment(Caller caller, Rid model, Rid experiment, String name) {

    /// Which part of it: so many points or rows, after those that are skipped.
    record Page(long offset, int size) {}

    static PartOfExperiment read(Context context) {
        return new PartOfExperiment(
                Requests.reader(context),
                Requests.rid(context, "modelRid"),
                Requests.rid(context, "experimentRid"),
                context.pathParam("name"));
    }

    StoredTable open(TableReads tables) {
        return tables.open(caller, model, experiment, name);
    }

    static Page readPage(Context context, int size, int sizeMax) {
        return new Page(Queries.offset(context, "offset"), Queries.pageSize(context, "pageSize", size, sizeMax));
    }
}
