package dev.assay.cli;

import dev.assay.demo.Api;
import dev.assay.demo.Demo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Fills the store of a running server through its API, as any training would.
@Command(name = "demo", description = "Train some small networks into the running server, for something to look at.")
final class DemoCommand implements Callable<Integer> {

    private static final int CONFLICT = 409;

    private final Console console;

    @Option(names = "--again", description = "Make further models where those of an earlier demo are.")
    private boolean again;

    @Option(names = "--no-live", description = "Leave out the training that takes a minute, to be watched.")
    private boolean noLive;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (ServerCall server = options.openServer(console);
                BreakingOff breakingOff = BreakingOff.onSignal()) {
            console.out().println(PageLink.ask(server));
            console.out().flush();
            new Demo(new ServerApi(server), console.clock(), breakingOff, console.err()::println).run(again, !noLive);
        } catch (CancellationException _) {
            throw new CommandFailed(ExitCode.FAILED, "broken off; the training that was under way has failed");
        }
        return ExitCode.DONE.number();
    }

    /// Has a signal wait until the training that it breaks off says so in its experiment.
    private static final class BreakingOff implements Demo.Pause, AutoCloseable {

        private static final Duration PATIENCE = Duration.ofSeconds(5);

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch done = new CountDownLatch(1);

        static BreakingOff onSignal() {
            BreakingOff breakingOff = new BreakingOff();
            Runtime.getRuntime().addShutdownHook(new Thread(breakingOff::ask, "break off"));
            return breakingOff;
        }

        private void ask() {
            asked.countDown();
            wait(done, PATIENCE);
        }

        @Override
        public boolean goesOn(Duration pause) {
            return !wait(asked, pause);
        }

        private static boolean wait(CountDownLatch latch, Duration longest) {
            try {
                return latch.await(longest.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return true;
            }
        }

        @Override
        public void close() {
            done.countDown();
        }
    }

    private record ServerApi(ServerCall server) implements Api {

        @Override
        public Map<String, Object> ask(String method, String path, String contentType, byte[] body) {
            return server.send(method, path, contentType, body).expect();
        }

        @Override
        public Optional<Map<String, Object>> make(String path, byte[] json) {
            ServerCall.Answer answer = server.send("POST", path, json);
            return answer.status() == CONFLICT ? Optional.empty() : Optional.of(answer.expect());
        }
    }
}
