package dev.assay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Coming in and going out, and the addresses that somebody comes by.
@PageTests
class SignInPageIT {

    @Test
    void opensByALinkOnce(Visitor visitor) {
        String link = "/#/sign-in/" + visitor.store().signInCode();
        Page page = visitor.open(link);
        assertThat(heading(page, "Models")).isVisible();
        assertThat(page).hasURL(Pattern.compile("#/models$"));
        page.reload();
        assertThat(heading(page, "Models")).isVisible();
        visitor.expect("answered 401: POST .*/ui/api/session");
        Page other = visitor.open(Look.PHONE, link);
        assertThat(other.getByRole(AriaRole.ALERT)).containsText("This link has been used");
        assertThat(other.getByLabel("Token")).isVisible();
    }

    @Test
    void opensByATokenThatIsTypedInAndClosesAgain(Visitor visitor) {
        visitor.expect("answered 401: POST .*/ui/api/session");
        Page page = visitor.open("/#/settings");
        page.getByLabel("Token").fill("no such token");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("InvalidCredentials");
        page.getByLabel("Token").fill(visitor.token());
        page.keyboard().press("Enter");
        assertThat(heading(page, "Settings")).isVisible();
        page.getByTitle("Account").click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        assertThat(page.getByLabel("Token")).isVisible();
        page.reload();
        assertThat(page.getByLabel("Token")).isVisible();
        assertThat(heading(page, "Settings")).hasCount(0);
    }

    @Test
    void opensTheAddressesThatMlflowsClientsPrint(Visitor visitor) {
        StoreClient store = visitor.store();
        String number =
                StoreClient.field(store.mlflow("experiments/create", "{\"name\":\"printed\"}"), "experiment_id");
        String run = StoreClient.field(
                store.mlflow("runs/create", "{\"experiment_id\":\"" + number + "\",\"run_name\":\"printed run\"}"),
                "run_id");
        Page page = visitor.openSignedIn("/#/experiments/" + number + "/runs/" + run);
        page.waitForURL(Pattern.compile("#/models/ri\\.[^/]+/experiments/ri\\."));
        assertThat(page.getByText("printed run").first()).isVisible();
        page = visitor.openSignedIn("/#/experiments/" + number);
        page.waitForURL(Pattern.compile("#/models/ri\\.[^/]+$"));
    }

    @Test
    void saysThatAnAddressIsOfNothing(Visitor visitor) {
        visitor.expect("answered 404: GET .*/ui/api/runs/0000");
        visitor.expect("answered 404: GET .*/ui/api/model-numbers/987654");
        Page page = visitor.openSignedIn("/#/experiments/1/runs/0000");
        assertThat(heading(page, "There is no such experiment")).isVisible();
        page = visitor.openSignedIn("/#/experiments/987654");
        assertThat(heading(page, "There is no such model")).isVisible();
        page = visitor.openSignedIn("/#/no/such/page");
        assertThat(heading(page, "Nothing is here")).isVisible();
    }

    @ParameterizedTest
    @EnumSource
    void isForEverybodyOnEveryScreen(Look look, Visitor visitor) {
        Page page = visitor.open(look, "/");
        assertThat(page.getByLabel("Token")).isFocused();
        visitor.assertFits(page);
        visitor.assertAccessible(page);
        visitor.screenshot(page, "sign-in-" + look);
    }

    private static Locator heading(Page page, String text) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
    }
}
