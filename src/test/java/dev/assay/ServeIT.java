package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built jar, started, stopped and killed as a user would.
class ServeIT {

    @TempDir
    Path folder;

    @Test
    void answersStopsAndStartsAgainOnTheSameFolder() throws Exception {
        try (BuiltServer server = BuiltServer.start(folder.resolve("data"))) {
            assertThat(health(server)).isEqualTo(200);
            assertThat(server.data().resolve("server.json")).exists();
            assertThat(server.stop()).isEqualTo(143);
            assertThat(server.data().resolve("server.json")).doesNotExist();
            server.restart();
            assertThat(health(server)).isEqualTo(200);
            assertThat(server.errors()).isEmpty();
        }
    }

    @Test
    void startsAgainAfterItWasKilled() throws Exception {
        try (BuiltServer server = BuiltServer.start(folder.resolve("data"))) {
            server.kill();
            assertThat(server.data().resolve("server.json")).exists();
            server.restart();
            assertThat(health(server)).isEqualTo(200);
        }
    }

    @Test
    void stopsOnCtrlC() throws Exception {
        try (BuiltServer server = BuiltServer.start(folder.resolve("data"))) {
            assumeThat(ignoresCtrlC(server))
                    .as("a process that a script starts in the background ignores Ctrl-C, and so does all below it")
                    .isFalse();
            String pid = Long.toString(server.pid());
            assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor())
                    .isZero();
            assertThat(server.awaitEnd()).isEqualTo(130);
            assertThat(server.data().resolve("server.json")).doesNotExist();
        }
    }

    @Test
    void endsASecondServerOnTheFolderWithOneLine() throws Exception {
        try (BuiltServer server = BuiltServer.start(folder.resolve("data"))) {
            Ended second = run("serve", "--port", "0", "--data", server.data().toString());
            assertThat(second.code()).isEqualTo(3);
            assertThat(second.out()).isEmpty();
            assertThat(second.err()).hasLineCount(1).contains(server.url().toString(), "process " + server.pid());
        }
    }

    @Test
    void makesAnApplicationWhileItRunsAndSaysNothingButWhoItIs() throws Exception {
        try (BuiltServer server = BuiltServer.start(folder.resolve("data"))) {
            String data = server.data().toString();
            Ended made = run(
                    "client",
                    "create",
                    "--name",
                    "n",
                    "--grant",
                    "client_credentials",
                    "--scope",
                    "api:models-read",
                    "--role",
                    "viewer",
                    "--json",
                    "--data",
                    data);
            assertThat(made.code()).as(made.err()).isZero();
            assertThat(made.err()).isEmpty();
            Matcher found = Pattern.compile("\\{\"clientId\":\"([^\"]+)\",\"clientSecret\":\"([^\"]+)\"}\n")
                    .matcher(made.out());
            assertThat(found.matches()).as(made.out()).isTrue();
            String form =
                    "grant_type=client_credentials&client_id=" + found.group(1) + "&client_secret=" + found.group(2);
            assertThat(signIn(server, form)).isEqualTo(200);
            assertThat(run("client", "revoke", found.group(1), "--data", data).code())
                    .isZero();
            assertThat(signIn(server, form)).isEqualTo(401);
        }
    }

    private static int signIn(BuiltServer server, String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve("/multipass/api/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void isOneJarThatSaysItsVersionAndNothingElse() throws Exception {
        Ended version = run("version");
        assertThat(version.code()).isZero();
        assertThat(version.out()).matches("Assay [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)? \\(Java [^)]*\\)\n");
        assertThat(version.err()).isEmpty();
    }

    @Test
    void carriesTheLicencesOfWhatItHolds() throws IOException {
        try (JarFile jar = new JarFile(BuiltServer.jar().toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains("META-INF/LICENSE", "META-INF/licences/dependencies.md")
                    .anyMatch(name -> name.matches("META-INF/licences/jackson-core-.*/LICENSE"))
                    .anyMatch(name -> name.matches("META-INF/licences/jackson-core-.*/NOTICE"))
                    .anyMatch(name -> name.matches("META-INF/licences/postgresql-.*/LICENSE"))
                    .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)"))
                    .doesNotHaveDuplicates();
        }
    }

    private static boolean ignoresCtrlC(BuiltServer server) throws IOException {
        Path status = Path.of("/proc", Long.toString(server.pid()), "status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(
                                        line.substring(line.indexOf(':') + 1).strip(), 16)
                                & 2)
                        != 0);
    }

    private record Ended(int code, String out, String err) {}

    private static Ended run(String... args) throws IOException, InterruptedException {
        Process process = BuiltServer.command(args).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, err);
    }

    private static int health(BuiltServer server) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(server.url().resolve("/health"))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
