package dev.assay;

import com.sun.net.httpserver.HttpServer;
import dev.assay.cli.Commands;
import dev.assay.cli.Program;
import dev.assay.cli.RunningServer;
import dev.assay.cli.Tokens;
import dev.assay.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Starts the program.
public final class Main implements Program {

    private Main() {}

    public static void main(String[] args) {
        System.exit(Commands.run(new Main(), args));
    }

    @Override
    public RunningServer serve(Settings settings, String localToken) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(settings.httpHost(), settings.httpPort()), 0);
            http.createContext("/health", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            http.start();
            return new HealthOnly(http);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Tokens openTokens(Settings settings) {
        throw new UnsupportedOperationException("tokens");
    }

    /// Holds the place of the server until its rooms are wired here.
    private record HealthOnly(HttpServer http) implements RunningServer {

        @Override
        public int port() {
            return http.getAddress().getPort();
        }

        @Override
        public Optional<String> newAdminToken() {
            return Optional.empty();
        }

        @Override
        public void close() {
            http.stop(1);
        }
    }
}
