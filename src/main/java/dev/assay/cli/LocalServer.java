package dev.assay.cli;

import dev.assay.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// A server of this process with what stands in its data folder while it runs: the lock and `server.json`.
final class LocalServer implements AutoCloseable {

    private final Settings settings;
    private final FolderLock lock;
    private final RunningServer server;
    private final ServerFile file;

    private LocalServer(Settings settings, FolderLock lock, RunningServer server, ServerFile file) {
        this.settings = settings;
        this.lock = lock;
        this.server = server;
        this.file = file;
    }

    static LocalServer start(Program program, Settings settings) {
        FolderLock lock = FolderLock.tryTake(settings.data()).orElseThrow(() -> inUse(settings.data()));
        try {
            RunningServer server = program.serve(settings);
            ServerFile file = new ServerFile(
                    url(reachable(settings.httpHost()), server.port()),
                    server.localToken(),
                    ProcessHandle.current().pid());
            file.write(settings.data());
            return new LocalServer(settings, lock, server, file);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static CommandFailed inUse(Path data) {
        String who = ServerFile.find(data)
                .map(file -> "by the server at " + file.address() + " (process " + file.pid() + ")")
                .orElse("by another process");
        return new CommandFailed(
                ExitCode.IN_USE_OR_OUT_OF_REACH, "the data folder " + data + " is already in use " + who);
    }

    /// A server that listens on every address is reached from its own machine by the loopback one.
    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "::1";
            default -> host;
        };
    }

    private static URI url(String host, int port) {
        boolean bareIpv6 = host.contains(":") && !host.startsWith("[");
        return URI.create("http://" + (bareIpv6 ? "[" + host + "]" : host) + ":" + port);
    }

    /// As the settings have it, for a person to read.
    URI address() {
        return url(settings.httpHost(), server.port());
    }

    /// As commands on this machine reach it.
    ServerFile file() {
        return file;
    }

    Optional<String> newAdminToken() {
        return server.newAdminToken();
    }

    /// Opens the page, signed in, once.
    String pageLink() {
        return PageLink.of(file.address(), server.pageCode());
    }

    @Override
    public void close() {
        try (lock) {
            server.close();
            ServerFile.delete(settings.data());
        }
    }
}
