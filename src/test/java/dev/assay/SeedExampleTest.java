package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.access.TokenText;
import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.app.Store;
import dev.assay.app.TestStore;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Tag;
import dev.assay.http.HttpServer;
import dev.assay.http.HttpSettings;
import dev.assay.wire.assay.AssayRoutes;
import dev.assay.wire.foundry.FoundryRoutes;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Foundry's documented experiment, made over HTTP by our own API, reads back through Foundry's as documented.
class SeedExampleTest {

    private static final TokenText ADMIN = new TokenText("admin-token");
    private static final int TIMEOUT_SECONDS = 120;

    private record Ran(int exitCode, String output) {}

    @TempDir
    private Path folder;

    private TestStore testStore;
    private HttpServer server;

    @BeforeEach
    void open() {
        testStore = TestStore.open(folder);
        Store store = testStore.store();
        assertThat(store.ensureAdminToken(Optional.of(ADMIN))).isEmpty();
        server = HttpServer.start(
                HttpSettings.of("127.0.0.1", 0, Set.of()),
                store.signIn()::find,
                config -> List.of(AssayRoutes.add(config, store, "test"), FoundryRoutes.add(config, store)));
    }

    @AfterEach
    void close() {
        server.close();
        testStore.close();
    }

    @Test
    void readsBackAsDocumentedAndSoItDoesTheSecondTime() throws Exception {
        assertThat(run(ADMIN.text())).isEqualTo(new Ran(0, "seed-example: the answer is the documented JSON\n"));
        assertThat(run(ADMIN.text())).isEqualTo(new Ran(0, "seed-example: the answer is the documented JSON\n"));
    }

    @Test
    void showsWhatDiffersFromTheDocumentation() throws Exception {
        assertThat(run(ADMIN.text()).exitCode()).isZero();
        testStore
                .store()
                .experiments()
                .change(
                        testStore.admin(),
                        Optional.empty(),
                        new ExperimentRef.ById(new ExperimentId("abc123")),
                        Changes.NONE.withTags(List.of(Tag.text("another"))));
        Ran ran = run(ADMIN.text());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.output()).contains("+    \"another\",");
    }

    @Test
    void saysWhatTheServerRefused() throws Exception {
        Ran ran = run("wrong");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.output()).contains("answered 401").contains("InvalidCredentials");
    }

    private Ran run(String token) throws IOException, InterruptedException {
        File output = folder.resolve("output.txt").toFile();
        Process process = new ProcessBuilder(
                        "python3",
                        "scripts/seed-example",
                        "--url",
                        "http://127.0.0.1:" + server.port(),
                        "--token",
                        token)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Ran(process.waitFor(), Files.readString(output.toPath(), StandardCharsets.UTF_8));
    }
}
