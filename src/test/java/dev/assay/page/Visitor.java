package dev.assay.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Somebody at the page, in one test: a profile of their own for each screen, watched while they are there.
public final class Visitor implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Browser browser;
    private final URI server;
    private final String token;
    private final Watch watch;
    private final Map<Look, BrowserContext> contexts = new EnumMap<>(Look.class);

    /// @param token that they have, and that their data is logged under
    public Visitor(Browser browser, URI server, String token) {
        this.browser = browser;
        this.server = server;
        this.token = token;
        this.watch = new Watch(server);
    }

    public URI server() {
        return server;
    }

    public String token() {
        return token;
    }

    /// For what the page is to show.
    public StoreClient store() {
        return new StoreClient(server, token);
    }

    public Page open(String path) {
        return open(Look.DESKTOP, path);
    }

    public Page open(Look look, String path) {
        Page page = at(look).newPage();
        page.navigate(path);
        return page;
    }

    /// The same, signed in.
    public Page openSignedIn(String path) {
        return openSignedIn(Look.DESKTOP, path);
    }

    public Page openSignedIn(Look look, String path) {
        signIn(look, token);
        return open(look, path);
    }

    /// As whoever has the token: the cookie is the browser's from then on.
    public void signIn(Look look, String other) {
        APIResponse answer = at(look).request()
                .post(
                        "/ui/api/session",
                        RequestOptions.create().setHeader("X-Assay-Page", "1").setData(Map.of("token", other)));
        assertThat(answer.status()).as("signing in: %s", answer.text()).isEqualTo(200);
    }

    /// The profile at this screen, with cookies of its own.
    public BrowserContext at(Look look) {
        return contexts.computeIfAbsent(look, this::newContext);
    }

    private BrowserContext newContext(Look look) {
        BrowserContext context = browser.newContext(look.options().setBaseURL(server.toString()));
        watch.on(context);
        return context;
    }

    /// [Watch#expect]
    public void expect(String pattern) {
        watch.expect(pattern);
    }

    /// The whole page, however long, as `target/screenshots/NAME.png`.
    public Path screenshot(Page page, String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("no name for a file: " + name);
        }
        Path file = SCREENSHOTS.resolve(name + ".png");
        page.screenshot(
                new ScreenshotOptions().setPath(file).setFullPage(true).setAnimations(ScreenshotAnimations.DISABLED));
        return file;
    }

    /// Everybody can use this page: axe-core finds nothing serious.
    public void assertAccessible(Page page) {
        assertThat(Accessibility.seriousFindings(page))
                .as("what axe-core finds on %s", page.url())
                .isEmpty();
    }

    /// Nothing sticks out of the screen to the side. A phone would show all of such a page smaller.
    public void assertFits(Page page) {
        assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
                .as("how wide %s is", page.url())
                .isLessThanOrEqualTo(page.viewportSize().width);
    }

    /// Each of these can be reached without scrolling anything to the side.
    public void assertWithin(Page page, Locator elements) {
        assertThat(elements.all()).isNotEmpty().allSatisfy(element -> {
            BoundingBox box = element.boundingBox();
            assertThat(box.x).isNotNegative();
            assertThat(box.x + box.width).isLessThanOrEqualTo(page.viewportSize().width);
        });
    }

    /// Nothing happened until now that must not; [#close] asks too.
    public void assertClean() {
        assertThat(findings()).as("what happened in the browser").isEmpty();
    }

    List<String> findings() {
        return watch.findings();
    }

    /// Pictures of all that is open, for whoever looks into a failure.
    void screenshotAll(String name) {
        contexts.forEach((look, context) -> {
            List<Page> pages = context.pages();
            for (int i = 0; i < pages.size(); i++) {
                screenshot(pages.get(i), name + "-" + look + "-" + i);
            }
        });
    }

    /// Fails if something happened that must not.
    @Override
    public void close() {
        try {
            assertClean();
        } finally {
            contexts.values().forEach(BrowserContext::close);
        }
    }
}
