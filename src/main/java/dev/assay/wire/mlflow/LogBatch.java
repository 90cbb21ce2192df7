package dev.assay.wire.mlflow;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.app.Experiments;
import dev.assay.http.Bodies;
import dev.assay.http.Callers;
import dev.assay.json.Json;
import dev.assay.json.RecurringTexts;
import io.javalin.http.Context;
import java.util.Optional;

/// `runs/log-batch`: all of it or nothing.
final class LogBatch {

    private final Experiments experiments;
    private final RecurringTexts keys = new RecurringTexts();

    LogBatch(Experiments experiments) {
        this.experiments = experiments;
    }

    void log(Context context) {
        BatchBody batch = Json.readLenient(Bodies.json(context), json -> BatchBody.read(json, keys));
        ExperimentRef run = new ExperimentRef.ByRunId(batch.runId());
        Changes changes = batch.changes();
        experiments.change(Callers.of(context), Optional.empty(), run, changes);
        Answers.empty(context);
    }
}
