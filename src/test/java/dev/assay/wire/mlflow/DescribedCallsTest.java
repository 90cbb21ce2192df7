package dev.assay.wire.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.wire.assay.Described;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every call of this API in the description of all that is served, against a real answer to it. The client holds each
/// to what is described.
class DescribedCallsTest {

    @TempDir
    private Path folder;

    private Tracking tracking;

    @BeforeEach
    void open() {
        tracking = new Tracking(folder);
    }

    @AfterEach
    void close() {
        tracking.close();
    }

    @Test
    void areAnsweredAsTheDescriptionSays() {
        callExperiments();
        callRuns();
        callArtifacts();
        assertThat(tracking.succeeded()).isEqualTo(Described.below("/api/2.0/"));
    }

    private void callExperiments() {
        String id = tracking.experiment("e");
        String byId = "{\"experiment_id\": \"" + id + "\"";
        tracking.post("experiments/set-experiment-tag", byId + ", \"key\": \"k\", \"value\": \"v\"}");
        tracking.get("experiments/get?experiment_id=" + id);
        tracking.post("experiments/delete-experiment-tag", byId + ", \"key\": \"k\"}");
        tracking.post("experiments/update", byId + ", \"new_name\": \"other\"}");
        tracking.get("experiments/get-by-name?experiment_name=other");
        tracking.get("experiments/search?max_results=1");
        tracking.post("experiments/search", "{\"max_results\": 1, \"view_type\": \"ALL\"}");
        tracking.post("experiments/delete", byId + "}");
        tracking.post("experiments/restore", byId + "}");
    }

    private void callRuns() {
        String run = tracking.run();
        String byId = "{\"run_id\": \"" + run + "\"";
        tracking.post(
                "runs/log-metric", byId + ", \"key\": \"loss\", \"value\": \"NaN\", \"timestamp\": 1, \"step\": -5}");
        tracking.post("runs/log-parameter", byId + ", \"key\": \"lr\", \"value\": \"0.1\"}");
        tracking.post(
                "runs/log-batch",
                byId + ", \"metrics\": [{\"key\": \"loss\", \"value\": 1, \"timestamp\": 9007199254740993}]}");
        tracking.post("runs/set-tag", byId + ", \"key\": \"k\", \"value\": \"v\"}");
        tracking.get("runs/get?run_id=" + run);
        tracking.get("metrics/get-history?metric_key=loss&run_id=" + run);
        tracking.get("metrics/get-history?metric_key=loss&max_results=1&run_id=" + run);
        tracking.post("runs/search", "{\"experiment_ids\": [\"0\"], \"max_results\": 1}");
        tracking.post("runs/update", byId + ", \"status\": \"KILLED\", \"end_time\": 5}");
        tracking.post("runs/delete-tag", byId + ", \"key\": \"k\"}");
        tracking.post("runs/delete", byId + "}");
        tracking.post("runs/restore", byId + "}");
    }

    private void callArtifacts() {
        String run = tracking.run();
        String root = Tracking.API.replace("mlflow", "mlflow-artifacts") + "artifacts";
        send("PUT", root + "/0/" + run + "/artifacts/a/b.txt", "text");
        send("GET", root + "/0%2F" + run + "%2Fartifacts%2Fa%2Fb.txt", "");
        tracking.get("artifacts/list?path=a&run_id=" + run);
        send("GET", root + "?path=0/" + run + "/artifacts", "");
        send("DELETE", root + "/0/" + run + "/artifacts/a", "");
        tracking.post("logged-models/search", "{\"experiment_ids\": [\"0\"]}");
    }

    private void send(String method, String target, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        tracking.send(method, target, bytes, content.isEmpty() ? "" : "text/plain", tracking.token());
    }
}
