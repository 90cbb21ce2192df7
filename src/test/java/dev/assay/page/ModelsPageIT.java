package dev.assay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The list of models. All tests are at one store, so each searches for its own.
@PageTests
class ModelsPageIT {

    private static final String HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>";

    @Test
    void showsWhatTheNewestExperimentHasLogged(Visitor visitor) {
        StoreClient store = visitor.store();
        String model = store.model("shown/two-moons");
        String first = store.experiment(model, "{\"name\":\"first\"}");
        store.log(first, "a/other", 1, 2);
        store.log(first, "val/loss", 0.5, 0.25, Double.NaN, 0.125, 0.0625);
        store.experiment(model, "{\"name\":\"has no points\"}");
        store.post("/experiments/" + first + "/finish", "{\"status\":\"SUCCEEDED\"}");
        Page page = visitor.openSignedIn("/#/models?search=shown/two");
        Locator row = row(page, "shown/two-moons");
        assertThat(row.locator("td").nth(1)).hasText(Pattern.compile("^\\s*2\\s*1 running\\s*$"));
        Locator line = row.getByRole(AriaRole.IMG, new Locator.GetByRoleOptions().setName("val/loss of first"));
        assertThat(line).isVisible();
        Assertions.assertThat(line.locator("path").getAttribute("d"))
                .as("a line up to the NaN and one behind it")
                .matches("M[0-9. ]+L[0-9. ]+M[0-9. ]+L[0-9. ]+");
        assertThat(row.locator("td").nth(4)).hasText(Pattern.compile("^[1-9][0-9.]* (B|KB)$"));
        assertThat(row.locator("a.newest")).hasAttribute("href", "#/models/" + model + "/experiments/" + first);
    }

    @Test
    void searchesByName(Visitor visitor) {
        visitor.store().model("needle in hay");
        visitor.store().model("NEEDLE in straw");
        Page page = visitor.openSignedIn("/#/models");
        Locator search = page.getByRole(AriaRole.SEARCHBOX);
        search.fill("needle");
        assertThat(page.locator("tbody tr")).hasCount(2);
        search.fill("needle in h");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(row(page, "needle in hay")).isVisible();
        assertThat(page).hasURL(Pattern.compile("search=needle\\+in\\+h$"));
        search.fill("needle in nothing");
        assertThat(page.getByText("No model has this in its name")).isVisible();
    }

    @Test
    void sortsByTheHeadOfAColumn(Visitor visitor) {
        StoreClient store = visitor.store();
        String most = store.model("sorted-b");
        store.experiment(most, "{\"name\":\"1\"}");
        store.experiment(most, "{\"name\":\"2\"}");
        store.model("sorted-c");
        store.experiment(store.model("sorted-a"), "{\"name\":\"1\"}");
        Page page = visitor.openSignedIn("/#/models?search=sorted-");
        assertThat(names(page)).hasText(new String[] {"sorted-a", "sorted-c", "sorted-b"});
        sorter(page, "Model").click();
        assertThat(names(page)).hasText(new String[] {"sorted-a", "sorted-b", "sorted-c"});
        assertThat(page.locator("th[aria-sort=ascending]")).hasText("Model");
        sorter(page, "Model").click();
        assertThat(names(page)).hasText(new String[] {"sorted-c", "sorted-b", "sorted-a"});
        sorter(page, "Experiments").click();
        assertThat(names(page)).hasText(new String[] {"sorted-b", "sorted-a", "sorted-c"});
        page.reload();
        assertThat(names(page)).hasText(new String[] {"sorted-b", "sorted-a", "sorted-c"});
    }

    @Test
    void makesAModel(Visitor visitor) {
        Page page = visitor.openSignedIn("/#/models");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New model"))
                .click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("made on the page");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile("#/models/ri\\.models\\.main\\.model\\."));
        Assertions.assertThat(visitor.store().get("/models")).contains("\"made on the page\"");
        page.goBack();
        assertThat(row(page, "made on the page")).isVisible();
    }

    @Test
    void saysWhyAModelCannotBeMade(Visitor visitor) {
        visitor.store().model("there already");
        Page page = visitor.openSignedIn("/#/models");
        visitor.expect("answered 409: POST .*/api/assay/v1/models");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New model"))
                .click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("there already");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create"))
                .click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("ResourceNameAlreadyExists");
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    }

    @Test
    void deletesAndTakesItBack(Visitor visitor) {
        visitor.store().model("deleted and back");
        Page page = visitor.openSignedIn("/#/models?search=deleted+and");
        delete(page, "deleted and back");
        assertThat(row(page, "deleted and back")).hasCount(0);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(row(page, "deleted and back")).isVisible();
        delete(page, "deleted and back");
        assertThat(row(page, "deleted and back")).hasCount(0);
        page.getByText("Show deleted").click();
        row(page, "deleted and back").getByRole(AriaRole.BUTTON).click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Restore"))
                .click();
        assertThat(row(page, "deleted and back")).hasCount(0);
        page.getByText("Show active").click();
        assertThat(row(page, "deleted and back")).isVisible();
    }

    @Test
    void showsHostileNamesAsText(Visitor visitor) {
        StoreClient store = visitor.store();
        String model = store.post(
                "/models",
                "{\"name\":\"hostile " + HOSTILE + "\",\"tags\":[{\"key\":\"t\",\"value\":\"" + HOSTILE + "\"}]}");
        String experiment = store.experiment(StoreClient.field(model, "rid"), "{\"name\":\"" + HOSTILE + "\"}");
        store.log(experiment, HOSTILE, 1, 2);
        Page page = visitor.openSignedIn("/#/models?search=hostile");
        Locator row = row(page, "hostile " + HOSTILE);
        assertThat(row).containsText("t: " + HOSTILE);
        assertThat(row.locator("a.newest")).containsText(HOSTILE);
        assertThat(page.locator("img, script[src=x]")).hasCount(0);
    }

    @ParameterizedTest
    @EnumSource
    void isForEverybodyOnEveryScreen(Look look, Visitor visitor) {
        StoreClient store = visitor.store();
        String name = "screen " + look + " with a name that is as long as names of people who want to say it all are";
        String model = store.model(name);
        store.log(store.experiment(model, "{\"name\":\"e\"}"), "loss", 3, 1, 2, 0.5);
        Page page = visitor.openSignedIn(look, "/#/models");
        assertThat(row(page, name)).isVisible();
        if (List.of(Look.DESKTOP, Look.DESKTOP_DARK).contains(look)) {
            assertThat(row(page, name).locator(".sparkline")).isVisible();
        }
        visitor.assertFits(page);
        visitor.assertAccessible(page);
        visitor.screenshot(page, "models-" + look);
    }

    private static void delete(Page page, String name) {
        row(page, name).getByRole(AriaRole.BUTTON).click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Delete"))
                .click();
    }

    private static Locator row(Page page, String name) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(name));
    }

    private static Locator names(Page page) {
        return page.locator("tbody .row-link");
    }

    private static Locator sorter(Page page, String title) {
        return page.locator("th button").filter(new Locator.FilterOptions().setHasText(title));
    }
}
