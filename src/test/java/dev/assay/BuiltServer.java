package dev.assay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The built jar as a process of its own, as users run it: `serve` on a free port of loopback.
public final class BuiltServer implements AutoCloseable {

    /// Valid as the admin's on every server started here.
    public static final String TOKEN = "built-server-admin-token-0123456789abcdef";

    private static final Pattern LISTENS = Pattern.compile("Assay \\S+ listens on (\\S+) .*");
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(60);

    private final Path data;
    private final List<String> options;
    private final Map<String, String> environment;
    private Process process;
    private URI url;

    private BuiltServer(Path data, List<String> options, Map<String, String> environment) {
        this.data = data;
        this.options = options;
        this.environment = environment;
        this.process = launch();
        this.url = listening();
    }

    /// Returns once it answers. `options` follow `serve`.
    public static BuiltServer start(Path data, String... options) {
        return new BuiltServer(data, List.of(options), Map.of());
    }

    /// With more variables in its environment.
    public static BuiltServer start(Path data, Map<String, String> environment) {
        return new BuiltServer(data, List.of(), environment);
    }

    /// The jar that Maven has just built.
    public static Path jar() {
        return Path.of(System.getProperty("assay.jar", "target/assay.jar"));
    }

    /// A command of the built program, not yet started, that knows no variable `ASSAY_…` of this process.
    public static ProcessBuilder command(String... args) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar().toString()));
        command.addAll(Arrays.asList(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("ASSAY_"));
        return builder;
    }

    private Process launch() {
        List<String> args = new ArrayList<>(List.of("serve", "--port", "0", "--data", data.toString()));
        args.addAll(options);
        ProcessBuilder builder = command(args.toArray(String[]::new));
        builder.environment().put("ASSAY_ADMIN_TOKEN", TOKEN);
        builder.environment().putAll(environment);
        try {
            return builder.redirectError(
                            ProcessBuilder.Redirect.appendTo(errorLog().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI listening() {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        FutureTask<String> line = new FutureTask<>(out::readLine);
        Thread.ofVirtual().start(line);
        try {
            String text = line.get(START_MAX.toSeconds(), TimeUnit.SECONDS);
            Matcher listens = LISTENS.matcher(text == null ? "" : text);
            if (listens.matches()) {
                Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
                return URI.create(listens.group(1));
            }
            throw new IllegalStateException("the server said: " + text + "\n" + errors());
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("the server did not start: " + errors(), e);
        }
    }

    public URI url() {
        return url;
    }

    public Path data() {
        return data;
    }

    public long pid() {
        return process.pid();
    }

    /// What it wrote to standard error, since its first start.
    public String errors() {
        try {
            return Files.exists(errorLog()) ? Files.readString(errorLog()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path errorLog() {
        return Path.of(data + ".err");
    }

    /// SIGKILL: nothing of it runs any more when this returns.
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// SIGTERM, waited for; the exit code.
    public int stop() {
        process.destroy();
        return awaitEnd();
    }

    /// Waits for an end that another brought about; the exit code.
    public int awaitEnd() {
        try {
            if (!process.waitFor(STOP_MAX)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not stop: " + errors());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Again on the same folder, on another port.
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("BUG: kill or stop the server first");
        }
        process = launch();
        url = listening();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
