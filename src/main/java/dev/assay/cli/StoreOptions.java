package dev.assay.cli;

import dev.assay.config.Environment;
import dev.assay.config.Setting;
import dev.assay.config.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a command reaches the store: through the server that is named, else through the one that works on the data
/// folder, else in the folder itself.
final class StoreOptions {

    /// A server that has the lock and no `server.json` yet is starting; another command is soon done.
    private static final int ATTEMPTS_MAX = 30;

    private static final Duration ATTEMPT_PAUSE = Duration.ofMillis(100);

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server to ask, as the token in " + "ASSAY_ADMIN_TOKEN" + " (default: " + "ASSAY_URL"
                    + ", else the one of the data folder).")
    private Optional<String> url = Optional.empty();

    @Mixin
    private final SettingOptions settings = new SettingOptions();

    Tokens openTokens(Console console) {
        return open(
                console,
                ServerTokens::new,
                (settings, lock) -> new TokensOfFolder(lock, console.program().openTokens(settings)));
    }

    Clients openClients(Console console) {
        return open(
                console,
                ServerClients::new,
                (settings, lock) -> new ClientsOfFolder(lock, console.program().openClients(settings)));
    }

    Purges openPurges(Console console) {
        return open(
                console,
                ServerPurges::new,
                (settings, lock) -> new PurgesOfFolder(lock, console.program().openPurges(settings)));
    }

    /// For what a running server alone can do.
    ServerCall openServer(Console console) {
        return open(console, call -> call, (settings, lock) -> {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "no server works on " + settings.data() + ": run assay serve, or name one with --url");
        });
    }

    /// @param inServer what a server's API is asked through
    /// @param inFolder what is opened in the folder; from then on it holds the lock
    private <T> T open(
            Console console, Function<ServerCall, T> inServer, BiFunction<Settings, FolderLock, T> inFolder) {
        Optional<String> named = url.or(() -> console.environment().find(Environment.URL_VARIABLE));
        return named.isPresent()
                ? inServer.apply(ofServer(console, named.get()))
                : ofFolder(console, inServer, inFolder);
    }

    private static ServerCall ofServer(Console console, String address) {
        String variable = Setting.ADMIN_TOKEN.variable();
        String token = console.environment()
                .find(variable)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.WRONG_USAGE,
                        "asking " + address + " takes a token with the admin scope in " + variable));
        return new ServerCall(uri(address), token);
    }

    private static URI uri(String address) {
        if (!address.matches("https?://[^\\s/?#]+/?")) {
            throw new CommandFailed(
                    ExitCode.WRONG_USAGE, "'" + address + "' is no address such as http://127.0.0.1:5050");
        }
        return URI.create(address);
    }

    private <T> T ofFolder(
            Console console, Function<ServerCall, T> inServer, BiFunction<Settings, FolderLock, T> inFolder) {
        Settings read = settings.read(console, Map.of());
        Path data = read.data();
        if (!Files.isDirectory(data)) {
            throw new CommandFailed(
                    ExitCode.FAILED, "there is no data folder " + data + " (name it with --data, or run assay serve)");
        }
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            Optional<FolderLock> lock = FolderLock.tryTake(data);
            if (lock.isPresent()) {
                return ofLockedFolder(read, lock.get(), inFolder);
            }
            Optional<ServerFile> server = ServerFile.find(data);
            if (server.isPresent()) {
                return inServer.apply(
                        new ServerCall(server.get().address(), server.get().localToken()));
            }
            pause();
        }
        throw new CommandFailed(
                ExitCode.IN_USE_OR_OUT_OF_REACH, "the data folder " + data + " is in use by another process");
    }

    private static <T> T ofLockedFolder(
            Settings settings, FolderLock lock, BiFunction<Settings, FolderLock, T> inFolder) {
        try {
            ServerFile.delete(settings.data());
            return inFolder.apply(settings, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ATTEMPT_PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.FAILED, "interrupted");
        }
    }
}
