package dev.assay.cli;

import dev.assay.config.Settings;
import dev.assay.config.Version;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Runs the server until the process is told to end.
@Command(name = "serve", description = "Run the server.")
final class ServeCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final ListenOptions listen;

    @Mixin
    private final SettingOptions options;

    ServeCommand(Console console) {
        this(console, new ListenOptions(), new SettingOptions());
    }

    ServeCommand(Console console, ListenOptions listen, SettingOptions options) {
        this.console = console;
        this.listen = listen;
        this.options = options;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.read(console, listen.settings());
        LocalServer server = LocalServer.start(console.program(), settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
        console.out()
                .println("Assay " + Version.text() + " listens on " + server.address() + " (data: " + settings.data()
                        + ")");
        console.out().println("  The page, signed in once by this link: " + server.pageLink());
        server.newAdminToken().ifPresent(token -> tell(server, token));
        console.out().flush();
        // Only a signal ends a server, and the hook does what is to be done then.
        new CountDownLatch(1).await();
        throw new IllegalStateException("BUG: the server stopped waiting");
    }

    private void tell(LocalServer server, String token) {
        console.out().println("""
                The admin token, shown this once: %s
                  MLflow clients:  export MLFLOW_TRACKING_URI=%s MLFLOW_TRACKING_TOKEN=%s
                  Another token:   assay token create --scope api:models-read --scope api:models-write""".formatted(token, server.file().address(), token));
    }

    /// The process ends with the signal's own exit code, unless stopping failed.
    private void stop(LocalServer server) {
        try {
            server.close();
        } catch (RuntimeException e) {
            e.printStackTrace(console.err());
            console.err().flush();
            Runtime.getRuntime().halt(ExitCode.FAILED.number());
        }
    }
}
