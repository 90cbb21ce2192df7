package dev.assay.wire.mlflow;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.app.Experiments;
import dev.assay.http.Bodies;
import dev.assay.http.Callers;
import dev.assay.http.PromptCall;
import dev.assay.json.RecurringTexts;
import io.javalin.http.Context;
import java.util.Optional;

/// `runs/log-batch`: all of it or nothing.
final class LogBatch {

    private final Experiments experiments;
    private final LoggedTables tables;
    private final RecurringTexts keys = new RecurringTexts();
    private final MetricKeys metricKeys = new MetricKeys();

    LogBatch(Experiments experiments, LoggedTables tables) {
        this.experiments = experiments;
        this.tables = tables;
    }

    void log(Context context) {
        BatchBody batch = read(Bodies.json(context));
        ExperimentRef run = new ExperimentRef.ByRunId(batch.runId());
        Changes changes = batch.changes(metricKeys);
        experiments.change(Callers.of(context), Optional.empty(), run, changes);
        tables.follow(Callers.of(context), run, changes);
        Answers.empty(context);
    }

    void logPromptly(PromptCall call) {
        BatchBody batch = read(call.body());
        ExperimentRef run = new ExperimentRef.ByRunId(batch.runId());
        Changes changes = batch.changes(metricKeys);
        new PromptChange(experiments, run, changes).apply(call, () -> tables.follow(call.caller(), run, changes));
    }

    private BatchBody read(byte[] body) {
        return BatchBody.read(body, keys);
    }
}
