package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The launcher `./assay` in a folder of sources of its own, with a stand-in for Maven that packs the jar just built.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell script")
class LauncherIT {

    private static final Path JDK = Path.of(System.getProperty("java.home"));

    @TempDir
    Path top;

    private Path folder;
    private Path bin;

    @TempDir
    static Path shared;

    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void makeAFolderOfSources() throws IOException {
        folder = Files.createDirectories(top.resolve("the sources"));
        Files.copy(Path.of("assay"), folder.resolve("assay"));
        Files.createDirectories(folder.resolve("src/main"));
        Files.writeString(folder.resolve("src/main/Some.java"), "");
        Files.writeString(folder.resolve("pom.xml"), "");
        Files.writeString(folder.resolve("jooq.xml"), "");
        for (String source : List.of("src/main/Some.java", "src/main", "pom.xml", "jooq.xml")) {
            Files.setLastModifiedTime(folder.resolve(source), FileTime.from(Instant.EPOCH));
        }
        bin = Files.createDirectories(top.resolve("bin"));
        maven("cp '" + BuiltServer.jar().toAbsolutePath() + "' target/assay.jar");
    }

    @Test
    void buildsOnFirstUseAndAgainOnlyWhenSourcesChange() throws Exception {
        Ended first = run("version");
        assertThat(first.err()).contains("building", "built in", "preparing fast starts");
        assertThat(first.out()).startsWith("Assay ").hasLineCount(1);
        assertThat(folder.resolve("target/assay.aot")).exists();
        assertThat(run("version")).isEqualTo(new Ended(0, first.out(), ""));
        touchLater(folder.resolve("src/main/Some.java"));
        assertThat(run("version").err()).contains("building");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void buildsOnceForTwoThatComeAtTheSameTime() throws Exception {
        maven("sleep 2; cp '" + BuiltServer.jar().toAbsolutePath() + "' target/assay.jar");
        Process one = builder("version").start();
        Process other = builder("version").start();
        Ended first = ended(one);
        Ended second = ended(other);
        assertThat(List.of(first.code(), second.code())).containsOnly(0);
        assertThat(first.out()).isEqualTo(second.out()).startsWith("Assay ");
        assertThat(first.err() + second.err()).contains("waiting for the build");
        assertThat(builds()).isEqualTo(1);
        assertThat(folder.resolve("target/build.lock")).doesNotExist();
    }

    @Test
    void takesOverFromABuildThatWasKilled() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectory(folder.resolve("target"));
        Files.createSymbolicLink(folder.resolve("target/build.lock"), Path.of(Long.toString(dead.pid())));
        assertThat(run("version").code()).isZero();
        assertThat(folder.resolve("target/build.lock")).doesNotExist();
    }

    @Test
    void showsWhyABuildFailed() throws Exception {
        maven("echo '[ERROR] Some.java is wrong'; exit 1");
        Ended failed = run("version");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("[ERROR] Some.java is wrong", "the build failed", "build.log");
        assertThat(folder.resolve("target/build.lock")).doesNotExist();
    }

    @Test
    void saysInOneLineThatMavenIsMissing() throws Exception {
        Files.delete(bin.resolve("mvn"));
        Ended ended = run("version");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).hasLineCount(1).contains("needs Maven");
    }

    @Test
    void passesOnTheProgramsExitCodeAndArguments() throws Exception {
        alreadyBuilt();
        Ended ended = run("serve", "--set", "no such=setting");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("'no such'");
    }

    @Test
    void worksThroughALinkAndFromAnotherFolder() throws Exception {
        alreadyBuilt();
        Path link = Files.createSymbolicLink(top.resolve("link"), Path.of("the sources/assay"));
        ProcessBuilder elsewhere = builder(link, "version").directory(bin.toFile());
        assertThat(ended(elsewhere.start()).out()).startsWith("Assay ");
    }

    @Test
    void saysNothingOfACacheThatIsDamaged() throws Exception {
        alreadyBuilt();
        Ended first = run("version");
        Path cache = folder.resolve("target/assay.aot");
        byte[] bytes = Files.readAllBytes(cache);
        Files.write(cache, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(run("version")).isEqualTo(new Ended(0, first.out(), ""));
    }

    @Test
    void runsAReleasedJarBesideItWithoutSources() throws Exception {
        Files.delete(folder.resolve("pom.xml"));
        assertThat(run("version").code()).isEqualTo(4);
        Files.copy(BuiltServer.jar(), folder.resolve("assay.jar"));
        assertThat(run("version").out()).startsWith("Assay ");
        assertThat(builds()).isZero();
    }

    @Test
    void handsTestsToMavenAndPassesItsExitCodeOn() throws Exception {
        maven("echo \"Maven got: $*\"; exit 7");
        Ended ended = run("test", "-Dtest=RoomsTest");
        assertThat(ended.code()).isEqualTo(7);
        assertThat(ended.out()).contains("verify -Dtest=RoomsTest");
    }

    @Test
    void stopsTheServerOnASignalToItself() throws Exception {
        alreadyBuilt();
        Process serve = builder(
                        "serve", "--port", "0", "--data", top.resolve("data").toString())
                .start();
        assertThat(serve.inputReader().readLine()).contains("listens on");
        serve.destroy();
        assertThat(serve.waitFor()).isEqualTo(143);
        assertThat(top.resolve("data/server.json")).doesNotExist();
    }

    /// What a first use leaves behind, made once for all tests. The copy keeps the times, which say what is older.
    private void alreadyBuilt() throws IOException, InterruptedException {
        Path target = shared.resolve("target");
        if (!Files.exists(target)) {
            assertThat(run("version").code()).isZero();
            copy(folder.resolve("target"), target);
        } else {
            copy(target, folder.resolve("target"));
        }
        Files.deleteIfExists(top.resolve("builds"));
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    /// A `mvn` that counts its calls and does what `script` says.
    private void maven(String script) throws IOException {
        Path maven = bin.resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\necho build >> '" + top.resolve("builds") + "'\n" + script + "\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    private long builds() throws IOException {
        Path builds = top.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    private static void touchLater(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
    }

    private Ended run(String... args) throws IOException, InterruptedException {
        return ended(builder(args).start());
    }

    private ProcessBuilder builder(String... args) {
        return builder(folder.resolve("assay"), args);
    }

    private ProcessBuilder builder(Path launcher, String... args) {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString());
        builder.command().addAll(List.of(args));
        builder.environment().keySet().removeIf(name -> name.startsWith("ASSAY_") || name.equals("assay_locked"));
        builder.environment().put("JAVA_HOME", JDK.toString());
        builder.environment().put("PATH", bin + ":" + toolsWithoutMaven());
        return builder;
    }

    /// The few tools that the launcher calls, as links in a folder of their own: the real Maven must not be found.
    private String toolsWithoutMaven() {
        Path tools = top.resolve("tools");
        try {
            if (!Files.exists(tools)) {
                Files.createDirectory(tools);
                for (String tool : List.of(
                        "sh",
                        "cat",
                        "cp",
                        "date",
                        "dirname",
                        "env",
                        "find",
                        "grep",
                        "head",
                        "ln",
                        "mkdir",
                        "mv",
                        "readlink",
                        "rm",
                        "sed",
                        "sleep",
                        "tail",
                        "touch")) {
                    Path found = List.of("/usr/bin", "/bin").stream()
                            .map(place -> Path.of(place, tool))
                            .filter(Files::exists)
                            .findFirst()
                            .orElseThrow();
                    Files.createSymbolicLink(tools.resolve(tool), found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tools.toString();
    }

    private static Ended ended(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, err);
    }
}
