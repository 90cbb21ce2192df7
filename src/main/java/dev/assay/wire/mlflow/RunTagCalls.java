package dev.assay.wire.mlflow;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.app.Experiments;
import dev.assay.app.Reads;
import dev.assay.domain.Caller;
import dev.assay.domain.Experiment;
import dev.assay.domain.Faults;
import dev.assay.domain.Tag;
import dev.assay.http.Callers;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/// `runs/set-tag` and `runs/delete-tag`. The tags that we show of ourselves are not written, and a name stays.
final class RunTagCalls {

    private static final Fields.Shape SET = new Fields.Shape().text("run_id", "run_uuid", "key", "value");
    private static final Fields.Shape DELETE = new Fields.Shape().text("run_id", "run_uuid", "key");

    private final Experiments experiments;
    private final Reads reads;
    private final LoggedTables tables;

    RunTagCalls(Experiments experiments, Reads reads, LoggedTables tables) {
        this.reads = reads;
        this.experiments = experiments;
        this.tables = tables;
    }

    void set(Context context) {
        Fields fields = Fields.ofBody(context, SET);
        String key = fields.getText("key");
        Keys.require("key", key);
        Tag tag = new Tag(key, fields.findText("value").orElse(""));
        ExperimentRef run = new ExperimentRef.ByRunId(fields.getRunId());
        Changes changes = RunTags.of(List.of(tag)).changes();
        experiments.change(Callers.of(context), Optional.empty(), run, changes);
        tables.follow(Callers.of(context), run, changes);
        Answers.empty(context);
    }

    void delete(Context context) {
        Fields fields = Fields.ofBody(context, DELETE);
        Caller caller = Callers.of(context);
        String key = fields.getText("key");
        String runId = fields.getRunId();
        Experiment experiment = reads.readRun(caller, runId).snapshot().experiment();
        boolean shown = RunTags.shown(experiment, true).stream()
                .anyMatch(tag -> tag.key().equals(key));
        Changes changes = key.equals(RunTags.NAME) || RunTags.isRid(key)
                ? Changes.NONE
                : RunTags.attribute(key)
                        .map(Changes.NONE::withCleared)
                        .orElseGet(() -> Changes.NONE.withDeletedTag(key));
        experiments.change(caller, Optional.empty(), new ExperimentRef.ByRunId(runId), changes);
        if (!shown) {
            throw Faults.tagNotFound(key);
        }
        Answers.empty(context);
    }
}
