package dev.assay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The versions of a model, each beside the experiment that it came from.
@PageTests
class VersionsPageIT {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @Test
    void listsTheNewestFirstBesideItsExperiment(Visitor visitor) {
        StoreClient store = visitor.store();
        String model = store.model("has versions");
        String experiment = store.experiment(model, "{\"name\":\"trained\"}");
        String older = version(store, model, "numpy=1");
        String newer = version(store, model, HOSTILE);
        store.put(
                "/experiments/" + experiment + "/linkedModelVersion",
                "application/json",
                ("{\"modelVersionRid\":\"" + older + "\"}").getBytes(StandardCharsets.UTF_8));
        Page page = visitor.openSignedIn("/#/models/" + model + "/versions");
        Locator rows = page.locator("tbody tr");
        assertThat(rows).hasCount(2);
        assertThat(rows.nth(0).locator("[title='" + newer + "']")).isVisible();
        assertThat(rows.nth(0)).containsText(HOSTILE);
        assertThat(rows.nth(1)).containsText("numpy=1");
        rows.nth(1).locator("a").click();
        page.waitForURL(Pattern.compile("#/models/" + model + "/experiments/" + experiment));
        assertThat(page.locator("img[src=x]")).hasCount(0);
    }

    @Test
    void promotesAVersionToABranch(Visitor visitor) {
        StoreClient store = visitor.store();
        String model = store.model("promoted");
        String version = version(store, model, "scipy=1");
        Page page = visitor.openSignedIn("/#/models/" + model + "/versions");
        promote(page, "production");
        assertThat(page.getByLabel("Branch").locator("option")).hasCount(2);
        page.getByLabel("Branch").selectOption("production");
        assertThat(page).hasURL(Pattern.compile("branch=production$"));
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody tr")).containsText("promoted from");
        assertThat(page.locator("tbody [title='" + version + "']")).isVisible();
        page.goBack();
        assertThat(page.locator("tbody tr")).not().containsText("promoted from");
    }

    @Test
    void showsAtOnceWhatWasPromotedToTheBranchThatIsShown(Visitor visitor) {
        StoreClient store = visitor.store();
        String model = store.model("promoted in place");
        version(store, model, "scipy=1");
        Page page = visitor.openSignedIn("/#/models/" + model + "/versions");
        promote(page, "master");
        assertThat(page.locator("tbody tr")).hasCount(2);
        assertThat(page.locator("tbody tr").first()).containsText("promoted from");
    }

    @Test
    void saysHowTheFirstOneIsMade(Visitor visitor) {
        String model = visitor.store().model("has no version");
        Page page = visitor.openSignedIn("/#/models/" + model + "/versions");
        assertThat(page.getByText("No version yet")).isVisible();
        assertThat(page.locator("main")).containsText("/api/v2/models/" + model + "/versions");
    }

    @ParameterizedTest
    @EnumSource
    void isForEverybodyOnEveryScreen(Look look, Visitor visitor) {
        StoreClient store = visitor.store();
        String model = store.model("versions on screen " + look);
        for (int i = 0; i < 3; i++) {
            version(store, model, "torch=2." + i);
        }
        Page page = visitor.openSignedIn(look, "/#/models/" + model + "/versions");
        assertThat(page.locator("tbody tr")).hasCount(3);
        visitor.assertFits(page);
        visitor.assertWithin(page, page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Promote")));
        visitor.assertAccessible(page);
        visitor.screenshot(page, "versions-" + look);
    }

    private static void promote(Page page, String branch) {
        page.locator("tbody tr")
                .first()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Promote"))
                .click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Branch").fill(branch);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Promote"))
                .click();
        assertThat(dialog).hasCount(0);
    }

    /// The RID of a new version.
    private static String version(StoreClient store, String model, String requirement) {
        String body =
                "{\"modelFiles\":{\"type\":\"dill\",\"serializedModelFunction\":\"x\"},\"backingRepositories\":[],"
                        + "\"condaRequirements\":[\"" + requirement
                        + "\"],\"modelApi\":{\"inputs\":[],\"outputs\":[]}}";
        return StoreClient.field(store.foundry("/models/" + model + "/versions", body), "rid");
    }
}
