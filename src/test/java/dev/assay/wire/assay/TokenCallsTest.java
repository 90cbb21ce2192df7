package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static dev.assay.wire.assay.Native.assertMalformed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.wire.assay.Native.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCallsTest {

    private static final String READER = "{\"name\": \"ci\", \"scopes\": [\"api:models-read\"]}";

    @TempDir
    private Path folder;

    private Native api;

    @BeforeEach
    void open() {
        api = Native.open(folder);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Answer ask(String token) {
        return api.anonymous("GET", "/models")
                .header("Authorization", "Bearer " + token)
                .send();
    }

    @Test
    void makesATokenThatWorksUntilItIsRevoked() {
        Answer made = api.post("/tokens", READER);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("name")).isEqualTo("ci");
        assertThat(made.text("user")).isEqualTo("admin");
        assertThat(made.at("scopes")).isEqualTo(List.of("api:models-read"));
        assertThat(ask(made.text("token")).status()).isEqualTo(200);
        assertThat(api.as("DELETE", "/tokens/" + made.text("id")).send().status())
                .isEqualTo(204);
        assertFails(ask(made.text("token")), 401, "InvalidCredentials");
        assertThat(api.as("DELETE", "/tokens/" + made.text("id")).send().status())
                .isEqualTo(204);
        Object listed = JsonTree.list(api.get("/tokens").at("data")).stream()
                .filter(token -> JsonTree.at(token, "id").equals(made.text("id")))
                .findFirst()
                .orElseThrow();
        assertThat(JsonTree.object(listed)).containsKey("revokedTime").doesNotContainKey("token");
    }

    @Test
    void makesATokenThatExpires() {
        Answer made = api.post(
                "/tokens", "{\"scopes\": [\"api:models-read\"], \"expiresTime\": \"2020-01-01T00:00:00+01:00\"}");
        assertThat(made.text("expiresTime")).isEqualTo("2019-12-31T23:00:00.000Z");
        assertThat(made.text("name")).isEqualTo("unnamed");
        assertFails(ask(made.text("token")), 401, "InvalidCredentials");
    }

    @Test
    void makesOneTokenForAKeyAndShowsItOnce() {
        Answer first = api.as("POST", "/tokens").key("k").json(READER).send();
        Answer again = api.as("POST", "/tokens").key("k").json(READER).send();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(JsonTree.object(again.json())).doesNotContainKey("token");
        assertThat(ask(first.text("token")).status()).isEqualTo(200);
        String path = "/tokens/" + first.text("id");
        assertFails(api.as("DELETE", path).key("k").send(), 409, "IdempotencyKeyReused");
        assertThat(api.as("DELETE", path).key("d").send().status()).isEqualTo(204);
        assertThat(api.as("DELETE", path).key("d").send().status()).isEqualTo(204);
    }

    @Test
    void refusesWhatIsNoToken() {
        assertMalformed(api.post("/tokens", "{}"), "/scopes");
        assertMalformed(api.post("/tokens", "{\"scopes\": [\"admin\"]}"), "/scopes/0");
        assertMalformed(api.post("/tokens", "{\"scopes\": \"assay:admin\"}"), "/scopes");
        assertMalformed(api.post("/tokens", "{\"scopes\": [\"assay:admin\"], \"expires\": 1}"), "/expires");
        assertMalformed(
                api.post("/tokens", "{\"scopes\": [\"assay:admin\"], \"expiresTime\": \"tomorrow\"}"), "/expiresTime");
        assertFails(api.post("/tokens", "{\"scopes\": []}"), 400, "InvalidArgument");
        assertFails(api.post("/tokens", "{\"name\": \"\", \"scopes\": [\"assay:admin\"]}"), 400, "InvalidArgument");
        assertFails(api.as("DELETE", "/tokens/nonsense").send(), 404, "TokenNotFound");
        assertFails(
                api.as("DELETE", "/tokens/00000000-0000-0000-0000-000000000000").send(), 404, "TokenNotFound");
    }

    @Test
    void wantsTheAdminScope() {
        Answer denied = api.asWriter("POST", "/tokens").json("{").send();
        assertFails(denied, 403, "ApiUsageDenied");
        assertThat(denied.text("parameters", "missingScope")).isEqualTo("assay:admin");
        assertFails(api.asReader("GET", "/tokens").send(), 403, "ApiUsageDenied");
        assertFails(api.asReader("DELETE", "/tokens/x").send(), 403, "ApiUsageDenied");
        assertFails(api.anonymous("GET", "/tokens").send(), 401, "MissingCredentials");
    }
}
