package dev.assay.wire.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What MLflow's clients put and get, beside what our own API says of the same files.
class ArtifactsTest {

    @TempDir
    private Path folder;

    private Tracking tracking;
    private String run;
    private String root;

    @BeforeEach
    void open() {
        tracking = new Tracking(folder);
        run = tracking.run();
        root = "/api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts";
    }

    @AfterEach
    void close() {
        tracking.close();
    }

    private Tracking.Answer send(String method, String target, String content) {
        String type = content.isEmpty() ? "" : "text/plain";
        return tracking.send(method, target, content.getBytes(StandardCharsets.UTF_8), type, tracking.token());
    }

    @Test
    void arePutGotAndListed() {
        assertThat(send("PUT", root + "/model/MLmodel", "flavors:").body()).isEqualTo("{}");
        send("PUT", root + "/top.txt", "top");
        assertThat(send("GET", root + "/model/MLmodel", "").body()).isEqualTo("flavors:");
        assertThat(tracking.get("artifacts/list?run_id=" + run).at("files"))
                .isEqualTo(List.of(
                        Map.of("path", "model", "is_dir", true),
                        Map.of("path", "top.txt", "is_dir", false, "file_size", 3L)));
        assertThat(tracking.get("artifacts/list?run_uuid=" + run + "&path=model")
                        .at("files.0.path"))
                .isEqualTo("model/MLmodel");
        assertThat(tracking.get("artifacts/list?run_id=" + run).at("root_uri"))
                .isEqualTo("mlflow-artifacts:/0/" + run + "/artifacts");
        String list = "/api/2.0/mlflow-artifacts/artifacts?path=0/" + run + "/artifacts";
        assertThat(send("GET", list + "/model", "").at("files"))
                .isEqualTo(List.of(Map.of("path", "MLmodel", "is_dir", false, "file_size", 8L)));
        assertThat(send("GET", list, "").at("files.1.path")).isEqualTo("top.txt");
    }

    /// The client asks for it before it lists a folder.
    @Test
    void areNotOfLoggedModels() {
        assertThat(tracking.post("logged-models/search", "{\"experiment_ids\": [\"0\"]}")
                        .body())
                .isEqualTo("{}");
    }

    @Test
    void areDeletedWithAllThatLiesInThem() {
        for (int i = 0; i < 3; i++) {
            send("PUT", root + "/a/" + i, "x");
        }
        send("PUT", root + "/ab", "x");
        assertThat(send("DELETE", root + "/a", "").status()).isEqualTo(200);
        assertThat(tracking.get("artifacts/list?run_id=" + run).at("files"))
                .isEqualTo(List.of(Map.of("path", "ab", "is_dir", false, "file_size", 1L)));
        assertThat(send("DELETE", root + "/a", "").code()).isEqualTo("RESOURCE_DOES_NOT_EXIST");
    }

    @Test
    void ofAnotherPlaceAreNotThere() {
        for (String other : List.of("1/" + run + "/artifacts/x", "0/" + "f".repeat(32) + "/artifacts/x")) {
            Tracking.Answer answer = send("PUT", "/api/2.0/mlflow-artifacts/artifacts/" + other, "x");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("RESOURCE_DOES_NOT_EXIST");
        }
        assertThat(send("PUT", "/api/2.0/mlflow-artifacts/artifacts/somewhere", "x")
                        .code())
                .isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(send("GET", root + "/none", "").code()).isEqualTo("RESOURCE_DOES_NOT_EXIST");
        assertThat(send("PUT", root + "/a%2F%2E%2E%2Fb", "x").code()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void lieWhereTheExperimentSaysIfThatIsHere() {
        String id = tracking.post(
                        "experiments/create",
                        "{\"name\": \"e\", \"artifact_location\": \"mlflow-artifacts:/mine/too\"}")
                .text("experiment_id");
        String other = tracking.post("runs/create", "{\"experiment_id\": \"" + id + "\"}")
                .text("run.info.run_id");
        String path = "/api/2.0/mlflow-artifacts/artifacts/mine/too/" + other + "/artifacts/x";
        assertThat(send("PUT", path, "x").status()).isEqualTo(200);
        assertThat(send("GET", path, "").body()).isEqualTo("x");
    }

    @Test
    void ofADeletedRunAreReadAndNotWritten() {
        send("PUT", root + "/a", "x");
        tracking.post("runs/delete", "{\"run_id\": \"" + run + "\"}");
        assertThat(send("GET", root + "/a", "").body()).isEqualTo("x");
        assertThat(send("PUT", root + "/a", "y").code()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(send("DELETE", root + "/a", "").code()).isEqualTo("INVALID_PARAMETER_VALUE");
    }
}
