package dev.assay.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `scripts/chromium` says of the machine.
class ChromiumTest {

    private static final Path DIRNAME = Path.of("/usr/bin/dirname");

    @TempDir
    Path path;

    private record Ended(int code, String out, String err) {}

    @Test
    void namesTheOneThatItWasTold() throws Exception {
        assertThat(run(Map.of("CHROMIUM", "/bin/sh"))).isEqualTo(new Ended(0, "/bin/sh\n", ""));
    }

    @Test
    void failsOnOneThatIsNoProgram() throws Exception {
        Ended ended = run(Map.of("CHROMIUM", path.resolve("absent").toString()));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("absent', which is no program");
    }

    @Test
    void takesWhatIsOnThePathInItsOrder() throws Exception {
        program("dirname", DIRNAME);
        program("google-chrome", DIRNAME);
        Path chromium = program("chromium", DIRNAME);
        assertThat(run(Map.of("PATH", path.toString()))).isEqualTo(new Ended(0, chromium + "\n", ""));
    }

    @Test
    void saysWhyThereIsNone() throws Exception {
        assumeThat(Path.of("/Applications"))
                .as("on macOS it looks among the applications, too")
                .doesNotExist();
        program("dirname", DIRNAME);
        Ended ended = run(Map.of("PATH", path.toString()));
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("no apt-get to install it with").hasLineCount(1);
    }

    /// The first try fails, as with a list of packages that is too old.
    @Test
    void installsDebiansForRoot() throws Exception {
        program("dirname", DIRNAME);
        program("mkdir", Path.of("/usr/bin/mkdir"));
        script("id", "echo 0");
        script("apt-get", """
                case " $* " in
                    *" update "*) : >"${0%/*}/updated" ;;
                    *" install "*" chromium "*) [ -f "${0%/*}/updated" ] && : >"${0%/*}/chromium" && \
                        /usr/bin/chmod +x "${0%/*}/chromium" ;;
                esac""");
        Ended ended = run(Map.of("PATH", path.toString()));
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).isEqualTo(path.resolve("chromium") + "\n");
        assertThat(ended.err()).contains("installing Debian's package").hasLineCount(1);
    }

    @Test
    void saysThatItCouldNotInstallOne() throws Exception {
        program("dirname", DIRNAME);
        program("mkdir", Path.of("/usr/bin/mkdir"));
        script("id", "echo 0");
        script("apt-get", "exit 100");
        Ended ended = run(Map.of("PATH", path.toString()));
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).contains("apt-get could not install it");
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.writeString(path.resolve(name), "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Path program(String name, Path target) throws IOException {
        return Files.createSymbolicLink(path.resolve(name), target);
    }

    private static Ended run(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder("scripts/chromium");
        script.environment().remove("CHROMIUM");
        script.environment().putAll(environment);
        Process process = script.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, err);
    }
}
