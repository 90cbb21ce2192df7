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

class ClientCallsTest {

    private static final String EDITOR = "{\"name\": \"ci\", \"role\": \"editor\"}";

    @TempDir
    Path folder;

    private Native api;

    @BeforeEach
    void open() {
        api = Native.open(folder);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void makesAClientThatCanBeListedAndRevoked() {
        Answer made = api.post("/clients", EDITOR);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("name")).isEqualTo("ci");
        assertThat(made.text("role")).isEqualTo("editor");
        assertThat(made.at("scopes")).isEqualTo(List.of("api:models-read", "api:models-write"));
        assertThat(made.text("clientSecret")).startsWith("assay_secret_");
        String path = "/clients/" + made.text("clientId");
        assertThat(api.as("DELETE", path).send().status()).isEqualTo(204);
        assertThat(api.as("DELETE", path).send().status()).isEqualTo(204);
        Answer second = api.post("/clients", "{\"name\": \"ci\", \"role\": \"viewer\", \"scopes\": [\"assay:admin\"]}");
        List<?> listed = JsonTree.list(api.get("/clients").at("data"));
        assertThat(listed)
                .extracting(client -> JsonTree.at(client, "clientId"))
                .containsExactly(made.text("clientId"), second.text("clientId"));
        assertThat(JsonTree.object(listed.getFirst()))
                .containsKey("revokedTime")
                .doesNotContainKey("clientSecret");
        assertThat(JsonTree.object(listed.getLast())).doesNotContainKey("revokedTime");
        assertThat(JsonTree.at(listed.getLast(), "scopes")).isEqualTo(List.of("assay:admin"));
    }

    @Test
    void makesOneClientForAKeyAndShowsItsSecretOnce() {
        Answer first = api.as("POST", "/clients").key("k").json(EDITOR).send();
        Answer again = api.as("POST", "/clients").key("k").json(EDITOR).send();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("clientId")).isEqualTo(first.text("clientId"));
        assertThat(JsonTree.object(again.json())).doesNotContainKey("clientSecret");
    }

    @Test
    void refusesWhatIsNoClient() {
        assertMalformed(api.post("/clients", "{\"role\": \"owner\"}"), "/name");
        assertMalformed(api.post("/clients", "{\"name\": \"x\"}"), "/role");
        assertMalformed(api.post("/clients", "{\"name\": \"x\", \"role\": \"admin\"}"), "/role");
        assertMalformed(
                api.post("/clients", "{\"name\": \"x\", \"role\": \"owner\", \"scopes\": [\"x\"]}"), "/scopes/0");
        assertMalformed(api.post("/clients", "{\"name\": \"x\", \"role\": \"owner\", \"grant\": \"x\"}"), "/grant");
        assertFails(
                api.post("/clients", "{\"name\": \"x\", \"role\": \"owner\", \"scopes\": []}"), 400, "InvalidArgument");
        String longName = "x".repeat(201);
        assertFails(
                api.post("/clients", "{\"name\": \"" + longName + "\", \"role\": \"owner\"}"), 400, "InvalidArgument");
        assertFails(api.as("DELETE", "/clients/nonsense").send(), 404, "ClientNotFound");
        assertFails(
                api.as("DELETE", "/clients/00000000-0000-0000-0000-000000000000")
                        .send(),
                404,
                "ClientNotFound");
    }

    @Test
    void wantsTheAdminScope() {
        assertFails(api.asWriter("POST", "/clients").json("{").send(), 403, "ApiUsageDenied");
        assertFails(api.asReader("GET", "/clients").send(), 403, "ApiUsageDenied");
        assertFails(api.asReader("DELETE", "/clients/x").send(), 403, "ApiUsageDenied");
    }
}
