package dev.assay.wire.mlflow;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.app.Experiments;
import dev.assay.domain.Parameter;
import dev.assay.domain.ParameterValue;
import dev.assay.http.Callers;
import dev.assay.http.PromptCall;
import dev.assay.series.Batch;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/// `runs/log-parameter` and `runs/log-metric`.
final class LogCalls {

    private static final Fields.Shape PARAMETER = new Fields.Shape().text("run_id", "run_uuid", "key", "value");
    private static final Fields.Shape METRIC = new Fields.Shape()
            .text("run_id", "run_uuid", "key")
            .float64("value")
            .int64("timestamp", "step");

    private final Experiments experiments;

    LogCalls(Experiments experiments) {
        this.experiments = experiments;
    }

    void logParameter(Context context) {
        Fields fields = Fields.ofBody(context, PARAMETER);
        String key = fields.getText("key");
        Keys.require("key", key);
        ParameterValue value = ParameterValue.read(fields.findText("value").orElse(""));
        change(
                context,
                fields,
                Changes.NONE.withParameters(List.of(new Parameter(key, value)), Changes.ParameterRule.KEEP));
    }

    void logMetric(Context context) {
        Fields fields = Fields.ofBody(context, METRIC);
        change(context, fields, metric(fields));
    }

    void logMetricPromptly(PromptCall call) {
        Fields fields = Fields.ofBody(call.body(), METRIC);
        ExperimentRef run = new ExperimentRef.ByRunId(fields.getRunId());
        new PromptChange(experiments, run, metric(fields)).apply(call);
    }

    private static Changes metric(Fields fields) {
        String key = fields.getText("key");
        Keys.require("key", key);
        long timestamp = Timestamps.require("timestamp", fields.getInt64("timestamp"));
        Batch batch = new Batch();
        batch.add(key, fields.findInt64("step").orElse(0), timestamp, fields.getFloat64("value"));
        return Changes.NONE.withPoints(batch);
    }

    private void change(Context context, Fields fields, Changes changes) {
        ExperimentRef run = new ExperimentRef.ByRunId(fields.getRunId());
        experiments.change(Callers.of(context), Optional.empty(), run, changes);
        Answers.empty(context);
    }
}
