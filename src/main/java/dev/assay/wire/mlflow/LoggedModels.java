package dev.assay.wire.mlflow;

import dev.assay.domain.Scope;
import dev.assay.http.Callers;
import io.javalin.http.Context;

/// `logged-models/search`: nothing here takes logged models, so there are none. Clients ask for them wherever they list
/// the artifacts of a run.
final class LoggedModels {

    private static final Fields.Shape SHAPE = new Fields.Shape()
            .texts("experiment_ids")
            .text("filter", "page_token")
            .int64("max_results");

    private LoggedModels() {}

    static void search(Context context) {
        Fields.ofBody(context, SHAPE);
        Callers.of(context).require(Scope.MODELS_READ);
        Answers.empty(context);
    }
}
