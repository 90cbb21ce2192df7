package dev.assay.wire.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.Snapshot;
import dev.assay.domain.Tag;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Experiments as MLflow's clients see them.
final class RunsTest {

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
    void answersANewRunWhole() {
        Tracking.Answer answer = tracking.post(
                "runs/create",
                "{\"experiment_id\":\"0\",\"user_id\":\"ada\",\"start_time\":\"1700000000000\",\"run_name\":\"first\"}");
        Map<?, ?> info = answer.object("run.info");
        String runId = answer.text("run.info.run_id");
        assertThat(info.keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrder(
                        "run_id",
                        "run_uuid",
                        "run_name",
                        "experiment_id",
                        "user_id",
                        "status",
                        "start_time",
                        "artifact_uri",
                        "lifecycle_stage");
        assertThat(runId).matches("[0-9a-f]{32}");
        assertThat(info.get("run_uuid")).isEqualTo(runId);
        assertThat(info.get("user_id")).isEqualTo("ada");
        assertThat(info.get("status")).isEqualTo("RUNNING");
        assertThat(info.get("start_time")).isEqualTo(1700000000000L);
        assertThat(info.get("artifact_uri")).isEqualTo("mlflow-artifacts:/0/" + runId + "/artifacts");
        assertThat(answer.at("run.data.metrics")).isNull();
        assertThat(answer.at("run.data.params")).isNull();
        assertThat(answer.at("run.inputs")).isEqualTo(Map.of());
        assertThat(answer.at("run.outputs")).isEqualTo(Map.of());
        assertThat(tracking.get("runs/get?run_uuid=" + runId + "&run_id=" + runId)
                        .body())
                .isEqualTo(answer.body());
    }

    @Test
    void makesANameWhereNoneCame() {
        String run = tracking.run();
        assertThat(tracking.get("runs/get?run_id=" + run).text("run.info.run_name"))
                .matches("[a-z]+-[a-z]+-[0-9]{1,3}");
    }

    @Test
    void keepsNameAndNameTagOneThing() {
        String run = tracking.post(
                        "runs/create",
                        "{\"experiment_id\":\"0\",\"tags\":[{\"key\":\"mlflow.runName\",\"value\":\"tagged\"}]}")
                .text("run.info.run_id");
        assertNamed(run, "tagged");
        tracking.post("runs/update", "{\"run_id\":\"" + run + "\",\"run_name\":\"updated\"}");
        assertNamed(run, "updated");
        setTag(run, "mlflow.runName", "by tag");
        assertNamed(run, "by tag");
        tracking.post(
                "runs/log-batch",
                "{\"run_id\":\"" + run + "\",\"tags\":[{\"key\":\"mlflow.runName\",\"value\":\"by batch\"}]}");
        assertNamed(run, "by batch");
        setTag(run, "mlflow.runName", "");
        tracking.post("runs/update", "{\"run_id\":\"" + run + "\",\"run_name\":\"\"}");
        tracking.post("runs/delete-tag", "{\"run_id\":\"" + run + "\",\"key\":\"mlflow.runName\"}");
        assertNamed(run, "by batch");
    }

    private void assertNamed(String run, String name) {
        Tracking.Answer answer = tracking.get("runs/get?run_id=" + run);
        assertThat(answer.text("run.info.run_name")).isEqualTo(name);
        assertThat(answer.body()).contains("{\"key\":\"mlflow.runName\",\"value\":\"" + name + "\"}");
        assertThat(snapshot(run).experiment().tags()).noneMatch(tag -> tag.key().equals("mlflow.runName"));
    }

    @Test
    void keepsTheFinerStatusAndTheEndOfARunThatWasResumed() {
        String run = tracking.run();
        assertThat(update(run, "\"status\":\"KILLED\",\"end_time\":5").text("run_info.status"))
                .isEqualTo("KILLED");
        Tracking.Answer resumed = update(run, "\"status\":\"RUNNING\"");
        assertThat(resumed.text("run_info.status")).isEqualTo("RUNNING");
        assertThat(resumed.at("run_info.end_time")).isEqualTo(5L);
        assertThat(update(run, "\"status\":2").text("run_info.status")).isEqualTo("SCHEDULED");
        assertThat(update(run, "\"status\":\"3\"").text("run_info.status")).isEqualTo("FINISHED");
        assertThat(update(run, "\"status\":\"DONE\"").code()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(tracking.get("runs/get?run_id=" + run).text("run.info.status"))
                .isEqualTo("FINISHED");
    }

    @Test
    void takesOurTagsForAttributes() {
        String run = tracking.run();
        setTag(run, "assay.branch", "topic");
        setTag(run, "assay.jobRid", "ri.foundry.main.job.j");
        setTag(run, "assay.linkedModelVersion", "ri.models.main.model-version.v");
        assertThat(tracking.get("runs/get?run_id=" + run).body())
                .contains("{\"key\":\"assay.branch\",\"value\":\"topic\"}", "ri.foundry.main.job.j", "model-version.v");
        assertThat(snapshot(run).experiment().branch()).isEqualTo("topic");
        assertThat(snapshot(run).experiment().jobRid()).isPresent();
        assertThat(snapshot(run).experiment().tags()).isEmpty();
        setTag(run, "assay.jobRid", "");
        tracking.post("runs/delete-tag", "{\"run_id\":\"" + run + "\",\"key\":\"assay.branch\"}");
        assertThat(snapshot(run).experiment().branch()).isEqualTo("master");
        assertThat(snapshot(run).experiment().jobRid()).isEmpty();
        assertThat(tracking.get("runs/get?run_id=" + run).body()).doesNotContain("assay.branch", "assay.jobRid");
        assertThat(setTag(run, "assay.jobRid", "no rid").code()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void createsWithOurTags() {
        String run = tracking.post(
                        "runs/create",
                        "{\"experiment_id\":\"0\",\"tags\":[{\"key\":\"assay.branch\",\"value\":\"topic\"},"
                                + "{\"key\":\"assay.experimentRid\",\"value\":\"x\"},{\"key\":\"a\",\"value\":\"b\"}]}")
                .text("run.info.run_id");
        assertThat(snapshot(run).experiment().branch()).isEqualTo("topic");
        assertThat(snapshot(run).experiment().tags()).containsExactly(new Tag("a", "b"));
    }

    @Test
    void showsRidsAndIgnoresWritesToThem() {
        String run = tracking.run();
        assertThat(setTag(run, "assay.modelRid", "x").body()).isEqualTo("{}");
        assertThat(tracking.post("runs/delete-tag", "{\"run_id\":\"" + run + "\",\"key\":\"assay.modelRid\"}")
                        .status())
                .isEqualTo(200);
        Snapshot snapshot = snapshot(run);
        assertThat(snapshot.experiment().tags()).isEmpty();
        assertThat(tracking.get("runs/get?run_id=" + run).body())
                .contains(
                        "{\"key\":\"assay.modelRid\",\"value\":\""
                                + snapshot.experiment().model().rid() + "\"}",
                        "{\"key\":\"assay.experimentRid\",\"value\":\""
                                + snapshot.experiment().id().rid() + "\"}");
    }

    @Test
    void hidesRidsWhereTheSettingSaysSo(@TempDir Path other) {
        try (Tracking quiet = new Tracking(other, false)) {
            assertThat(quiet.get("runs/get?run_id=" + quiet.run()).body()).doesNotContain("assay.");
        }
    }

    @Test
    void refusesWritesToADeletedRunUntilItIsRestored() {
        String run = tracking.run();
        tracking.post("runs/delete", "{\"run_id\":\"" + run + "\"}");
        assertThat(tracking.get("runs/get?run_id=" + run).text("run.info.lifecycle_stage"))
                .isEqualTo("deleted");
        assertThat(setTag(run, "a", "b").code()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(tracking.post("runs/log-batch", "{\"run_id\":\"" + run + "\"}")
                        .status())
                .isEqualTo(400);
        tracking.post("runs/restore", "{\"run_id\":\"" + run + "\"}");
        assertThat(setTag(run, "a", "b").status()).isEqualTo(200);
    }

    @Test
    void searchesByPagesTheLatestStartFirst() {
        String early = created(1);
        String late = created(3);
        String middle = created(2);
        Tracking.Answer first = search("\"experiment_ids\":[\"0\"],\"filter\":\"\",\"max_results\":2");
        assertThat(first.text("runs.0.info.run_id")).isEqualTo(late);
        assertThat(first.text("runs.1.info.run_id")).isEqualTo(middle);
        Tracking.Answer second = search("\"experiment_ids\":[\"0\"],\"max_results\":2,\"page_token\":\""
                + first.text("next_page_token") + "\"");
        assertThat(second.text("runs.0.info.run_id")).isEqualTo(early);
        assertThat(second.at("runs.1")).isNull();
        assertThat(second.at("next_page_token")).isNull();
    }

    @Test
    void searchesByViewType() {
        String deleted = created(1);
        String active = created(2);
        tracking.post("runs/delete", "{\"run_id\":\"" + deleted + "\"}");
        assertThat(search("\"experiment_ids\":[\"0\"]").body()).contains(active).doesNotContain(deleted);
        assertThat(search("\"experiment_ids\":[\"0\"],\"run_view_type\":\"DELETED_ONLY\"")
                        .body())
                .contains(deleted)
                .doesNotContain(active);
        assertThat(search("\"experiment_ids\":[\"0\"],\"run_view_type\":3").body())
                .contains(active, deleted);
    }

    @Test
    void searchesNothingWhereNoExperimentIsNamed() {
        tracking.run();
        assertThat(search("\"experiment_ids\":[]").body()).isEqualTo("{}");
    }

    private Tracking.Answer search(String fields) {
        return tracking.post("runs/search", "{" + fields + "}");
    }

    private String created(long startTime) {
        return tracking.post("runs/create", "{\"experiment_id\":\"0\",\"start_time\":" + startTime + "}")
                .text("run.info.run_id");
    }

    private Tracking.Answer update(String run, String fields) {
        return tracking.post("runs/update", "{\"run_id\":\"" + run + "\",\"run_uuid\":\"" + run + "\"," + fields + "}");
    }

    private Tracking.Answer setTag(String run, String key, String value) {
        return tracking.post(
                "runs/set-tag", "{\"run_id\":\"" + run + "\",\"key\":\"" + key + "\",\"value\":\"" + value + "\"}");
    }

    private Snapshot snapshot(String run) {
        return tracking.store().reads().readRun(tracking.admin(), run).snapshot();
    }
}
