package dev.assay.wire.mlflow;

import dev.assay.http.JsonAnswer;
import io.javalin.http.Context;

/// What MLflow answers where there is nothing to tell.
final class Answers {

    private Answers() {}

    static void empty(Context context) {
        JsonAnswer.empty(context);
    }
}
