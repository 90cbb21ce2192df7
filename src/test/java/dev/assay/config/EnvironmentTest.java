package dev.assay.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    @Test
    void takesTheHomeFolderThatTheShellNames() {
        assertThat(home("Linux", Map.of("HOME", "/home/shell"))).isEqualTo(Path.of("/home/shell"));
        assertThat(home("Mac OS X", Map.of("HOME", "/home/shell"))).isEqualTo(Path.of("/home/shell"));
    }

    @Test
    void takesJavasWhereTheShellNamesNoFolder() {
        assertThat(home("Linux", Map.of())).isEqualTo(Path.of("/home/java"));
        assertThat(home("Linux", Map.of("HOME", ""))).isEqualTo(Path.of("/home/java"));
        assertThat(home("Linux", Map.of("HOME", "relative"))).isEqualTo(Path.of("/home/java"));
        assertThat(home("Windows 11", Map.of("HOME", "/home/shell"))).isEqualTo(Path.of("/home/java"));
    }

    private static Path home(String system, Map<String, String> variables) {
        return Environment.of(variables, "/home/java", system).home();
    }
}
