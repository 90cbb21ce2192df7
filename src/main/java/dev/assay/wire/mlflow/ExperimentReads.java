package dev.assay.wire.mlflow;

import dev.assay.app.Models;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.http.Callers;
import dev.assay.http.JsonAnswer;
import io.javalin.http.Context;

/// `experiments/get` and `experiments/get-by-name`: the deleted too.
final class ExperimentReads {

    private static final Fields.Shape BY_ID = new Fields.Shape().text("experiment_id");
    private static final Fields.Shape BY_NAME = new Fields.Shape().text("experiment_name");

    private final Models models;
    private final MlflowExperiments experiments;
    private final ExperimentJson experimentJson;

    ExperimentReads(Models models, ExperimentJson experimentJson) {
        this.models = models;
        this.experiments = new MlflowExperiments(models);
        this.experimentJson = experimentJson;
    }

    void get(Context context) {
        String id = Fields.ofQuery(context, BY_ID).getText("experiment_id");
        answer(context, experiments.get(Callers.of(context), id));
    }

    void getByName(Context context) {
        String name = Fields.ofQuery(context, BY_NAME).getText("experiment_name");
        answer(
                context,
                models.findByPathName(Callers.of(context), name).orElseThrow(() -> Faults.modelNameNotFound(name)));
    }

    private void answer(Context context, Model model) {
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeName("experiment");
            experimentJson.write(json, model);
            json.writeEndObject();
        });
    }
}
