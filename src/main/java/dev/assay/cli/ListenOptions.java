package dev.assay.cli;

import dev.assay.config.Setting;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where a server listens.
final class ListenOptions {

    @Option(names = "--host", paramLabel = "HOST", description = "The address to listen on (127.0.0.1).")
    private Optional<String> host = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "The port to listen on (5050); 0 takes a free one.")
    private Optional<String> port = Optional.empty();

    static ListenOptions of(Optional<String> host, Optional<String> port) {
        ListenOptions options = new ListenOptions();
        options.host = host;
        options.port = port;
        return options;
    }

    Map<Setting, Optional<String>> settings() {
        return Map.of(Setting.HTTP_HOST, host, Setting.HTTP_PORT, port);
    }
}
