package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef.ById;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Tag;
import dev.assay.wire.assay.Native.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesTest {

    private static final String NOTE = "# Träge\r\n\n* <b>1</b>\u0000\n";

    @TempDir
    private Path folder;

    private Native api;
    private String experiment;
    private String model;

    @BeforeEach
    void open() {
        api = Native.open(folder);
        experiment = api.experiment();
        model = "/models/" + api.get(experiment).text("modelRid");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Answer put(String of, String note) {
        return api.asWriter("PUT", of + "/note")
                .body("text/markdown; charset=UTF-8", note)
                .send();
    }

    private Answer get(String of) {
        return api.asReader("GET", of + "/note").send();
    }

    @Test
    void areKeptAsTheyCame() {
        for (String of : List.of(experiment, model)) {
            assertFails(get(of), 404, "NoteNotFound");
            assertThat(put(of, NOTE).status()).isEqualTo(204);
            assertThat(get(of).body()).isEqualTo(NOTE);
            assertThat(get(of).header("Content-Type")).isEqualTo("text/markdown; charset=utf-8");
            put(of, "");
            assertThat(get(of).body()).isEmpty();
            put(of, "other");
            assertThat(get(of).body()).isEqualTo("other");
            assertThat(api.asWriter("DELETE", of + "/note").send().status()).isEqualTo(204);
            assertThat(api.asWriter("DELETE", of + "/note").send().status()).isEqualTo(204);
            assertFails(get(of), 404, "NoteNotFound");
        }
    }

    @Test
    void areMlflowsTagOfThatName() {
        ExperimentId id = ExperimentId.parse(experiment.substring("/experiments/".length()));
        api.store()
                .store()
                .experiments()
                .change(
                        api.store().admin(),
                        Optional.empty(),
                        new ById(id),
                        Changes.NONE.withTags(List.of(new Tag("mlflow.note.content", "of MLflow"))));
        assertThat(get(experiment).body()).isEqualTo("of MLflow");
        put(experiment, "of ours");
        assertThat(api.store()
                        .store()
                        .reads()
                        .get(api.store().admin(), id)
                        .experiment()
                        .tags())
                .containsExactly(new Tag("mlflow.note.content", "of ours"));
        assertThat(api.get(experiment).at("tags")).isEqualTo(List.of());
    }

    @Test
    void areBounded() {
        assertThat(put(experiment, "x".repeat(64 * 1024)).status()).isEqualTo(204);
        assertFails(put(experiment, "x".repeat(64 * 1024 + 1)), 413, "RequestTooLarge");
        assertThat(get(experiment).body()).hasSize(64 * 1024);
    }

    @Test
    void areTextInUtf8() {
        for (String type : List.of("text/html", "text/markdown; charset=latin1", "application/json")) {
            assertFails(
                    api.asWriter("PUT", experiment + "/note").body(type, "x").send(), 415, "UnsupportedMediaType");
        }
        assertFails(
                api.asWriter("PUT", experiment + "/note")
                        .body("text/plain", BodyPublishers.ofByteArray(new byte[] {'a', (byte) 0xff}))
                        .send(),
                400,
                "MalformedBody");
        assertFails(get(experiment), 404, "NoteNotFound");
    }

    @Test
    void wantTheirScopes() {
        assertFails(api.asReader("PUT", model + "/note").body("text/plain", "x").send(), 403, "ApiUsageDenied");
        assertFails(api.asReader("DELETE", model + "/note").send(), 403, "ApiUsageDenied");
        assertFails(api.asWriter("GET", model + "/note").send(), 403, "ApiUsageDenied");
    }

    @Test
    void areOfWhatIsThere() {
        assertFails(put("/models/ri.models.main.model.none", "x"), 404, "ModelNotFound");
        assertFails(put("/experiments/ri.models.main.experiment.none", "x"), 404, "ExperimentNotFound");
        assertFails(get("/models/ri.models.main.model.none"), 404, "ModelNotFound");
        assertFails(get("/experiments/ri.models.main.experiment.none"), 404, "ExperimentNotFound");
    }
}
