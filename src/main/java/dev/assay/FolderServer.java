package dev.assay;

import dev.assay.access.TokenText;
import dev.assay.app.Store;
import dev.assay.app.Upkeep;
import dev.assay.cli.RunningServer;
import dev.assay.config.Settings;
import dev.assay.config.Version;
import dev.assay.http.Dialect;
import dev.assay.http.HttpServer;
import dev.assay.http.HttpSettings;
import dev.assay.http.Tokens;
import dev.assay.wire.assay.AssayRoutes;
import dev.assay.wire.foundry.FoundryRoutes;
import dev.assay.wire.mlflow.MlflowRoutes;
import dev.assay.wire.oauth.OAuthRoutes;
import dev.assay.wire.ui.UiRoutes;
import io.javalin.config.JavalinConfig;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An open folder, the server in front of it, and the upkeep behind.
record FolderServer(
        OpenFolder folder,
        HttpServer http,
        Upkeep upkeep,
        String localToken,
        Optional<String> newAdminToken,
        String pageCode)
        implements RunningServer {

    static FolderServer start(Settings settings) {
        OpenFolder folder = OpenFolder.open(settings);
        try {
            Optional<TokenText> made =
                    folder.store().ensureAdminToken(settings.adminToken().map(TokenText::new));
            TokenText local = folder.store().signIn().mintLocal(folder.store().admin());
            HttpServer http = HttpServer.start(
                    httpSettings(settings),
                    Tokens.of(folder.store().signIn()::find, folder.store().signIn()::recall),
                    folder.store().metrics(),
                    config -> addDoors(config, settings, folder.store()));
            folder.store().startRollUp();
            Upkeep upkeep = folder.store().startUpkeep(settings.purgeInterval());
            String pageCode = folder.store().pageSessions().mintCode();
            return new FolderServer(folder, http, upkeep, local.text(), made.map(TokenText::text), pageCode);
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

    private static List<Dialect> addDoors(JavalinConfig config, Settings settings, Store store) {
        UiRoutes.add(config, store, Version.text());
        return List.of(
                FoundryRoutes.add(config, store, settings.foundryLongsAsStrings()),
                OAuthRoutes.add(config, store.clients(), settings.oauthTokenLifetime()),
                MlflowRoutes.add(
                        config,
                        store.models(),
                        store.experiments(),
                        store.reads(),
                        store.searches(),
                        store.files(),
                        store.fileTables(),
                        settings.mlflowShowRids(),
                        new SecureRandom()),
                AssayRoutes.add(config, store, Version.text(), settings.metricsPublic(), settings.arrowBodyBytesMax()));
    }

    @Override
    public int port() {
        return http.port();
    }

    @Override
    public void close() {
        try (folder;
                upkeep) {
            http.close();
        }
    }
}
