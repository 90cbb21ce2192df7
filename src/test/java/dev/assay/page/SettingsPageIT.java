package dev.assay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tokens and applications: what the page makes works elsewhere, until it is revoked.
@PageTests
class SettingsPageIT {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @Test
    void makesATokenThatWorksUntilItIsRevoked(Visitor visitor) {
        visitor.store().model("read with a token of the page");
        Page page = visitor.openSignedIn("/#/settings");
        button(page, "New token").click();
        page.getByLabel("What it is for").fill("laptop " + HOSTILE);
        button(page, "Make it").click();
        String token = page.getByRole(AriaRole.DIALOG).locator("code").first().innerText();
        StoreClient client = new StoreClient(visitor.server(), token);
        Assertions.assertThat(client.get("/models")).contains("read with a token of the page");
        button(page, "I have it").click();
        assertThat(page.getByText(token)).hasCount(0);
        Locator row = row(page, "laptop " + HOSTILE);
        assertThat(row).containsText("api:models-read");
        assertThat(page.locator("main img")).hasCount(0);
        page.reload();
        assertThat(row).isVisible();
        assertThat(page.getByText(token)).hasCount(0);
        row.getByRole(AriaRole.BUTTON).click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"))
                .click();
        assertThat(row).hasCount(0);
        assertThatThrownBy(() -> client.get("/models")).hasMessageContaining("401");
        page.getByLabel("Ended ones too").check();
        assertThat(row).containsText("revoked");
    }

    @Test
    void makesAnApplicationThatSignsInUntilItIsRevoked(Visitor visitor) throws Exception {
        Page page = visitor.openSignedIn("/#/settings");
        button(page, "New application").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("nightly of the page");
        page.getByLabel("Role").selectOption("editor");
        page.getByRole(AriaRole.DIALOG).getByLabel("api:models-write").check();
        button(page, "Make it").click();
        String[] credentials = page.getByRole(AriaRole.DIALOG)
                .locator("code")
                .first()
                .innerText()
                .split("\\s+");
        HttpResponse<String> signedIn = signIn(visitor, credentials);
        Assertions.assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(200);
        StoreClient client = new StoreClient(visitor.server(), StoreClient.field(signedIn.body(), "access_token"));
        client.model("written by an application of the page");
        button(page, "I have it").click();
        Locator row = row(page, "nightly of the page");
        assertThat(row).containsText("editor");
        row.getByRole(AriaRole.BUTTON).click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"))
                .click();
        assertThat(row).hasCount(0);
        Assertions.assertThat(signIn(visitor, credentials).statusCode()).isEqualTo(401);
        assertThatThrownBy(() -> client.get("/models")).hasMessageContaining("401");
    }

    /// As Palantir's SDKs do.
    ///
    /// @param credentials as the page shows them, which is also how a form wants them
    private static HttpResponse<String> signIn(Visitor visitor, String... credentials)
            throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&" + String.join("&", credentials);
        HttpRequest request = HttpRequest.newBuilder(visitor.server().resolve("/multipass/api/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    @Test
    void hasNothingForWhoMayNotSetAnything(Visitor visitor) {
        String token = StoreClient.field(
                visitor.store().post("/tokens", "{\"name\":\"reader\",\"scopes\":[\"api:models-read\"]}"), "token");
        visitor.signIn(Look.DESKTOP, token);
        Page page = visitor.open("/#/settings");
        assertThat(page.getByText("Nothing to set")).isVisible();
        assertThat(button(page, "New token")).hasCount(0);
        page.navigate("/#/models");
        assertThat(page.getByRole(AriaRole.SEARCHBOX)).isVisible();
        assertThat(button(page, "New model")).hasCount(0);
    }

    @ParameterizedTest
    @EnumSource
    void isForEverybodyOnEveryScreen(Look look, Visitor visitor) {
        visitor.store()
                .post(
                        "/clients",
                        "{\"name\":\"screen " + look + "\",\"role\":\"viewer\",\"scopes\":[\"api:models-read\"]}");
        Page page = visitor.openSignedIn(look, "/#/settings");
        assertThat(row(page, "screen " + look).first()).isVisible();
        visitor.assertFits(page);
        visitor.assertWithin(page, page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Revoke")));
        visitor.assertAccessible(page);
        visitor.screenshot(page, "settings-" + look);
        button(page, "New token").click();
        assertThat(page.getByLabel("What it is for")).isFocused();
        visitor.assertAccessible(page);
        visitor.screenshot(page, "settings-new-token-" + look);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator row(Page page, String name) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(name));
    }
}
