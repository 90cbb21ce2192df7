package dev.assay.wire.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.access.SignInCodes;
import dev.assay.app.PageSessions;
import dev.assay.domain.Scope;
import dev.assay.wire.ui.Page.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who opens the page, and what of a browser's requests counts.
class SessionCallsTest {

    private static final String SESSION = "/ui/api/session";
    private static final String MODELS = "/api/assay/v1/models";
    private static final String[] OWN = {"X-Assay-Page", "1"};

    @TempDir
    Path folder;

    private Page page;

    @BeforeEach
    void open() {
        page = Page.open(folder);
    }

    @AfterEach
    void close() {
        page.close();
    }

    private Answer openByLink() {
        String code = page.store.store().pageSessions().mintCode();
        return page.send("POST", SESSION, "{\"code\":\"" + code + "\"}", OWN);
    }

    @Test
    void aLinkSignsInOnce() {
        String body = "{\"code\":\"" + page.store.store().pageSessions().mintCode() + "\"}";
        Answer first = page.send("POST", SESSION, body, OWN);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.json())
                .containsEntry("user", "admin")
                .containsEntry("role", "OWNER")
                .containsEntry("scopes", List.of("api:models-read", "api:models-write", "assay:admin"))
                .containsEntry("version", Page.VERSION);
        assertThat(first.header("Set-Cookie"))
                .startsWith("assay_page_" + page.port() + "=")
                .contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=2592000")
                .doesNotContain("Secure");
        Answer again = page.send("POST", SESSION, body, OWN);
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.body()).contains("InvalidCredentials");
        assertThat(page.send("GET", SESSION, "", "Cookie", first.cookie()).json())
                .isEqualTo(first.json());
        page.clock.pass(PageSessions.LIFETIME);
        assertThat(page.send("GET", SESSION, "", "Cookie", first.cookie()).body())
                .isEqualTo("{}");
    }

    @Test
    void aLinkIsGoodForAnHour() {
        String code = page.store.store().pageSessions().mintCode();
        page.clock.pass(SignInCodes.LIFETIME);
        assertThat(page.send("POST", SESSION, "{\"code\":\"" + code + "\"}", OWN)
                        .body())
                .contains("InvalidCredentials");
    }

    @Test
    void aTokenThatIsTypedInStaysWhatItIs() {
        String token = page.token(Scope.MODELS_READ);
        Answer signedIn = page.send(
                "POST",
                SESSION,
                "{\"token\":\"" + token + "\"}",
                "X-Assay-Page",
                "1",
                "Origin",
                "https://assay.example");
        assertThat(signedIn.json()).containsEntry("scopes", List.of("api:models-read"));
        assertThat(signedIn.header("Set-Cookie")).endsWith("; Secure");
        String cookie = signedIn.cookie();
        assertThat(page.send("GET", MODELS, "", "Cookie", cookie).status()).isEqualTo(200);
        assertThat(page.send("POST", MODELS, "{\"name\":\"m\"}", "Cookie", cookie, "X-Assay-Page", "1")
                        .body())
                .contains("ApiUsageDenied");
        Answer out = page.send("DELETE", SESSION, "", "Cookie", cookie, "X-Assay-Page", "1");
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).contains("=; ", "Max-Age=0");
        assertThat(page.send("GET", MODELS, "", "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTokenThatIsCalledAsOneOfALinkIsNone() {
        String token = page.token("page", Scope.MODELS_READ);
        String cookie =
                page.send("POST", SESSION, "{\"token\":\"" + token + "\"}", OWN).cookie();
        page.send("DELETE", SESSION, "", "Cookie", cookie, "X-Assay-Page", "1");
        assertThat(page.send("GET", MODELS, "", "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void signingOutEndsWhatALinkHasMade() {
        String cookie = openByLink().cookie();
        assertThat(page.send("DELETE", SESSION, "", "Cookie", cookie, "X-Assay-Page", "1")
                        .status())
                .isEqualTo(204);
        assertThat(page.send("GET", SESSION, "", "Cookie", cookie).body()).isEqualTo("{}");
        assertThat(page.send("GET", MODELS, "", "Cookie", cookie).body()).contains("InvalidCredentials");
    }

    @Test
    void nobodyElsesPageWritesWithTheCookie() {
        String cookie = openByLink().cookie();
        assertThat(page.send("POST", MODELS, "{\"name\":\"no\"}", "Cookie", cookie)
                        .body())
                .contains("MissingCredentials");
        assertThat(page.send("POST", MODELS, "{\"name\":\"yes\"}", "Cookie", cookie, "X-Assay-Page", "1")
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-site", "cross-site"})
    void nobodyElsesPageReadsWithTheCookie(String site) {
        String cookie = openByLink().cookie();
        assertThat(page.send("GET", MODELS, "", "Cookie", cookie, "Sec-Fetch-Site", site)
                        .body())
                .contains("MissingCredentials");
        assertThat(page.send("GET", MODELS, "", "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aForeignFormCannotSignIn() {
        Answer refused = page.send("POST", SESSION, "{\"token\":\"" + page.token(Scope.MODELS_READ) + "\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Set-Cookie")).isEmpty();
        assertThat(page.send("POST", SESSION, "{}", OWN).body()).contains("MissingCredentials");
        assertThat(page.send("POST", SESSION, "{\"code\":\"\"}", OWN).body()).contains("InvalidCredentials");
        assertThat(page.send("POST", SESSION, "{\"tokne\":\"\"}", OWN).body()).contains("unknown field");
    }

    @Test
    void anAdminMakesALinkAndNobodyElse() {
        String admin = "Bearer " + page.token(Scope.ADMIN);
        Answer made = page.send("POST", "/ui/api/sign-in-codes", "", "Authorization", admin);
        assertThat(made.status()).isEqualTo(201);
        String body = "{\"code\":\"" + made.json().get("code") + "\"}";
        assertThat(page.send("POST", SESSION, body, OWN).status()).isEqualTo(200);
        String reader = "Bearer " + page.token(Scope.MODELS_READ);
        assertThat(page.send("POST", "/ui/api/sign-in-codes", "", "Authorization", reader)
                        .body())
                .contains("ApiUsageDenied");
    }
}
