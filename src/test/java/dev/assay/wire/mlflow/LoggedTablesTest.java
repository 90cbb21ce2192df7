package dev.assay.wire.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.StoredTable;
import dev.assay.domain.Artifact;
import dev.assay.domain.Experiment;
import dev.assay.table.Cell;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `log_table` logs, a file and then an entry in a tag, is a table of the experiment.
class LoggedTablesTest {

    private static final String TWO_ROWS = "{\"columns\":[\"in\",\"score\"],\"data\":[[\"a\",0.5],[\"b\",null]]}";
    private static final String EVAL = "[{\\\"path\\\": \\\"out/eval.json\\\", \\\"type\\\": \\\"table\\\"}]";

    @TempDir
    private Path folder;

    private Tracking tracking;
    private String run;

    @BeforeEach
    void open() {
        tracking = new Tracking(folder);
        run = tracking.run();
    }

    @AfterEach
    void close() {
        tracking.close();
    }

    private Tracking.Answer send(String method, String path, String content) {
        String target = "/api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts/" + path;
        String type = content.isEmpty() ? "" : "application/json";
        Tracking.Answer answer =
                tracking.send(method, target, content.getBytes(StandardCharsets.UTF_8), type, tracking.token());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private void tag(String value) {
        String body = "{\"run_id\":\"" + run + "\",\"key\":\"mlflow.loggedArtifacts\",\"value\":\"" + value + "\"}";
        assertThat(tracking.post("runs/set-tag", body).status()).isEqualTo(200);
    }

    private Experiment experiment() {
        return tracking.store()
                .reads()
                .readRun(tracking.admin(), run)
                .snapshot()
                .experiment();
    }

    private List<String> tables() {
        return experiment().artifacts().stream().map(Artifact::name).toList();
    }

    private List<List<Cell>> rows() {
        List<List<Cell>> rows = new ArrayList<>();
        Experiment of = experiment();
        try (StoredTable table = tracking.store()
                .tableReads()
                .open(tracking.admin(), of.model().rid(), of.id().rid(), "out/eval.json")) {
            table.read(0, 100, cells -> rows.add(List.copyOf(cells)));
        }
        return rows;
    }

    @Test
    void areTablesOnceTheTagSaysSo() {
        send("PUT", "out/eval.json", TWO_ROWS);
        assertThat(tables()).isEmpty();
        tag(EVAL);
        assertThat(tables()).containsExactly("out/eval.json");
        assertThat(rows())
                .containsExactly(
                        List.of(new Cell.Text("a"), new Cell.Dbl(0.5)), List.of(new Cell.Text("b"), Cell.NOTHING));
        assertThat(send("GET", "out/eval.json", "").body()).isEqualTo(TWO_ROWS);
    }

    @Test
    void areTablesOnceTheFileComesToATagThatIsThere() {
        String batch = "{\"run_id\":\"" + run + "\",\"tags\":[{\"key\":\"mlflow.loggedArtifacts\",\"value\":\"" + EVAL
                + "\"}]}";
        assertThat(tracking.post("runs/log-batch", batch).status()).isEqualTo(200);
        assertThat(tables()).isEmpty();
        send("PUT", "out/eval.json", TWO_ROWS);
        assertThat(rows()).hasSize(2);
    }

    @Test
    void areMadeByTheTagInABatchToo() {
        send("PUT", "out/eval.json", TWO_ROWS);
        tracking.post(
                "runs/log-batch",
                "{\"run_id\":\"" + run + "\",\"tags\":[{\"key\":\"mlflow.loggedArtifacts\",\"value\":\"" + EVAL
                        + "\"}]}");
        assertThat(rows()).hasSize(2);
    }

    /// The client appends by putting the whole once more.
    @Test
    void followTheirFiles() {
        send("PUT", "out/eval.json", TWO_ROWS);
        tag(EVAL);
        send("PUT", "out/eval.json", TWO_ROWS.replace("]]}", "],[\"c\",9007199254740993]]}"));
        assertThat(rows()).hasSize(3).last().isEqualTo(List.of(new Cell.Text("c"), new Cell.Int(9007199254740993L)));
        send("PUT", "out/eval.json", "{\"no\":\"table\"}");
        assertThat(tables()).isEmpty();
        send("PUT", "out/eval.json", TWO_ROWS);
        send("DELETE", "out", "");
        assertThat(tables()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no list",
                "{}",
                "[1]",
                "[{\\\"path\\\": 5}]",
                "[{\\\"path\\\": \\\"out/eval.json\\\"}]",
                "[{\\\"path\\\": \\\"out/eval.json\\\", \\\"type\\\": \\\"image\\\"}]",
                "[{\\\"path\\\": \\\"other.json\\\", \\\"type\\\": \\\"table\\\"}]",
                "[{\\\"path\\\": \\\"out/eval.csv\\\", \\\"type\\\": \\\"table\\\"}]"
            })
    void areNotMadeByATagThatNamesNone(String value) {
        send("PUT", "out/eval.json", TWO_ROWS);
        tag(value);
        assertThat(tables()).isEmpty();
    }
}
