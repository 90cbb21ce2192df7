package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The unmodified Python clients against the built jar: all that pytest finds in `compat/tests`.
class PythonClientsIT {

    private static final int OUT_OF_REACH = 3;
    private static final int NO_TESTS_COLLECTED = 5;

    @TempDir
    Path folder;

    @Test
    void passTheirTests() throws Exception {
        Path python = python();
        try (BuiltServer server = BuiltServer.start(folder.resolve("data"))) {
            ProcessBuilder pytest = new ProcessBuilder(
                    python.toString(), "-m", "pytest", "-ra", "--color=no", "-p", "no:cacheprovider", "compat/tests");
            pytest.environment().keySet().removeIf(name -> name.startsWith("ASSAY_") || name.startsWith("MLFLOW_"));
            pytest.environment().put("ASSAY_URL", server.url().toString());
            pytest.environment().put("ASSAY_TOKEN", BuiltServer.TOKEN);
            pytest.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            int code = pytest.inheritIO().start().waitFor();
            assertThat(code)
                    .as(
                            "pytest's exit code; %d is: no tests found. The server said:\n%s",
                            NO_TESTS_COLLECTED, server.errors())
                    .isZero();
        }
    }

    /// The interpreter of the clients' environment; without one the test is skipped, and says so where it is seen.
    private static Path python() throws IOException, InterruptedException {
        Process made = new ProcessBuilder("scripts/python-env").start();
        String path = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        String said = new String(made.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int code = made.waitFor();
        if (code == OUT_OF_REACH) {
            System.out.println("SKIPPED PythonClientsIT: " + said.lines().reduce("", (_, line) -> line));
            abort(said);
        }
        assertThat(code).as(said).isZero();
        return Path.of(path);
    }
}
