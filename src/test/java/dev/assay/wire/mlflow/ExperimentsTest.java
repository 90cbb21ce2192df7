package dev.assay.wire.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.NewModel;
import dev.assay.domain.Model;
import dev.assay.domain.Rid;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models as MLflow's clients see them.
final class ExperimentsTest {

    @TempDir
    Path folder;

    private Tracking tracking;

    @BeforeEach
    void start() {
        tracking = new Tracking(folder);
    }

    @AfterEach
    void stop() {
        tracking.close();
    }

    @Test
    void hasTheDefaultExperimentFromTheFirstStart() {
        Tracking.Answer answer = tracking.get("experiments/get?experiment_id=0");
        assertThat(answer.text("experiment.name")).isEqualTo("Default");
        assertThat(answer.text("experiment.lifecycle_stage")).isEqualTo("active");
        assertThat(answer.text("experiment.artifact_location")).isEqualTo("mlflow-artifacts:/0");
    }

    @Test
    void answersWhatItWasCreatedWith() {
        Tracking.Answer created = tracking.post(
                "experiments/create",
                "{\"name\":\"a/b c\",\"artifact_location\":\"s3://bucket/x?y=1\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"}],\"new\":{}}");
        String id = created.text("experiment_id");
        Map<?, ?> experiment =
                tracking.get("experiments/get-by-name?experiment_name=a%2Fb+c").object("experiment");
        assertThat(experiment.keySet().stream().map(String::valueOf))
                .containsExactly(
                        "experiment_id",
                        "name",
                        "artifact_location",
                        "lifecycle_stage",
                        "last_update_time",
                        "creation_time",
                        "tags");
        assertThat(experiment.get("experiment_id")).isEqualTo(id);
        assertThat(experiment.get("artifact_location")).isEqualTo("s3://bucket/x?y=1");
        assertThat(JsonTree.at(experiment, "tags.0.key")).isEqualTo("k");
        assertThat(tracking.post("runs/create", "{\"experiment_id\":\"" + id + "\"}")
                        .text("run.info.artifact_uri"))
                .matches("s3://bucket/x/[0-9a-f]{32}/artifacts\\?y=1");
    }

    @Test
    void showsTheModelsRidAndIgnoresWritesToIt() {
        tracking.post(
                "experiments/set-experiment-tag",
                "{\"experiment_id\":\"0\",\"key\":\"assay.modelRid\",\"value\":\"x\"}");
        String rid = tracking.store()
                .models()
                .findByNumber(tracking.admin(), 0)
                .map(model -> model.id().rid().text())
                .orElseThrow();
        Tracking.Answer answer = tracking.get("experiments/get?experiment_id=0");
        assertThat(answer.at("experiment.tags")).isEqualTo(List.of(Map.of("key", "assay.modelRid", "value", rid)));
    }

    @Test
    void hasNoTagsWhereRidsAreNotShown(@TempDir Path other) {
        try (Tracking quiet = new Tracking(other, false)) {
            assertThat(quiet.get("experiments/get?experiment_id=0").at("experiment.tags"))
                    .isNull();
        }
    }

    @Test
    void setsAndDeletesTags() {
        tracking.post("experiments/set-experiment-tag", "{\"experiment_id\":\"0\",\"key\":\"a\",\"value\":\"1\"}");
        tracking.post("experiments/set-experiment-tag", "{\"experiment_id\":\"0\",\"key\":\"a\",\"value\":\"2\"}");
        assertThat(tracking.get("experiments/get?experiment_id=0").body()).contains("{\"key\":\"a\",\"value\":\"2\"}");
        tracking.post("experiments/delete-experiment-tag", "{\"experiment_id\":\"0\",\"key\":\"a\"}");
        assertThat(tracking.get("experiments/get?experiment_id=0").body()).doesNotContain("\"a\"");
    }

    @Test
    void staysThereWhenDeletedAndKeepsItsName() {
        String id = tracking.experiment("gone");
        String run = tracking.post("runs/create", "{\"experiment_id\":\"" + id + "\"}")
                .text("run.info.run_id");
        tracking.post("experiments/delete", "{\"experiment_id\":\"" + id + "\"}");
        assertThat(tracking.get("experiments/get?experiment_id=" + id).text("experiment.lifecycle_stage"))
                .isEqualTo("deleted");
        assertThat(tracking.get("runs/get?run_id=" + run).text("run.info.lifecycle_stage"))
                .isEqualTo("deleted");
        assertThat(tracking.post("experiments/create", "{\"name\":\"gone\"}").code())
                .isEqualTo("RESOURCE_ALREADY_EXISTS");
        tracking.post("experiments/restore", "{\"experiment_id\":\"" + id + "\"}");
        assertThat(tracking.get("runs/get?run_id=" + run).text("run.info.lifecycle_stage"))
                .isEqualTo("active");
    }

    @Test
    void leavesARunDeletedThatWasBeforeItsExperiment() {
        String id = tracking.experiment("gone");
        String run = tracking.post("runs/create", "{\"experiment_id\":\"" + id + "\"}")
                .text("run.info.run_id");
        tracking.post("runs/delete", "{\"run_id\":\"" + run + "\"}");
        tracking.post("experiments/delete", "{\"experiment_id\":\"" + id + "\"}");
        tracking.post("experiments/restore", "{\"experiment_id\":\"" + id + "\"}");
        assertThat(tracking.get("runs/get?run_id=" + run).text("run.info.lifecycle_stage"))
                .isEqualTo("deleted");
    }

    @Test
    void listsTheNewestFirstByPages() {
        tracking.experiment("one");
        tracking.experiment("two");
        Tracking.Answer first = tracking.get("experiments/search?max_results=2");
        assertThat(first.text("experiments.0.name")).isEqualTo("two");
        assertThat(first.text("experiments.1.name")).isEqualTo("one");
        Tracking.Answer second = tracking.post(
                "experiments/search",
                "{\"max_results\":\"2\",\"page_token\":\"" + first.text("next_page_token") + "\"}");
        assertThat(second.text("experiments.0.name")).isEqualTo("Default");
        assertThat(second.at("next_page_token")).isNull();
    }

    @Test
    void listsTheDeletedWhereTheyAreAskedFor() {
        String id = tracking.experiment("gone");
        tracking.post("experiments/delete", "{\"experiment_id\":\"" + id + "\"}");
        assertThat(tracking.get("experiments/search?max_results=9").body()).doesNotContain("gone");
        assertThat(tracking.get("experiments/search?max_results=9&view_type=2").body())
                .contains("gone")
                .doesNotContain("Default");
        assertThat(tracking.post("experiments/search", "{\"max_results\":9,\"view_type\":\"ALL\"}")
                        .body())
                .contains("gone", "Default");
        assertThat(tracking.post("experiments/search", "{\"max_results\":9,\"view_type\":\"DELETED_ONLY\"}")
                        .at("experiments.1"))
                .isNull();
    }

    @Test
    void answersAnEmptyObjectWhereNothingIsFound() {
        assertThat(tracking.get("experiments/search?max_results=9&view_type=DELETED_ONLY")
                        .body())
                .isEqualTo("{}");
    }

    @Test
    void namesAModelOfAnotherFolderByItsPath() {
        Rid folderRid = new Rid("ri.compass.main.folder.f");
        Model model = tracking.store()
                .models()
                .create(
                        tracking.admin(),
                        Optional.empty(),
                        new NewModel("m", Optional.of(folderRid), List.of(), Optional.empty(), Optional.empty()));
        Tracking.Answer found = tracking.get("experiments/get-by-name?experiment_name=" + folderRid + "%2Fm");
        assertThat(found.text("experiment.experiment_id")).isEqualTo(Long.toString(model.number()));
        assertThat(found.text("experiment.name")).isEqualTo(folderRid + "/m");
        tracking.post(
                "experiments/update",
                "{\"experiment_id\":\"" + model.number() + "\",\"new_name\":\"" + folderRid + "/n\"}");
        assertThat(tracking.get("experiments/get?experiment_id=" + model.number())
                        .text("experiment.name"))
                .isEqualTo(folderRid + "/n");
    }
}
