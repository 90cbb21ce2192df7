package dev.assay.wire.oauth;

import dev.assay.app.Clients;
import dev.assay.http.Admission;
import dev.assay.http.Dialect;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.List;

/// The door of this room: where applications sign in and out, and how it says that something failed.
public final class OAuthRoutes {

    private static final String TOKEN = "/multipass/api/oauth2/token";
    private static final String REVOKE = "/multipass/api/oauth2/revoke_token";

    private OAuthRoutes() {}

    /// Adds both.
    ///
    /// @param lifetime of a token
    public static Dialect add(JavalinConfig config, Clients clients, Duration lifetime) {
        OAuthCalls calls = new OAuthCalls(clients, lifetime);
        config.routes.post(TOKEN, calls::token, Admission.PUBLIC);
        config.routes.post(REVOKE, calls::revoke, Admission.PUBLIC);
        return new Dialect(List.of(TOKEN, REVOKE), OAuthErrors::status, OAuthErrors::write);
    }
}
