package dev.assay.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A running Chromium without a window. It finds no host but this machine, and belongs to the thread that started it.
public final class Chromium implements AutoCloseable {

    private static final int NOT_TO_BE_HAD = 3;

    /// The machine may build something else meanwhile.
    private static final double PATIENCE_MS = 20_000;
    private static final List<String> OPTIONS =
            List.of("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");

    /// What `scripts/chromium` says: where a Chromium is, or why there is none.
    public sealed interface Found {

        record At(Path path) implements Found {}

        record Nowhere(String reason) implements Found {}
    }

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// Installs one where there is none and that can be done, which takes a minute.
    public static Found find() {
        try {
            Process script = new ProcessBuilder("scripts/chromium").start();
            String path = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            String said = new String(script.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return switch (script.waitFor()) {
                case 0 -> new Found.At(Path.of(path));
                case NOT_TO_BE_HAD -> new Found.Nowhere(said.lines().reduce("", (_, line) -> line));
                default -> throw new IllegalStateException(said);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for a Chromium", e);
        }
    }

    public static Chromium start(Path executable) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            Browser browser = playwright
                    .chromium()
                    .launch(new LaunchOptions().setExecutablePath(executable).setArgs(OPTIONS));
            return new Chromium(playwright, browser);
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
