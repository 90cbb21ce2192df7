package dev.assay.wire.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.Clients;
import dev.assay.app.NewClient;
import dev.assay.app.NewModel;
import dev.assay.app.TestClock;
import dev.assay.app.TestStore;
import dev.assay.domain.Role;
import dev.assay.domain.Scope;
import dev.assay.http.Dialect;
import dev.assay.http.HttpServer;
import dev.assay.http.HttpSettings;
import dev.assay.json.JsonTree;
import dev.assay.wire.assay.AssayRoutes;
import dev.assay.wire.assay.Described;
import dev.assay.wire.assay.OpenApi.Operation;
import dev.assay.wire.foundry.FoundryRoutes;
import dev.assay.wire.json.ErrorJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Applications sign in, do what their role lets them, and sign out: over real HTTP.
class OAuthCallsTest {

    private static final String TOKEN = "/multipass/api/oauth2/token";
    private static final String REVOKE = "/multipass/api/oauth2/revoke_token";
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-01-02T03:04:05.006Z"));
    private final Described described = new Described();
    private final HttpClient client = HttpClient.newHttpClient();
    private TestStore store;
    private HttpServer server;

    @BeforeEach
    void open() {
        store = TestStore.open(folder, clock);
        server = HttpServer.start(
                HttpSettings.of("127.0.0.1", 0, Set.of()),
                store.store().signIn()::find,
                config -> List.of(
                        OAuthRoutes.add(config, store.store().clients(), LIFETIME),
                        FoundryRoutes.add(config, store.store()),
                        AssayRoutes.add(config, store.store(), "test"),
                        new Dialect(List.of("/nowhere/"), ErrorJson::status, ErrorJson::write)));
    }

    @AfterEach
    void close() {
        server.close();
        store.close();
    }

    private Clients.Made made(Role role, Scope... scopes) {
        return store.store()
                .clients()
                .create(store.admin(), Optional.empty(), new NewClient("app", role, Set.of(scopes)));
    }

    private static String form(Clients.Made made, String more) {
        return "client_id=" + made.client().id() + "&client_secret="
                + made.plainSecret().orElseThrow() + "&" + more;
    }

    @Test
    void signInOfAnApplicationGivesATokenThatExpires() {
        Clients.Made made = made(Role.EDITOR, Scope.MODELS_READ, Scope.MODELS_WRITE);
        HttpResponse<String> answer = post(TOKEN, form(made, "grant_type=client_credentials"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        Map<String, Object> fields = JsonTree.readObject(answer.body());
        assertThat(fields)
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", new JsonTree.Num("1800"))
                .containsEntry("scope", "api:models-read api:models-write")
                .containsOnlyKeys("access_token", "token_type", "expires_in", "scope");
        String token = (String) fields.getOrDefault("access_token", "");
        HttpResponse<String> model = as(token, "POST", "/api/assay/v1/models", "{\"name\":\"of the app\"}");
        assertThat(model.statusCode()).isEqualTo(201);
        assertThat(model.body())
                .contains("\"createdBy\":\"" + made.client().user().id() + "\"");
        clock.pass(LIFETIME.minusMillis(1));
        assertThat(as(token, "GET", "/api/assay/v1/models", "").statusCode()).isEqualTo(200);
        clock.pass(Duration.ofMillis(1));
        assertThat(as(token, "GET", "/api/assay/v1/models", "").body()).contains("InvalidCredentials");
    }

    @Test
    void askForNoMoreThanTheyWereMadeWith() {
        Clients.Made made = made(Role.OWNER, Scope.MODELS_READ, Scope.MODELS_WRITE);
        String grant = "grant_type=client_credentials&scope=";
        assertThat(post(TOKEN, form(made, grant + "api:models-read+offline_access"))
                        .body())
                .contains("\"scope\":\"api:models-read\"");
        assertThat(post(TOKEN, form(made, grant + "api%3Amodels-write%20api:models-read"))
                        .body())
                .contains("\"scope\":\"api:models-read api:models-write\"");
        assertThat(post(TOKEN, form(made, grant)).body()).contains("\"scope\":\"api:models-read api:models-write\"");
        assertFails(post(TOKEN, form(made, grant + "assay:admin")), 400, "invalid_scope");
        assertFails(post(TOKEN, form(made, grant + "api:models-execute")), 400, "invalid_scope");
        String token = token(made, "api:models-read");
        assertThat(as(token, "POST", "/api/v2/models?preview=true", "{").body()).contains("ApiUsageDenied");
    }

    @Test
    void mayDoWhatTheirRoleLetsThem() {
        String model = store.store()
                .models()
                .create(store.admin(), Optional.empty(), NewModel.named("m"))
                .id()
                .rid()
                .text();
        Scope[] all = Scope.values();
        String viewer = token(made(Role.VIEWER, all), "");
        String editor = token(made(Role.EDITOR, all), "");
        String owner = token(made(Role.OWNER, all), "");
        String folderRid = ",\"parentFolderRid\":\"ri.compass.main.folder.f\"}";
        for (String token : List.of(viewer, editor, owner)) {
            assertThat(as(token, "GET", "/api/v2/models/" + model + "?preview=true", "")
                            .statusCode())
                    .isEqualTo(200);
        }
        String create = "/api/v2/models?preview=true";
        assertThat(as(viewer, "POST", create, "{").body()).contains("MalformedBody");
        assertThat(as(viewer, "POST", create, "{\"name\":\"v\"" + folderRid).body())
                .contains("CreateModelPermissionDenied");
        assertThat(as(editor, "POST", create, "{\"name\":\"e\"" + folderRid).statusCode())
                .isEqualTo(200);
        assertThat(as(viewer, "POST", "/api/assay/v1/models", "{\"name\":\"v\"}")
                        .body())
                .contains("PermissionDenied", "\"requiredRole\":\"editor\"");
        String path = "/api/assay/v1/models/" + model;
        assertThat(as(editor, "DELETE", path, "").body()).contains("PermissionDenied", "\"requiredRole\":\"owner\"");
        assertThat(as(editor, "GET", "/api/assay/v1/tokens", "").body()).contains("\"requiredRole\":\"owner\"");
        assertThat(as(owner, "GET", "/api/assay/v1/tokens", "").statusCode()).isEqualTo(200);
        assertThat(as(owner, "DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(as(editor, "POST", path + "/restore", "").statusCode()).isEqualTo(403);
        assertThat(as(owner, "POST", path + "/restore", "").statusCode()).isEqualTo(200);
    }

    @Test
    void signOutEndsTheirOwnTokenAtOnce() {
        Clients.Made made = made(Role.VIEWER, Scope.MODELS_READ);
        Clients.Made other = made(Role.VIEWER, Scope.MODELS_READ);
        String token = token(made, "");
        String kept = token(made, "");
        assertThat(as(token, "GET", "/api/assay/v1/models", "").statusCode()).isEqualTo(200);
        assertThat(post(REVOKE, form(other, "token=" + token)).statusCode()).isEqualTo(200);
        assertThat(as(token, "GET", "/api/assay/v1/models", "").statusCode()).isEqualTo(200);
        assertThat(post(REVOKE, form(made, "token=" + token)).statusCode()).isEqualTo(200);
        assertThat(as(token, "GET", "/api/assay/v1/models", "").statusCode()).isEqualTo(401);
        assertThat(as(kept, "GET", "/api/assay/v1/models", "").statusCode()).isEqualTo(200);
        assertThat(post(REVOKE, form(made, "token=" + token)).statusCode()).isEqualTo(200);
        assertThat(post(REVOKE, form(made, "token=never-made")).statusCode()).isEqualTo(200);
        assertFails(post(REVOKE, form(made, "tokens=x")), 400, "invalid_request");
        assertFails(post(REVOKE, "token=" + kept + "&client_id=" + made.client().id()), 401, "invalid_client");
    }

    @Test
    void areNobodyOnceTheyAreRevoked() {
        Clients.Made made = made(Role.VIEWER, Scope.MODELS_READ);
        String token = token(made, "");
        store.store()
                .clients()
                .revoke(store.admin(), Optional.empty(), made.client().id());
        assertThat(as(token, "GET", "/api/assay/v1/models", "").statusCode()).isEqualTo(401);
        assertFails(post(TOKEN, form(made, "grant_type=client_credentials")), 401, "invalid_client");
        assertFails(post(REVOKE, form(made, "token=" + token)), 401, "invalid_client");
    }

    @Test
    void mayGiveTheirSecretByBasic() {
        Clients.Made made = made(Role.VIEWER, Scope.MODELS_READ);
        String grant = "grant_type=client_credentials";
        String secret = made.plainSecret().orElseThrow();
        String id = made.client().id().toString();
        assertThat(basic(grant, id, secret).statusCode()).isEqualTo(200);
        assertThat(basic(grant + "&client_id=" + id, id, secret).statusCode()).isEqualTo(200);
        HttpResponse<String> wrong = basic(grant, id, secret + "x");
        assertFails(wrong, 401, "invalid_client");
        assertThat(wrong.headers().firstValue("www-authenticate")).contains("Basic");
        assertFails(basic(grant + "&client_secret=" + secret, id, secret), 400, "invalid_request");
        assertFails(basic(grant + "&client_id=other", id, secret), 400, "invalid_request");
    }

    @Test
    void areToldWhatIsWrongInOAuthsWords() {
        Clients.Made made = made(Role.VIEWER, Scope.MODELS_READ);
        String id = made.client().id().toString();
        String secret = made.plainSecret().orElseThrow();
        assertFails(post(TOKEN, form(made, "")), 400, "invalid_request");
        assertFails(post(TOKEN, form(made, "grant_type=password")), 400, "unsupported_grant_type");
        assertFails(post(TOKEN, form(made, "grant_type=%22%C3%BC")), 400, "unsupported_grant_type");
        assertFails(post(TOKEN, form(made, "grant_type=\u00fc")), 400, "invalid_request");
        String grant = "grant_type=client_credentials&";
        assertFails(post(TOKEN, form(made, grant + "client_id=" + id)), 400, "invalid_request");
        assertFails(post(TOKEN, grant + "client_id=" + id + "&client_secret=" + secret + "x"), 401, "invalid_client");
        assertFails(post(TOKEN, grant + "client_id=nobody&client_secret=" + secret), 401, "invalid_client");
        String unknown = "00000000-0000-0000-0000-000000000000";
        assertFails(post(TOKEN, grant + "client_id=" + unknown + "&client_secret=" + secret), 401, "invalid_client");
        assertFails(post(TOKEN, grant), 401, "invalid_client");
        assertFails(post(TOKEN, "grant_type=%zz"), 400, "invalid_request");
        assertFails(post(TOKEN, "grant_type=%FF"), 400, "invalid_request");
        assertFails(post(TOKEN, ""), 400, "invalid_request");
        assertFails(post(TOKEN, "a=" + "x".repeat(20_000)), 413, "invalid_request");
        assertFails(send("POST", TOKEN, "{}", Map.of("Content-Type", "application/json")), 415, "invalid_request");
        assertFails(send("GET", TOKEN, "", Map.of()), 405, "invalid_request");
        assertThat(send("GET", "/multipass/api/oauth2/authorize", "", Map.of()).body())
                .contains("\"errorName\":\"ApiNotFound\"");
    }

    private String token(Clients.Made made, String scope) {
        HttpResponse<String> answer = post(TOKEN, form(made, "grant_type=client_credentials&scope=" + scope));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return (String) JsonTree.readObject(answer.body()).getOrDefault("access_token", "");
    }

    private static void assertFails(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        Map<String, Object> fields = JsonTree.readObject(answer.body());
        assertThat(fields).containsOnlyKeys("error", "error_description").containsEntry("error", error);
        assertThat((String) fields.getOrDefault("error_description", "")).matches("[ !#-\\[\\]-~]+");
    }

    private HttpResponse<String> basic(String form, String id, String secret) {
        String pair = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(
                "POST",
                TOKEN,
                form,
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Authorization", "Basic " + pair));
    }

    private HttpResponse<String> post(String path, String form) {
        return send("POST", path, form, Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"));
    }

    private HttpResponse<String> as(String token, String method, String path, String body) {
        return send(method, path, body, Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"));
    }

    @Test
    void everyCallOfTheDescriptionIsAnsweredAsItSays() {
        Clients.Made made = made(Role.VIEWER, Scope.MODELS_READ);
        assertThat(post(REVOKE, form(made, "token=" + token(made, ""))).statusCode())
                .isEqualTo(200);
        Set<Operation> calls = Described.below("/multipass/");
        assertThat(described.succeeded()).hasSize(2).containsAll(calls);
    }

    private HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        headers.forEach(request::header);
        request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            String contentType = answer.headers().firstValue("Content-Type").orElse("");
            described.checkAnswer(method, path, answer.statusCode(), contentType, answer.body());
            return answer;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
