package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.NewVersion;
import dev.assay.app.Store;
import dev.assay.domain.ModelId;
import dev.assay.domain.ModelVersion;
import dev.assay.wire.assay.Native.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of a model's version is what came, and is not there to be seen where the version is not.
class VersionFileTest {

    private static final String CONTENT = "gASVAAAA über";
    private static final String NAME = "serializedModelFunction";

    @TempDir
    private Path folder;

    private Native api;
    private String model;
    private String version;

    @BeforeEach
    void open() {
        api = Native.open(folder);
        model = api.model("m");
        version = version();
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String version() {
        byte[] content = CONTENT.getBytes(StandardCharsets.UTF_8);
        Store store = api.store().store();
        NewVersion wanted = new NewVersion(NAME, content, List.of(), List.of(), "{\"inputs\":[],\"outputs\":[]}");
        ModelVersion made = store.versions()
                .create(api.store().admin(), ModelId.parse(model).rid(), wanted);
        return made.id().rid().text();
    }

    private String path(String of, String name) {
        return "/models/" + of + "/versions/" + version + "/files/" + name;
    }

    @Test
    void comesBackAsItCame() {
        Answer whole = api.asReader("GET", path(model, NAME)).send();
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(CONTENT);
        assertThat(whole.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(whole.header("Content-Disposition")).startsWith("attachment; filename=\"" + NAME + "\"");
        Answer part =
                api.as("GET", path(model, NAME)).header("Range", "bytes=2-4").send();
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("SVA");
        Answer known = api.as("GET", path(model, NAME))
                .header("If-None-Match", whole.header("ETag"))
                .send();
        assertThat(known.status()).isEqualTo(304);
        assertFails(
                api.as("GET", path(model, NAME)).header("Range", "bytes=99-").send(), 416, "RangeNotSatisfiable");
    }

    @Test
    void isNotThereWhereTheVersionIsNot() {
        assertFails(api.get(path(model, "other")), 404, "FileNotFound");
        assertFails(api.get(path(api.model("other"), NAME)), 404, "ModelVersionNotFound");
        assertFails(
                api.get(path(model, NAME).replace(version, "ri.models.main.model-version.none")),
                404,
                "ModelVersionNotFound");
        assertFails(api.get(path(model, NAME).replace(version, "none")), 400, "InvalidArgument");
        assertFails(api.asWriter("GET", path(model, NAME)).send(), 403, "ApiUsageDenied");
        api.store().store().models().delete(api.store().admin(), Optional.empty(), ModelId.parse(model));
        assertFails(api.get(path(model, NAME)), 404, "ModelVersionNotFound");
    }
}
