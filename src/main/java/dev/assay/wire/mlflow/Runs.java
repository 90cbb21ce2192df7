package dev.assay.wire.mlflow;

import dev.assay.app.Changes;
import dev.assay.app.Changes.StatusChange;
import dev.assay.app.ExperimentRef;
import dev.assay.app.Experiments;
import dev.assay.app.NewExperiment;
import dev.assay.app.Reading;
import dev.assay.app.Reads;
import dev.assay.app.Snapshot;
import dev.assay.domain.Caller;
import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.Scope;
import dev.assay.domain.Source;
import dev.assay.domain.Status;
import dev.assay.domain.Tag;
import dev.assay.http.Callers;
import dev.assay.http.JsonAnswer;
import dev.assay.http.TaggedAnswer;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/// `runs/create`, `get`, `update`, `delete` and `restore`.
final class Runs {

    private static final Fields.Shape CREATE = new Fields.Shape()
            .text("experiment_id", "user_id", "run_name")
            .int64("start_time")
            .tags("tags");
    private static final Fields.Shape BY_ID = new Fields.Shape().text("run_id", "run_uuid");
    private static final Fields.Shape UPDATE = new Fields.Shape()
            .text("run_id", "run_uuid", "run_name")
            .word("status")
            .int64("end_time");

    private final Experiments experiments;
    private final Reads reads;
    private final MlflowExperiments mlflowExperiments;
    private final RunJson runJson;
    private final RunNames names;

    Runs(Experiments experiments, Reads reads, MlflowExperiments mlflowExperiments, RunJson runJson, RunNames names) {
        this.experiments = experiments;
        this.reads = reads;
        this.mlflowExperiments = mlflowExperiments;
        this.runJson = runJson;
        this.names = names;
    }

    void create(Context context) {
        Fields fields = Fields.ofBody(context, CREATE);
        Caller caller = Callers.of(context);
        RunTags tags = RunTags.of(fields.tags("tags"));
        NewExperiment wanted = new NewExperiment(
                name(fields, tags),
                Status.Word.RUNNING,
                fields.findInt64("start_time"),
                tags.branch().orElse(Experiment.DEFAULT_BRANCH),
                new Source.Sdk(),
                tags.jobRid(),
                tags.linkedModelVersion(),
                withUser(tags.plain(), fields.findText("user_id")),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Model model = mlflowExperiments.getActive(caller, fields.getText("experiment_id"));
        ExperimentId id = experiments.create(caller, Optional.empty(), model.id(), wanted);
        answer(context, reads.get(caller, id));
    }

    private String name(Fields fields, RunTags tags) {
        Optional<String> given = fields.findText("run_name").filter(name -> !name.isEmpty());
        if (given.isPresent() && tags.name().isPresent() && !given.equals(tags.name())) {
            throw Faults.invalid("run_name", "differs from the tag " + RunTags.NAME);
        }
        return given.or(tags::name).orElseGet(names::next);
    }

    /// The user lives in MLflow's own tag for it; a client that sends only the older field loses nothing.
    private static List<Tag> withUser(List<Tag> tags, Optional<String> user) {
        if (user.isEmpty()
                || user.get().isEmpty()
                || tags.stream().anyMatch(tag -> tag.key().equals(RunTags.USER))) {
            return tags;
        }
        List<Tag> all = new ArrayList<>(tags);
        all.add(new Tag(RunTags.USER, user.get()));
        return all;
    }

    void get(Context context) {
        String runId = Fields.ofQuery(context, BY_ID).getRunId();
        Reading run = reads.readRun(Callers.of(context), runId);
        Map<Long, String> locations = runJson.locations(Callers.of(context), List.of(run.snapshot()));
        TaggedAnswer.write(context, Scope.MODELS_READ, run.isCurrent(), json -> write(json, run.snapshot(), locations));
    }

    void update(Context context) {
        Fields fields = Fields.ofBody(context, UPDATE);
        Caller caller = Callers.of(context);
        // The answer shows the run: without this a token that may only write would be refused after the write.
        caller.require(Scope.MODELS_READ);
        String runId = fields.getRunId();
        Optional<Status.Word> word = fields.findText("status").map(RunStatus::parse);
        OptionalLong endTimeMs = fields.findInt64("end_time");
        RunTags name = RunTags.of(fields.findText("run_name")
                .map(text -> List.of(new Tag(RunTags.NAME, text)))
                .orElse(List.of()));
        Changes changes = name.changes().withStatus(new StatusChange(word, endTimeMs, Optional.empty()));
        experiments.change(caller, Optional.empty(), new ExperimentRef.ByRunId(runId), changes);
        Snapshot run = reads.findRunHead(caller, runId).orElseThrow(() -> Faults.runNotFound(runId));
        Map<Long, String> locations = runJson.locations(caller, List.of(run));
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            runJson.writeInfo(json, "run_info", run, locations);
            json.writeEndObject();
        });
    }

    void delete(Context context) {
        String runId = Fields.ofBody(context, BY_ID).getRunId();
        experiments.delete(Callers.of(context), Optional.empty(), new ExperimentRef.ByRunId(runId));
        Answers.empty(context);
    }

    void restore(Context context) {
        String runId = Fields.ofBody(context, BY_ID).getRunId();
        experiments.restore(Callers.of(context), Optional.empty(), new ExperimentRef.ByRunId(runId));
        Answers.empty(context);
    }

    private void answer(Context context, Snapshot run) {
        Map<Long, String> locations = runJson.locations(Callers.of(context), List.of(run));
        JsonAnswer.write(context, json -> write(json, run, locations));
    }

    private void write(JsonGenerator json, Snapshot run, Map<Long, String> locations) {
        json.writeStartObject();
        json.writeName("run");
        runJson.write(json, run, locations);
        json.writeEndObject();
    }
}
