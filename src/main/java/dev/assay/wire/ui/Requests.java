package dev.assay.wire.ui;

import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Scope;
import dev.assay.http.Callers;
import dev.assay.http.Queries;
import io.javalin.http.Context;

/// What every request of the page is held to.
final class Requests {

    private Requests() {}

    /// Whoever reads, once it is known that the query holds nothing but what the route knows.
    static Caller reader(Context context, String... queryNames) {
        Caller caller = Callers.of(context);
        caller.require(Scope.MODELS_READ);
        Queries.requireKnown(context, queryNames);
        return caller;
    }

    static ExperimentId experiment(Context context) {
        return ExperimentId.parse(context.pathParam("experimentRid"));
    }
}
