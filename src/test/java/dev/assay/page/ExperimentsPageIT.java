package dev.assay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.ClickOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.KeyboardModifier;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The table of a model's experiments shows what was logged, and does what is asked of it.
@PageTests
class ExperimentsPageIT {

    private static Page open(Visitor visitor, Look look, String model, String view) {
        visitor.at(look)
                .request()
                .post(
                        "/ui/api/session",
                        RequestOptions.create()
                                .setHeader("X-Assay-Page", "1")
                                .setData(Map.of("token", visitor.token())));
        return visitor.open(look, "/#/models/" + model + (view.isEmpty() ? "" : "?" + view));
    }

    private static Page open(Visitor visitor, String model, String view) {
        return open(visitor, Look.DESKTOP, model, view);
    }

    private static String query(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String run(StoreClient store, String model, String name, double lr, String optimizer, double loss) {
        String rid = store.experiment(model, """
                {"name":"%s","parameters":[
                {"name":"lr","value":{"type":"double","value":%s}},
                {"name":"optimizer","value":{"type":"string","value":"%s"}},
                {"name":"epochs","value":{"type":"integer","value":10}}]}""".formatted(name, lr, optimizer));
        store.log(rid, "val/loss", 2.5, loss);
        return rid;
    }

    /// Four runs of two configurations.
    private static String sweep(Visitor visitor, String name) {
        StoreClient store = visitor.store();
        String model = store.model(name);
        run(store, model, "first", 0.001, "adam", 0.25);
        run(store, model, "second", 0.001, "adam", 0.75);
        run(store, model, "third", 0.1, "sgd", 0.0625);
        run(store, model, "fourth", 0.1, "sgd", 0.5);
        return model;
    }

    private static Locator rows(Page page) {
        return page.locator(".grid-body .row");
    }

    private static List<String> names(Page page) {
        return page.locator(".grid-body .name-cell a").allInnerTexts();
    }

    private static Locator head(Page page, String key) {
        return page.locator("[data-key='" + key + "']");
    }

    private static Locator filter(Page page) {
        return page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Filter"));
    }

    @Test
    void showsParametersThatDifferAndHowTheMainSeriesEnded(Visitor visitor) {
        Page page = open(visitor, sweep(visitor, "table shown"), "");
        assertThat(rows(page)).hasCount(4);
        assertThat(page.locator(".counts")).hasText("4 experiments");
        assertThat(names(page)).containsExactly("fourth", "third", "second", "first");
        assertThat(rows(page).nth(1)).containsText("Running");
        page.setViewportSize(1900, 800);
        assertThat(rows(page).nth(1)).containsText("0.0625");
        assertThat(rows(page).nth(1)).containsText("sgd");
        assertThat(head(page, "params.lr")).isVisible();
        assertThat(head(page, "params.epochs")).hasCount(0);
        visitor.assertAccessible(page);
        visitor.screenshot(page, "experiments");
    }

    @Test
    void ordersBySeveralColumnsAndTheAddressSaysSo(Visitor visitor) {
        Page page =
                open(visitor, sweep(visitor, "table ordered"), query("columns", "name params.lr series.val/loss.last"));
        head(page, "params.lr").click();
        head(page, "series.val/loss.last").click(new ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
        head(page, "series.val/loss.last").click(new ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
        assertThat(page.locator(".name-cell a").first()).hasText("second");
        assertThat(names(page)).containsExactly("second", "first", "fourth", "third");
        assertThat(head(page, "series.val/loss.last")).containsText("2");
        Page other = open(
                visitor,
                page.url().replaceAll(".*/models/([^?]*).*", "$1"),
                page.url().replaceAll(".*\\?", ""));
        assertThat(rows(other)).hasCount(4);
        assertThat(names(other)).containsExactly("second", "first", "fourth", "third");
        head(other, "params.lr").focus();
        other.keyboard().press("Enter");
        other.keyboard().press("Enter");
        assertThat(other.locator(".name-cell a").first()).hasText("fourth");
    }

    @Test
    void filtersAndPointsAtTheCharacterThatIsWrong(Visitor visitor) {
        Page page = open(visitor, sweep(visitor, "table filtered"), "");
        filter(page).fill("params.lr < 0.01 and series.val/loss.last < 0.5");
        assertThat(page.locator(".counts")).hasText("1 of 4 experiments");
        assertThat(names(page)).containsExactly("first");
        visitor.expect("answered 400: POST .*/rows");
        filter(page).fill("params.lr < 0.01 and learning = 3");
        assertThat(page.locator(".filter-wrong")).containsText("there is nothing called learning");
        assertThat(page.locator(".filter-wrong .unseen")).hasText(", at character 22");
        double caret = page.locator(".filter-wrong .caret").boundingBox().x;
        double letter = page.locator(".filter-box input").boundingBox().x + 31 + 21 * 7.2;
        assertThat(caret).isBetween(letter - 12, letter + 12);
        assertThat(filter(page)).hasAttribute("aria-invalid", "true");
        filter(page).fill("");
        assertThat(page.locator(".counts")).hasText("4 experiments");
    }

    @Test
    void completesNamesAndValuesByTheKeyboard(Visitor visitor) {
        Page page = open(visitor, sweep(visitor, "table completed"), "");
        filter(page).pressSequentially("opti");
        assertThat(page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("params.optimizer")))
                .isVisible();
        filter(page).press("Tab");
        assertThat(filter(page)).hasValue("params.optimizer ");
        assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("=");
        filter(page).press("ArrowDown");
        filter(page).press("Enter");
        assertThat(filter(page)).hasValue("params.optimizer = ");
        assertThat(page.getByRole(AriaRole.OPTION)).hasCount(2);
        assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("'adam'");
        filter(page).press("ArrowDown");
        filter(page).press("ArrowDown");
        filter(page).press("Enter");
        assertThat(filter(page)).hasValue("params.optimizer = 'sgd' ");
        assertThat(page.locator(".counts")).hasText("2 of 4 experiments");
        assertThat(names(page)).containsExactly("fourth", "third");
    }

    @Test
    void choosesColumnsBySearch(Visitor visitor) {
        StoreClient store = visitor.store();
        String model = store.model("table wide");
        String rid = store.experiment(model, "{\"name\":\"run\"}");
        String points = IntStream.range(0, 2_000)
                .mapToObj(i -> "\"layer/%04d/grad\":{\"steps\":[0,1],\"values\":[%d,%d.5]}".formatted(i, -i, i))
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        store.log(rid, "{\"series\":{" + points + "}}");
        Page page = open(visitor, model, query("columns", "name"));
        assertThat(rows(page)).hasCount(1);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Columns"))
                .click();
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Search columns"))
                .fill("1234");
        assertThat(page.locator(".chooser-item")).hasCount(1);
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");
        page.keyboard().press("Escape");
        assertThat(rows(page).first()).containsText("−1,234");
        assertThat(rows(page).first()).containsText("1234.5");
        assertThat(page).hasURL(Pattern.compile(".*columns=name\\+series.layer%2F1234%2Fgrad.min\\+.*max.*"));
        head(page, "series.layer/1234/grad.max").focus();
        page.keyboard().press("Shift+ArrowLeft");
        assertThat(page.locator("[data-column]").nth(1)).containsText("max");
        page.keyboard().press("Delete");
        assertThat(head(page, "series.layer/1234/grad.max")).hasCount(0);
    }

    @Test
    void groupsTheSeedsOfAConfiguration(Visitor visitor) {
        Page page = open(
                visitor,
                sweep(visitor, "table grouped"),
                query("group", "params.optimizer") + "&" + query("order", "series.val/loss.last"));
        assertThat(rows(page)).hasCount(2);
        assertThat(page.locator(".counts")).hasText("2 groups of 4 experiments");
        assertThat(rows(page).first()).containsText("sgd");
        assertThat(rows(page).first()).containsText("0.2813 ± 0.31");
        assertThat(rows(page).first()).containsText("0.0625 … 0.5");
        rows(page).first().click();
        assertThat(page.locator(".name-cell a")).hasCount(2);
        assertThat(rows(page)).hasCount(4);
        assertThat(names(page)).containsExactly("third", "fourth");
        check(page, 0).click();
        assertThat(page.locator(".bulk-bar")).containsText("2 chosen");
        assertThat(rows(page).nth(1).locator(".check input")).isChecked();
        check(page, 0).click();
        assertThat(page.locator(".bulk-bar")).hasCount(0);
        visitor.assertAccessible(page);
        visitor.screenshot(page, "experiments-grouped");
    }

    @Test
    void takesTheFirstThatIsFoundByEnter(Visitor visitor) {
        Page page = open(visitor, sweep(visitor, "table by enter"), "");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Group"))
                .click();
        page.keyboard().type("optim");
        assertThat(page.locator(".group-menu li")).hasCount(1);
        page.keyboard().press("Enter");
        assertThat(page.locator(".counts")).hasText("2 groups of 4 experiments");
        assertThat(rows(page).first().locator("[title^='Order by a metric']")).hasCount(1);
        page.keyboard().press("Escape");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Columns"))
                .click();
        page.keyboard().type("val/lo");
        assertThat(page.locator(".chooser-item")).hasCount(1);
        page.keyboard().press("Enter");
        assertThat(head(page, "series.val/loss.last")).hasCount(0);
        page.keyboard().press("Enter");
        assertThat(head(page, "series.val/loss.last")).hasCount(1);
    }

    @Test
    void runsNothingOfWhatNamesSay(Visitor visitor) {
        StoreClient store = visitor.store();
        String model = store.model("<img src=x onerror=alert(1)>");
        String evil = "<script>document.title='owned'</script>";
        store.experiment(model, """
                {"name":"%1$s","parameters":[{"name":"a b`%1$s","value":{"type":"string","value":"%1$s"}}],
                "tags":[{"key":"%1$s","value":"\\"><img src=x onerror=alert(2)>"}]}""".formatted(evil));
        store.experiment(model, "{\"name\":\"plain\"}");
        Page page = open(visitor, model, "");
        assertThat(rows(page)).hasCount(2);
        assertThat(names(page)).containsExactly("plain", evil);
        page.setViewportSize(1900, 800);
        assertThat(rows(page).nth(1)).containsText("<img src=x onerror=alert(2)>");
        page.locator(".head-name")
                .filter(new Locator.FilterOptions().setHasText("a b`"))
                .click();
        assertThat(page.locator(".name-cell a").first()).hasText(evil);
        assertThat(page.title()).isEqualTo("<img src=x onerror=alert(1)> · Assay");
        assertThat(page.locator("main img, main script")).hasCount(0);
    }

    @Test
    void beginsWithAModelsDefaultView(Visitor visitor) {
        String model = sweep(visitor, "table viewed");
        Page page = open(visitor, model, query("filter", "params.optimizer = 'adam'"));
        assertThat(rows(page)).hasCount(2);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Views"))
                .click();
        page.getByText("Save this view…").click();
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Name"))
                .fill("of <b>adam</b>");
        page.getByLabel("The page begins with it").check();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("of <b>adam</b>").setExact(true)))
                .isVisible();
        Page other = open(visitor, model, "");
        assertThat(rows(other)).hasCount(2);
        assertThat(filter(other)).hasValue("params.optimizer = 'adam'");
        filter(other).fill("");
        assertThat(rows(other)).hasCount(4);
    }

    @Test
    void scrollsThroughAThousand(Visitor visitor) {
        StoreClient store = visitor.store();
        String model = store.model("table many");
        IntStream.range(0, 1_000)
                .forEach(i -> store.experiment(model, String.format(Locale.ROOT, "{\"name\":\"run %04d\"}", i)));
        Page page = open(visitor, model, query("order", "name"));
        assertThat(page.locator(".counts")).hasText("1,000 experiments");
        assertThat(page.locator(".name-cell a").first()).hasText("run 0000");
        page.locator(".grid").focus();
        page.keyboard().press("End");
        assertThat(page.locator(".name-cell a").last()).hasText("run 0999");
        assertThat(rows(page).count()).isLessThan(100);
        page.locator(".grid").evaluate("grid => grid.scrollTop = 16000");
        assertThat(page.getByText("run 0510")).isVisible();
    }

    @Test
    void tellsHowToLogTheFirstExperiment(Visitor visitor) {
        String model = visitor.store().model("empty one");
        Page page = open(visitor, model, "");
        assertThat(page.locator(".first-experiment")).containsText("mlflow.set_experiment(\"empty one\")");
        assertThat(page.locator(".first-experiment"))
                .containsText(":" + visitor.server().getPort());
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("curl"))
                .click();
        assertThat(page.locator(".first-experiment")).containsText("/models/" + model + "/experiments");
        visitor.assertAccessible(page);
        visitor.screenshot(page, "experiments-none");
    }

    @Test
    void fitsAPhoneAndTheDark(Visitor visitor) {
        String model = sweep(visitor, "table small");
        Page phone = open(visitor, Look.PHONE, model, "");
        assertThat(rows(phone)).hasCount(4);
        assertThat(rows(phone).nth(1)).containsText("third");
        assertThat(rows(phone).nth(1)).containsText("0.1");
        assertThat(((Number) phone.evaluate("document.documentElement.scrollWidth")).intValue())
                .isLessThanOrEqualTo(390);
        visitor.assertAccessible(phone);
        visitor.screenshot(phone, "experiments-phone");
        Page dark = open(visitor, Look.DESKTOP_DARK, model, query("order", "-params.lr"));
        assertThat(rows(dark)).hasCount(4);
        visitor.assertAccessible(dark);
        visitor.screenshot(dark, "experiments-dark");
    }

    @Test
    void followsWhatIsLoggedWithoutMovingWhatIsRead(Visitor visitor) {
        StoreClient store = visitor.store();
        String model = store.model("table live");
        for (int i = 0; i < 60; i++) {
            store.experiment(model, String.format(Locale.ROOT, "{\"name\":\"run %02d\"}", i));
        }
        String running = run(store, model, "running", 0.1, "sgd", 0.5);
        Page page = open(visitor, model, query("columns", "name status series.val/loss.last"));
        assertThat(rows(page).first()).containsText("0.5");
        store.log(running, "{\"series\":{\"val/loss\":{\"steps\":[2],\"values\":[0.125]}}}");
        assertThat(rows(page).first()).containsText("0.125");
        page.locator(".grid").evaluate("grid => grid.scrollTop = 640");
        assertThat(page.getByText("run 35")).isVisible();
        double before = page.getByText("run 35").boundingBox().y;
        store.experiment(model, "{\"name\":\"newer\"}");
        assertThat(page.locator(".counts")).hasText("62 experiments");
        assertThat(page.getByText("run 35").boundingBox().y).isEqualTo(before);
        page.locator(".grid").evaluate("grid => grid.scrollTop = 0");
        assertThat(page.locator(".name-cell a").first()).hasText("newer");
    }

    @Test
    void showsNestedRunsUnderTheirParents(Visitor visitor) {
        StoreClient store = visitor.store();
        String number =
                StoreClient.field(store.mlflow("experiments/create", "{\"name\":\"table nested\"}"), "experiment_id");
        String parent = nested(store, number, "b parent", "");
        nested(store, number, "a child", parent);
        nested(store, number, "c other", "");
        Page page = open(
                visitor, StoreClient.field(store.get("/models?name=table%20nested"), "rid"), query("order", "name"));
        assertThat(rows(page)).hasCount(3);
        assertThat(names(page)).containsExactly("a child", "b parent", "c other");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("More").setExact(true))
                .click();
        page.getByText("Nested runs under their parents").click();
        assertThat(page.locator(".name-cell a").first()).hasText("b parent");
        assertThat(names(page)).containsExactly("b parent", "a child", "c other");
        assertThat(rows(page).nth(1).locator(".depth")).hasCount(1);
        assertThat(page).hasURL(Pattern.compile(".*nested=yes.*"));
        rows(page).first().locator(".fold").click();
        assertThat(rows(page)).hasCount(2);
        assertThat(names(page)).containsExactly("b parent", "c other");
        assertThat(page.locator(".counts")).hasText("3 experiments");
        assertThat(page).hasURL(Pattern.compile(".*turned=ri.*"));
        page.locator(".grid").focus();
        page.keyboard().press("ArrowRight");
        assertThat(rows(page)).hasCount(3);
        visitor.assertAccessible(page);
        choose(page, "Fold all");
        assertThat(rows(page)).hasCount(2);
        assertThat(page).hasURL(Pattern.compile(".*nested=folded.*"));
    }

    private static String nested(StoreClient store, String number, String name, String parent) {
        String tags = parent.isEmpty() ? "" : "{\"key\":\"mlflow.parentRunId\",\"value\":\"" + parent + "\"}";
        return StoreClient.field(
                store.mlflow(
                        "runs/create",
                        "{\"experiment_id\":\"" + number + "\",\"run_name\":\"" + name + "\",\"tags\":[" + tags + "]}"),
                "run_id");
    }

    private static Locator check(Page page, int row) {
        return rows(page).nth(row).locator(".check");
    }

    private static void press(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static void choose(Page page, String item) {
        press(page, "More");
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(item).setExact(true))
                .click();
    }

    @Test
    void deletesWhatIsChosenAndTakesItBack(Visitor visitor) {
        Page page = open(visitor, sweep(visitor, "table deleted"), "");
        assertThat(rows(page)).hasCount(4);
        check(page, 0).click();
        check(page, 2).click(new ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
        assertThat(page.locator(".bulk-bar")).containsText("3 chosen");
        head(page, "name").click();
        assertThat(page.locator(".name-cell a").first()).hasText("first");
        assertThat(page.locator(".row.selected")).hasCount(3);
        press(page, "Delete");
        assertThat(page.locator(".counts")).hasText("1 experiment");
        assertThat(names(page)).containsExactly("first");
        press(page, "Undo");
        assertThat(page.locator(".counts")).hasText("4 experiments");
        page.locator(".grid").focus();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Space");
        press(page, "Delete");
        assertThat(page.locator(".counts")).hasText("3 experiments");
        choose(page, "Show what is deleted");
        assertThat(page.locator(".counts")).hasText("1 deleted experiment");
        page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Select all"))
                .click();
        press(page, "Purge…");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("1 deleted experiment");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText(Pattern.compile("This frees \\d+ B"));
        press(page, "Purge for good");
        assertThat(page.locator(".empty")).containsText("Nothing is deleted");
        press(page, "Show those that are not deleted");
        assertThat(page.locator(".counts")).hasText("3 experiments");
    }

    @Test
    void tagsWhatIsChosen(Visitor visitor) {
        Page page = open(visitor, sweep(visitor, "table tagged"), "");
        check(page, 1).click();
        check(page, 3).click();
        press(page, "Tag…");
        page.getByLabel("Tag", new Page.GetByLabelOptions().setExact(true)).fill("team");
        page.getByLabel("Value").fill("<i>vision</i>");
        page.keyboard().press("Enter");
        assertThat(rows(page).nth(1)).containsText("team: <i>vision</i>");
        assertThat(rows(page).nth(3)).containsText("team: <i>vision</i>");
        assertThat(rows(page).nth(0)).not().containsText("team");
        assertThat(page.locator(".bulk-bar")).containsText("2 chosen");
        filter(page).fill("tags.team ~ 'vision'");
        assertThat(page.locator(".counts")).hasText("2 of 4 experiments");
        visitor.assertAccessible(page);
        visitor.screenshot(page, "experiments-chosen");
        press(page, "Remove a tag…");
        page.getByLabel("Tag", new Page.GetByLabelOptions().setExact(true)).fill("team");
        page.keyboard().press("Enter");
        assertThat(page.locator(".counts")).hasText("0 of 4 experiments");
    }
}
