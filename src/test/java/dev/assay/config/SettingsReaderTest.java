package dev.assay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {

    @TempDir
    Path home;

    private Path data;

    @BeforeEach
    void makeData() throws IOException {
        data = Files.createDirectory(home.resolve("data"));
    }

    @Test
    void knowsEveryDefault() {
        Settings settings = Settings.defaults(data);
        assertThat(settings.data()).isEqualTo(data);
        assertThat(settings.httpHost()).isEqualTo("127.0.0.1");
        assertThat(settings.httpPort()).isEqualTo(5050);
        assertThat(settings.httpHosts()).isEmpty();
        assertThat(settings.httpThreadsMax()).isEqualTo(200);
        assertThat(settings.httpIdleTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.adminToken()).isEmpty();
        assertThat(settings.foundryLongsAsStrings()).isFalse();
        assertThat(settings.mlflowShowRids()).isTrue();
        assertThat(settings.oauthTokenLifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.metricsPublic()).isFalse();
        assertThat(settings.headerBytesMax()).isEqualTo(16_384);
        assertThat(settings.queryCharsMax()).isEqualTo(8_192);
        assertThat(settings.httpConnectionsMax()).isEqualTo(4_096);
        assertThat(settings.httpBodyDeadline()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.httpStopDeadline()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.jsonBodyBytesMax()).isEqualTo(16 << 20);
        assertThat(settings.artifactBytesMax()).isEqualTo(5L << 30);
        assertThat(settings.imageBytesMax()).isEqualTo(64L << 20);
        assertThat(settings.exportColumnsMax()).isEqualTo(20_000);
        assertThat(settings.seriesPerExperimentMax()).isEqualTo(100_000);
        assertThat(settings.writerQueueBytesMax()).isEqualTo(64L << 20);
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void prefersTheCommandLineThenTheEnvironmentThenTheFile() throws IOException {
        Path file = file("http.port = 1\nhttp.host = file.example\nhttp.threads = 3\n");
        Map<String, String> variables = Map.of("ASSAY_HTTP_PORT", "2", "ASSAY_HTTP_HOST", "variable.example");
        Settings settings = reader(variables).read(Map.of("data", data.toString(), "http.port", "3"), null);
        assertThat(settings.httpPort()).isEqualTo(3);
        assertThat(settings.httpHost()).isEqualTo("variable.example");
        assertThat(settings.httpThreadsMax()).isEqualTo(3);
        assertThat(settings.inForce(Setting.HTTP_PORT).origin()).isEqualTo(new Origin.CommandLine());
        assertThat(settings.inForce(Setting.HTTP_HOST).origin()).isEqualTo(new Origin.Variable("ASSAY_HTTP_HOST"));
        assertThat(settings.inForce(Setting.HTTP_THREADS).origin()).isEqualTo(new Origin.Line(file, 3));
        assertThat(settings.inForce(Setting.HTTP_HOSTS).origin()).isEqualTo(new Origin.Default());
    }

    @Test
    void readsTheFileThatIsNamedInPlaceOfTheFoldersOwn() throws IOException {
        file("http.port = 1\n");
        Path other =
                Files.writeString(home.resolve("other"), "# a comment\n\n  data=" + data + "\nhttp.hosts = a, b ,\n");
        Settings byOption = reader(Map.of()).read(Map.of(), other);
        Settings byVariable = reader(Map.of("ASSAY_CONFIG", other.toString())).read(Map.of(), null);
        assertThat(byOption.httpPort()).isEqualTo(5050);
        assertThat(byOption.data()).isEqualTo(data);
        assertThat(byOption.httpHosts()).containsExactly("a", "b");
        assertThat(byVariable.data()).isEqualTo(data);
    }

    @Test
    void refusesAFileThatIsNamedAndMissing() {
        assertRefused(() -> reader(Map.of()).read(Map.of(), home.resolve("none")), "none", "cannot be read");
    }

    @Test
    void refusesAnUnknownNameAndSuggestsTheNearest() throws IOException {
        assertRefused(() -> read("http.prot", "1"), "command line", "'http.prot'", "did you mean http.port?");
        assertRefused(() -> read("completely.different.thing", "1"), "docs/reference/settings.md");
        file("http.port = 1\n\nlimits.json-body = 1MB\n");
        assertRefused(
                () -> read("http.host", "::1"), "assay.properties line 3", "did you mean limits.json-body-bytes?");
    }

    @Test
    void refusesALineThatSetsNothingAndASettingSetTwice() throws IOException {
        file("http.port 1\n");
        assertRefused(() -> read("http.host", "::1"), "line 1", "name = value");
        file("http.port = 1\nhttp.port = 2\n");
        assertRefused(() -> read("http.host", "::1"), "line 2", "already set", "line 1");
    }

    @Test
    void warnsOfAVariableThatNoSettingHas() {
        Settings settings = reader(Map.of("ASSAY_HTTP_PROT", "1", "ASSAY_URL", "http://x", "PATH", "x"))
                .read(Map.of(), null);
        assertThat(settings.warnings())
                .containsExactly("no setting has the variable ASSAY_HTTP_PROT; did you mean ASSAY_HTTP_PORT?");
    }

    @Test
    void takesAnEmptyVariableForNone() {
        assertThat(reader(Map.of("ASSAY_HTTP_PORT", "")).read(Map.of(), null).httpPort())
                .isEqualTo(5050);
    }

    @Test
    void takesTheAdminTokenFromTheEnvironmentAlone() throws IOException {
        assertThat(reader(Map.of("ASSAY_ADMIN_TOKEN", "t0p"))
                        .read(Map.of(), null)
                        .adminToken())
                .contains("t0p");
        assertRefused(() -> read("admin-token", "t0p"), "ASSAY_ADMIN_TOKEN alone");
        file("admin-token = t0p\n");
        assertRefused(() -> read("http.host", "::1"), "ASSAY_ADMIN_TOKEN alone");
    }

    @Test
    void refusesAFolderThatNamesAnotherFolder() throws IOException {
        file("data = /elsewhere\n");
        assertRefused(() -> read("http.host", "::1"), "assay.properties", "--config");
    }

    @Test
    void refusesValuesThatCannotBe() {
        assertRefused(() -> read("http.port", "65536"), "'65536'", "from 0 to 65535");
        assertRefused(() -> read("http.port", "-1"), "no number");
        assertRefused(() -> read("http.port", ""), "no number");
        assertRefused(() -> read("http.threads", "0"), "from 1");
        assertRefused(() -> read("http.host", " "), "is empty");
        assertRefused(() -> read("mlflow.show-rids", "yes"), "neither true nor false");
        assertRefused(() -> read("limits.artifact-bytes", "16 XB"), "no size");
        assertRefused(() -> read("limits.artifact-bytes", "0"), "no size");
        assertRefused(() -> read("limits.artifact-bytes", "999999999999999999TB"), "no size");
        assertRefused(() -> read("limits.json-body-bytes", "2GB"), "more than 1073741824");
    }

    @Test
    void readsSizesInStepsOf1024() {
        assertThat(read("limits.artifact-bytes", "17").artifactBytesMax()).isEqualTo(17);
        assertThat(read("limits.artifact-bytes", "17 B").artifactBytesMax()).isEqualTo(17);
        assertThat(read("limits.artifact-bytes", "3KB").artifactBytesMax()).isEqualTo(3 * 1024);
        assertThat(read("limits.artifact-bytes", "3MiB").artifactBytesMax()).isEqualTo(3 << 20);
        assertThat(read("limits.artifact-bytes", "3TB").artifactBytesMax()).isEqualTo(3L << 40);
        assertThat(read("limits.json-body-bytes", "1GB").jsonBodyBytesMax()).isEqualTo(1 << 30);
    }

    @Test
    void findsTheDataHomeOfEachSystem() {
        assertThat(folder("Linux", Map.of())).isEqualTo(home.resolve(".local/share/assay"));
        assertThat(folder("Linux", Map.of("XDG_DATA_HOME", home.resolve("x").toString())))
                .isEqualTo(home.resolve("x/assay"));
        assertThat(folder("Linux", Map.of("XDG_DATA_HOME", "relative"))).isEqualTo(home.resolve(".local/share/assay"));
        assertThat(folder("Mac OS X", Map.of())).isEqualTo(home.resolve("Library/Application Support/Assay"));
        assertThat(folder("Windows 11", Map.of("LOCALAPPDATA", home.resolve("l").toString())))
                .isEqualTo(home.resolve("l/Assay"));
    }

    private Path folder(String systemName, Map<String, String> variables) {
        return new SettingsReader(new Environment(variables, home, systemName))
                .read(Map.of(), null)
                .data();
    }

    private Settings read(String name, String text) {
        return reader(Map.of("ASSAY_DATA", data.toString())).read(Map.of(name, text), null);
    }

    private SettingsReader reader(Map<String, String> variables) {
        return new SettingsReader(new Environment(variables, home, "Linux"));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(data.resolve(SettingsReader.FILE_NAME), text);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading, String... words) {
        assertThatThrownBy(reading).isInstanceOf(SettingRefused.class).hasMessageContainingAll(words);
    }
}
