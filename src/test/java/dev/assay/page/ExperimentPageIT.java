package dev.assay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.RequestOptions;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The page of one experiment shows what was logged, to the last digit, and runs none of it.
@PageTests
class ExperimentPageIT {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    /// What a test looks at.
    private record Run(Visitor visitor, String model, String experiment) {

        static Run of(Visitor visitor, String body) {
            String model = visitor.store().model("one experiment " + System.nanoTime());
            return new Run(visitor, model, visitor.store().experiment(model, body));
        }

        String path() {
            return "/experiments/" + experiment;
        }

        void log(String body) {
            visitor.store().log(experiment, body);
        }

        void file(String path, String contentType, String content) {
            visitor.store()
                    .put(path() + "/files/" + encoded(path), contentType, content.getBytes(StandardCharsets.UTF_8));
        }

        Page open(Look look, String query) {
            visitor.at(look)
                    .request()
                    .post(
                            visitor.server().resolve("/ui/api/session").toString(),
                            RequestOptions.create()
                                    .setHeader("X-Assay-Page", "1")
                                    .setHeader("Content-Type", "application/json")
                                    .setData("{\"token\":\"" + visitor.token() + "\"}"));
            return visitor.open(look, "/#/models/" + model + "/experiments/" + experiment + query);
        }

        Page open(String query) {
            return open(Look.DESKTOP, query);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }

    /// Points at the steps 0, 1, 2 …, one value each.
    private static String series(String name, int count, IntFunction<String> value) {
        String steps = IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String values = IntStream.range(0, count).mapToObj(value).collect(Collectors.joining(","));
        return "\"%s\":{\"steps\":[%s],\"values\":[%s]}".formatted(name, steps, values);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void showsAtAGlanceWhatIsKnown(Look look, Visitor visitor) {
        Run run = Run.of(visitor, """
                {"name": "bert warm-up", "branch": "dev", "jobRid": "ri.jobs.main.job.j1", "tags": ["baseline", {"key": "team", "value": "nlp"}],
                 "parameters": [{"name": "optimizer.lr", "value": {"type": "double", "value": 0.00003}},
                                {"name": "optimizer.name", "value": {"type": "string", "value": "AdamW"}},
                                {"name": "seed", "value": {"type": "integer", "value": 9007199254740993}},
                                {"name": "zero", "value": {"type": "double", "value": -0.0}}]}""");
        run.log("{\"series\":{" + series("val/loss", 3, i -> new String[] {"2.5", "0.0625", "0.75"}[i]) + "}}");
        visitor.store()
                .post(run.path() + "/finish", "{\"status\":\"FAILED\",\"statusMessage\":\"CUDA out of memory\"}");
        Page page = run.open(look, "");
        assertThat(page.locator(".page-head h1")).hasText("bert warm-up");
        assertThat(page.locator(".facts .status")).hasText("Failed");
        assertThat(page.locator(".message pre")).hasText("CUDA out of memory");
        assertThat(page.locator(".details")).containsText("ri.jobs.main.job.j1");
        assertThat(page.locator(".tags .tag")).hasText(new String[] {"baseline", "team nlp"});
        assertThat(page.locator(".parameter-list .group")).hasText("optimizer2");
        assertThat(page.locator(".parameter-list .value"))
                .hasText(new String[] {"0.00003", "AdamW", "9007199254740993", "-0"});
        Locator metric = page.locator(".rows .all .metric");
        assertThat(metric).hasText("val/loss0.750.06252.53");
        assertThat(metric.locator("[title='0.0625 at step 1']")).isVisible();
        visitor.assertAccessible(page);
        visitor.screenshot(page, "experiment-" + look);
    }

    @Test
    void filtersWhatIsMuch(Visitor visitor) {
        Run run = Run.of(visitor, "{\"name\": \"wide\"}");
        run.log(IntStream.range(0, 1_500)
                .mapToObj(i -> series("layer%d/norm".formatted(i), 2, step -> Integer.toString(step * i)))
                .collect(Collectors.joining(",", "{\"series\":{", "}}")));
        Page page = run.open("");
        assertThat(page.locator(".metrics h2")).containsText("1,500");
        Assertions.assertThat(page.locator(".rows .all .metric").count()).isBetween(10, 80);
        page.getByLabel("Filter metrics").fill("layer1234");
        assertThat(page.locator(".rows .all .metric")).hasText("layer1234/norm1,23401,2342");
        page.locator(".tabs a", new Page.LocatorOptions().setHasText("Charts")).click();
        assertThat(page.locator(".chart canvas").first()).isVisible();
        Assertions.assertThat(page.locator(".chart canvas").count()).isLessThan(40);
        page.getByLabel("Search series").fill("layer77/");
        assertThat(page.locator("figure.chart")).hasCount(1);
        assertThat(page.locator("figure.chart .last")).hasText("77");
    }

    @Test
    void runsNothingThatWasLogged(Visitor visitor) {
        Run run = Run.of(visitor, """
                {"name": "%1$s", "tags": ["%1$s", {"key": "k", "value": "%1$s"}],
                 "parameters": [{"name": "%1$s", "value": {"type": "string", "value": "<script>alert(2)</script>"}}]}""".formatted(HOSTILE));
        run.log("{\"series\":{" + series(HOSTILE, 2, Integer::toString) + "}}");
        visitor.store().put(run.path() + "/note", "text/markdown", """
                # A note
                %s <script>alert(3)</script> [link](javascript:alert(4)) ![pixel](https://elsewhere.example/p.png)
                """.formatted(HOSTILE)
                .getBytes(StandardCharsets.UTF_8));
        visitor.store()
                .put(
                        run.path() + "/tables/" + encoded(HOSTILE),
                        "text/csv",
                        ("a\n" + HOSTILE + "\n").getBytes(StandardCharsets.UTF_8));
        run.file(HOSTILE + ".txt", "text/plain", HOSTILE);
        run.file("report.html", "text/html", "<script>alert(5)</script>");
        run.file(
                "plot.svg",
                "image/svg+xml",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><script>alert(6)</script></svg>");
        // Nobody listens to what has ended: a browser has six connections for all of these pages.
        visitor.store().post(run.path() + "/finish", "{\"status\":\"SUCCEEDED\"}");
        Page page = run.open("");
        assertThat(page.locator(".page-head h1")).hasText(HOSTILE);
        assertThat(page.locator(".markdown")).containsText(HOSTILE);
        assertThat(page.locator(".markdown img")).hasCount(0);
        assertThat(page.locator(".parameter-list .value")).hasText("<script>alert(2)</script>");
        for (String tab : new String[] {"charts", "note", "artifacts"}) {
            run.open("?tab=" + tab)
                    .locator(".chart canvas, .note .markdown h1, .table-view td")
                    .first()
                    .waitFor();
        }
        for (String file : new String[] {HOSTILE + ".txt", "report.html"}) {
            Page opened = run.open("?tab=artifacts&open=" + encoded("file:" + file));
            assertThat(opened.locator(".file-text")).containsText("alert(");
        }
        Page svg = run.open("?tab=artifacts&open=file:plot.svg");
        assertThat(svg.locator(".file-view img")).isVisible();
        visitor.assertClean();
    }

    @Test
    void chartsShowExactValuesAndWhatHasNoPlace(Visitor visitor) {
        Run run = Run.of(visitor, "{\"name\": \"charts\"}");
        run.log("{\"series\":{"
                + series("train/loss", 40, i -> switch (i) {
                    case 7 -> "\"NaN\"";
                    case 9 -> "\"Infinity\"";
                    case 11 -> "-1";
                    default -> "0.1" + i;
                })
                + "," + series("system/cpu", 4, Integer::toString) + "}}");
        Page page = run.open("?tab=charts");
        assertThat(page.locator(".chart-section h2")).hasText(new String[] {"train1", "System1"});
        Locator chart = page.locator("figure.chart").first();
        assertThat(chart.locator(".remarks")).hasText("1 NaN1 × +∞");
        Locator plot = chart.locator(".plot");
        plot.focus();
        for (int i = 0; i < 6; i++) {
            page.keyboard().press("ArrowRight");
        }
        assertThat(plot.locator(".chart-tip")).containsText("step 5");
        assertThat(plot.locator(".chart-tip")).containsText("0.15");
        page.getByLabel("Log y").check();
        assertThat(chart.locator(".remarks")).containsText("1 ≤ 0, not shown");
        visitor.assertAccessible(page);
        visitor.screenshot(page, "experiment-charts");
        Page dark = run.open(Look.DESKTOP_DARK, "?tab=charts&smooth=0.8");
        assertThat(dark.locator(".chart canvas")).hasCount(2);
        visitor.assertAccessible(dark);
        visitor.screenshot(dark, "experiment-charts-dark");
    }

    /// Ten thousand points in a chart some hundred wide: what a narrower range shows was asked for again.
    @Test
    void zoomAsksForWhatIsThere(Visitor visitor) {
        Run run = Run.of(visitor, "{\"name\": \"zoom\"}");
        run.log("{\"series\":{" + series("loss", 10_000, i -> i == 5_001 ? "1000" : "1") + "}}");
        Page page = run.open("?tab=charts");
        Locator plot = page.locator(".chart .u-over");
        plot.waitFor();
        BoundingBox box = plot.boundingBox();
        page.mouse().move(box.x + box.width * 0.4, box.y + 40);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.5, box.y + 40);
        page.mouse().move(box.x + box.width * 0.6, box.y + 40);
        page.waitForResponse(response -> response.url().endsWith("/ui/api/charts"), page.mouse()::up);
        assertThat(page).hasURL(Pattern.compile("zoom=(39|40)\\d\\d\\.\\.(59|60)\\d\\d"));
        page.mouse().dblclick(box.x + 50, box.y + 40);
        assertThat(page).not().hasURL(Pattern.compile("zoom="));
        button(page, "Range").click();
        page.getByLabel("From").fill("5000");
        page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("5002");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("zoom=5000\\.\\.5002"));
        button(page, "Enlarge loss").click();
        page.locator(".full-chart canvas").waitFor();
        assertThat(page.locator(".points tbody tr")).hasCount(3);
        assertThat(page.locator(".points tbody tr").nth(1)).containsText("1000");
        Locator large = page.locator(".full-chart .plot");
        large.focus();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        assertThat(large.locator(".chart-tip")).containsText("step 5001");
        assertThat(large.locator(".chart-tip")).containsText("1000");
        page.keyboard().press("Escape");
        assertThat(page.locator(".full-chart")).hasCount(0);
    }

    @Test
    void whatIsLoggedUnderOneStepIsShownAsItIs(Visitor visitor) {
        Run run = Run.of(visitor, "{\"name\": \"one step\"}");
        run.log(
                "{\"series\":{\"loss\":{\"steps\":[0,0,0],\"times\":[1764000000000,1764000001000,1764000002000],\"values\":[3,1,2]}}}");
        Page page = run.open("?tab=charts&full=loss");
        assertThat(page.locator(".points tbody .number:last-child")).hasText(new String[] {"3", "1", "2"});
        Locator plot = page.locator(".full-chart .plot");
        page.locator(".full-chart canvas").waitFor();
        plot.focus();
        page.keyboard().press("ArrowRight");
        for (String line : new String[] {"step 0, 3 points", "mean 2", "min 1", "max 3"}) {
            assertThat(plot.locator(".chart-tip")).containsText(line);
        }
    }

    @Test
    void anExperimentThatRunsIsFollowed(Visitor visitor) {
        Run run = Run.of(visitor, "{\"name\": \"live\"}");
        run.log("{\"series\":{\"loss\":{\"steps\":[0],\"values\":[0.5]}}}");
        Page page = run.open("?tab=charts");
        assertThat(page.locator("figure.chart .last")).hasText("0.5");
        run.log("{\"series\":{\"loss\":{\"steps\":[1],\"values\":[0.125]}}}");
        assertThat(page.locator("figure.chart .last")).hasText("0.125");
        page.locator(".plot").focus();
        Locator tip = page.locator(".chart-tip");
        for (int i = 0; i < 50 && !tip.textContent().contains("0.125"); i++) {
            page.keyboard().press("ArrowRight");
            page.waitForTimeout(100); // The chart asks for its points a little later.
        }
        assertThat(tip).containsText("0.125");
    }

    @Test
    void tagsAndTheNoteAreWritten(Visitor visitor) {
        Run run = Run.of(visitor, "{\"name\": \"edited\", \"tags\": [\"first\"]}");
        Page page = run.open("");
        button(page, "+ Add a tag").click();
        page.getByLabel("Tag", new Page.GetByLabelOptions().setExact(true)).fill("a/b");
        page.getByLabel("Value", new Page.GetByLabelOptions().setExact(true)).fill("two words");
        page.keyboard().press("Enter");
        assertThat(page.locator(".tags .tag")).hasText(new String[] {"a/b two words", "first"});
        button(page, "Take off a/b").click();
        assertThat(page.locator(".tags .tag")).hasText(new String[] {"first"});
        page.locator(".tabs a", new Page.LocatorOptions().setHasText("Note")).click();
        button(page, "Write a note").click();
        page.locator("textarea").fill("# Kept\n\n**all** of it");
        assertThat(page.locator(".preview strong")).hasText("all");
        visitor.assertAccessible(page);
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".note .markdown h1")).hasText("Kept");
        Assertions.assertThat(visitor.store().get(run.path() + "/note")).isEqualTo("# Kept\n\n**all** of it");
    }

    @Test
    void artifactsAreLookedAt(Visitor visitor) {
        Run run = Run.of(visitor, "{\"name\": \"artifacts\"}");
        String rows = IntStream.range(0, 2_500)
                .mapToObj(i -> i + "," + (i * 7 % 2_500) / 4.0)
                .collect(Collectors.joining("\n"));
        visitor.store()
                .put(
                        run.path() + "/tables/scores",
                        "text/csv",
                        ("n,score\n" + rows + "\n").getBytes(StandardCharsets.UTF_8));
        for (int step : new int[] {0, 10}) {
            visitor.store()
                    .put(run.path() + "/images/mask/" + step + "?caption=mask%20" + step, "image/png", png(step));
        }
        run.file("config/train.json", "application/json", "{\"lr\":0.5}");
        Page page = run.open("?tab=artifacts");
        Locator cells = page.locator(".table-view tbody tr");
        assertThat(cells).hasCount(100);
        assertThat(page.locator(".table-view th").nth(2)).containsText("double");
        button(page, "After").click();
        assertThat(cells.first()).hasText("101100175");
        button(page, "Sort by score").click();
        assertThat(cells.nth(1)).hasText("2,14421430.25");
        assertThat(cells).hasCount(100);
        Locator head = page.locator(".table-view th").nth(2);
        assertThat(head).hasAttribute("aria-sort", "ascending");
        button(page, "Sort by score").press("Enter");
        assertThat(cells.first()).hasText("358357624.75");
        assertThat(head).hasAttribute("aria-sort", "descending");
        button(page, "After").click();
        assertThat(cells.first().locator("td").nth(2)).hasText("599.75");
        visitor.assertAccessible(page);
        visitor.screenshot(page, "experiment-table");
        button(page, "mask").click();
        assertThat(page.locator(".image-view .caption")).hasText("mask 10");
        page.locator(".slider input").focus();
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator(".image-view .caption")).hasText("mask 0");
        assertThat(page).hasURL(Pattern.compile("step=0"));
        button(page, "config/").click();
        button(page, "train.json").click();
        assertThat(page.locator(".file-text")).hasText("{\n  \"lr\": 0.5\n}");
        visitor.assertAccessible(page);
    }

    private static byte[] png(int shade) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, new Color(shade, shade, shade).getRGB());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
