package dev.assay.wire.mlflow;

import dev.assay.app.ModelChanges;
import dev.assay.app.Models;
import dev.assay.app.NewModel;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.Tag;
import dev.assay.http.Callers;
import dev.assay.http.JsonAnswer;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/// `experiments/create`, `update`, `delete` and `restore`.
final class ExperimentWrites {

    private static final Fields.Shape CREATE =
            new Fields.Shape().text("name", "artifact_location").tags("tags");
    private static final Fields.Shape UPDATE = new Fields.Shape().text("experiment_id", "new_name");
    private static final Fields.Shape BY_ID = new Fields.Shape().text("experiment_id");

    private final Models models;
    private final MlflowExperiments experiments;

    ExperimentWrites(Models models) {
        this.models = models;
        this.experiments = new MlflowExperiments(models);
    }

    void create(Context context) {
        Fields fields = Fields.ofBody(context, CREATE);
        Optional<String> location = fields.findText("artifact_location").filter(text -> !text.isEmpty());
        location.ifPresent(ArtifactUris::requireLocation);
        List<Tag> tags = fields.tags("tags").stream()
                .filter(tag -> !RunTags.isRid(tag.key()))
                .toList();
        tags.forEach(tag -> Keys.require("tag key", tag.key()));
        NewModel wanted = new NewModel(fields.getText("name"), Optional.empty(), tags, Optional.empty(), location);
        Model model = models.create(Callers.of(context), Optional.empty(), wanted);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeStringProperty("experiment_id", Long.toString(model.number()));
            json.writeEndObject();
        });
    }

    void update(Context context) {
        Fields fields = Fields.ofBody(context, UPDATE);
        Caller caller = Callers.of(context);
        String newName = fields.getText("new_name");
        Model model = experiments.getActive(caller, fields.getText("experiment_id"));
        models.change(caller, Optional.empty(), model.id(), ModelChanges.rename(nameInFolder(model, newName)));
        Answers.empty(context);
    }

    /// A model outside the default folder is shown with its folder before its name, and may be given so.
    private static String nameInFolder(Model model, String name) {
        String folder = model.parentFolder().text() + "/";
        return name.startsWith(folder) && !model.parentFolder().equals(Model.DEFAULT_FOLDER)
                ? name.substring(folder.length())
                : name;
    }

    /// One that is deleted is not there to be deleted.
    void delete(Context context) {
        String id = Fields.ofBody(context, BY_ID).getText("experiment_id");
        Caller caller = Callers.of(context);
        Model model = experiments.get(caller, id);
        models.delete(caller, Optional.empty(), model.id());
        Answers.empty(context);
    }

    /// One that is not deleted is not there to be restored.
    void restore(Context context) {
        String id = Fields.ofBody(context, BY_ID).getText("experiment_id");
        Caller caller = Callers.of(context);
        Model model = experiments.get(caller, id);
        if (model.deletedTime().isEmpty()) {
            throw Faults.modelNumberNotFound(id);
        }
        models.restore(caller, Optional.empty(), model.id());
        Answers.empty(context);
    }
}
