package dev.assay.wire.mlflow;

import dev.assay.domain.Model;
import dev.assay.domain.Tag;
import dev.assay.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// A model in MLflow's words: an experiment.
final class ExperimentJson {

    private final boolean showRids;

    ExperimentJson(boolean showRids) {
        this.showRids = showRids;
    }

    void write(JsonGenerator json, Model model) {
        json.writeStartObject();
        json.writeStringProperty("experiment_id", Long.toString(model.number()));
        json.writeStringProperty("name", model.pathName());
        json.writeStringProperty("artifact_location", ArtifactUris.ofExperiment(model));
        json.writeStringProperty(
                "lifecycle_stage", Lifecycles.stage(model.deletedTime().isPresent()));
        JsonWriter.writeLongExact(json, "last_update_time", model.updatedTime().toEpochMilli());
        JsonWriter.writeLongExact(json, "creation_time", model.createdTime().toEpochMilli());
        RunJson.writeTags(json, shown(model));
        json.writeEndObject();
    }

    private List<Tag> shown(Model model) {
        List<Tag> tags = new ArrayList<>(model.tags());
        tags.removeIf(tag -> RunTags.isRid(tag.key()));
        if (showRids) {
            tags.add(new Tag(RunTags.MODEL_RID, model.id().rid().text()));
        }
        return tags;
    }
}
