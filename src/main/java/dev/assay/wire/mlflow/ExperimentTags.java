package dev.assay.wire.mlflow;

import dev.assay.app.ModelChanges;
import dev.assay.app.Models;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.Tag;
import dev.assay.http.Callers;
import io.javalin.http.Context;
import java.util.Optional;

/// `experiments/set-experiment-tag` and `delete-experiment-tag`. The tag that we show of ourselves is not written.
final class ExperimentTags {

    private static final Fields.Shape SET = new Fields.Shape().text("experiment_id", "key", "value");
    private static final Fields.Shape DELETE = new Fields.Shape().text("experiment_id", "key");

    private final Models models;
    private final MlflowExperiments experiments;

    ExperimentTags(Models models) {
        this.models = models;
        this.experiments = new MlflowExperiments(models);
    }

    void set(Context context) {
        Fields fields = Fields.ofBody(context, SET);
        Caller caller = Callers.of(context);
        String key = fields.getText("key");
        Keys.require("key", key);
        Tag tag = new Tag(key, fields.findText("value").orElse(""));
        Model model = experiments.getActive(caller, fields.getText("experiment_id"));
        if (!RunTags.isRid(key)) {
            models.change(caller, Optional.empty(), model.id(), ModelChanges.setTag(tag));
        }
        Answers.empty(context);
    }

    void delete(Context context) {
        Fields fields = Fields.ofBody(context, DELETE);
        Caller caller = Callers.of(context);
        String key = fields.getText("key");
        Model model = experiments.getActive(caller, fields.getText("experiment_id"));
        if (!RunTags.isRid(key)) {
            if (model.tags().stream().noneMatch(tag -> tag.key().equals(key))) {
                throw Faults.tagNotFound(key);
            }
            models.change(caller, Optional.empty(), model.id(), ModelChanges.deleteTag(key));
        }
        Answers.empty(context);
    }
}
