package dev.assay;

import dev.assay.access.TokenText;
import dev.assay.cli.RunningServer;
import dev.assay.config.Settings;
import dev.assay.http.Admission;
import dev.assay.http.Dialect;
import dev.assay.http.HttpServer;
import dev.assay.http.HttpSettings;
import io.javalin.config.JavalinConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An open folder and the server in front of it.
record FolderServer(OpenFolder folder, HttpServer http, String localToken, Optional<String> newAdminToken)
        implements RunningServer {

    static FolderServer start(Settings settings) {
        OpenFolder folder = OpenFolder.open(settings);
        try {
            Optional<TokenText> made =
                    folder.store().ensureAdminToken(settings.adminToken().map(TokenText::new));
            TokenText local = folder.store().signIn().mintLocal(folder.store().admin());
            HttpServer http = HttpServer.start(
                    httpSettings(settings), folder.store().signIn()::find, config -> addDoors(config, folder));
            return new FolderServer(folder, http, local.text(), made.map(TokenText::text));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static HttpSettings httpSettings(Settings settings) {
        return new HttpSettings(
                settings.httpHost(),
                settings.httpPort(),
                Set.copyOf(settings.httpHosts()),
                settings.jsonBodyBytesMax(),
                settings.headerBytesMax(),
                settings.queryCharsMax(),
                settings.httpThreadsMax(),
                settings.httpConnectionsMax(),
                settings.httpIdleTimeout(),
                settings.httpBodyDeadline(),
                settings.httpStopDeadline());
    }

    /// The wire rooms add their routes here.
    private static List<Dialect> addDoors(JavalinConfig config, OpenFolder folder) {
        config.routes.get(
                "/health", context -> context.status(folder.database().<Integer>read(_ -> 200)), Admission.PUBLIC);
        return List.of(new Dialect(List.of("/"), _ -> 500, (fault, instance, json) -> {
            json.writeStartObject();
            json.writeStringProperty("errorName", fault.name());
            json.writeStringProperty("errorInstanceId", instance.toString());
            json.writeEndObject();
        }));
    }

    @Override
    public int port() {
        return http.port();
    }

    @Override
    public void close() {
        try (folder) {
            http.close();
        }
    }
}
