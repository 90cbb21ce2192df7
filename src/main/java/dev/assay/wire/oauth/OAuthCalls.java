package dev.assay.wire.oauth;

import dev.assay.app.Clients;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.http.Callers;
import dev.assay.http.Forms;
import dev.assay.http.JsonAnswer;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// `…/oauth2/token` and `…/oauth2/revoke_token`. The application says who it is in the form, or by Basic.
final class OAuthCalls {

    private static final int FORM_BYTES_MAX = 16 * 1024;
    private static final String CLIENT_CREDENTIALS = "client_credentials";

    /// Palantir's clients add it to every list of scopes. It asks for a refresh token, which this grant has none of.
    private static final String OFFLINE_ACCESS = "offline_access";

    private final Clients clients;
    private final Duration lifetime;

    OAuthCalls(Clients clients, Duration lifetime) {
        this.clients = clients;
        this.lifetime = lifetime;
    }

    private record Credentials(String id, String secret) {}

    void token(Context context) {
        Map<String, String> form = Forms.read(context, FORM_BYTES_MAX);
        String grant = required(form, "grant_type");
        if (!grant.equals(CLIENT_CREDENTIALS)) {
            throw Faults.unsupportedGrantType(grant);
        }
        Credentials credentials = credentials(context, form);
        Clients.SignedIn made = clients.signIn(credentials.id(), credentials.secret(), scopes(form), lifetime);
        context.header("Pragma", "no-cache");
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeStringProperty("access_token", made.plainToken());
            json.writeStringProperty("token_type", "Bearer");
            json.writeNumberProperty("expires_in", Math.max(1, made.lifetime().toSeconds()));
            json.writeStringProperty("scope", texts(made.scopes()));
            json.writeEndObject();
        });
    }

    /// An unknown token is answered like one that was revoked (RFC 7009).
    void revoke(Context context) {
        Map<String, String> form = Forms.read(context, FORM_BYTES_MAX);
        String token = required(form, "token");
        Credentials credentials = credentials(context, form);
        clients.signOut(credentials.id(), credentials.secret(), token);
        JsonAnswer.empty(context);
    }

    private static Credentials credentials(Context context, Map<String, String> form) {
        Optional<String> id = find(form, "client_id");
        Optional<String> secret = find(form, "client_secret");
        Optional<Callers.Basic> basic = Callers.findBasic(context);
        if (basic.isEmpty()) {
            return new Credentials(id.orElseThrow(Faults::invalidClient), secret.orElseThrow(Faults::invalidClient));
        }
        if (secret.isPresent()
                || id.filter(named -> !named.equals(basic.get().user())).isPresent()) {
            throw Faults.invalid("client_secret", "the client says who it is by Basic and in the form");
        }
        return new Credentials(basic.get().user(), basic.get().password());
    }

    /// Empty where none is asked for.
    private static Optional<Set<Scope>> scopes(Map<String, String> form) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String text : find(form, "scope").orElse("").split(" ", -1)) {
            if (!text.isEmpty() && !text.equals(OFFLINE_ACCESS)) {
                scopes.add(Scope.find(text).orElseThrow(() -> Faults.invalidScope(text)));
            }
        }
        return scopes.isEmpty() ? Optional.empty() : Optional.of(scopes);
    }

    private static String required(Map<String, String> form, String name) {
        return find(form, name).orElseThrow(() -> Faults.invalid(name, "missing"));
    }

    /// A parameter without a value counts as absent (RFC 6749, 3.2).
    private static Optional<String> find(Map<String, String> form, String name) {
        return Optional.ofNullable(form.get(name)).filter(text -> !text.isEmpty());
    }

    private static String texts(Set<Scope> scopes) {
        return Arrays.stream(Scope.values())
                .filter(scopes::contains)
                .map(Scope::text)
                .collect(Collectors.joining(" "));
    }
}
