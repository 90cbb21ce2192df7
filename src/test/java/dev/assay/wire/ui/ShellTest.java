package dev.assay.wire.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.json.JsonTree;
import dev.assay.wire.ui.Page.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a browser loads before anything is asked.
class ShellTest {

    private static final Pattern LOADED = Pattern.compile("(?:href|src)=\"(/ui/assets/[^\"]+)\"");
    private static final Pattern NEEDS =
            Pattern.compile("<script type=\"application/json\" id=\"needs\">(.*?)</script>");
    private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>");

    @TempDir
    Path folder;

    @Test
    void theDocumentAdmitsItsOwnScriptsAlone() throws NoSuchAlgorithmException {
        try (Page page = Page.open(folder)) {
            Answer shell = page.send("GET", "/", "");
            assertThat(shell.status()).isEqualTo(200);
            assertThat(shell.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
            Matcher map = IMPORT_MAP.matcher(shell.body());
            assertThat(map.find()).isTrue();
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(shell.header("Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self' 'sha256-"
                            + Base64.getEncoder().encodeToString(digest) + "'; style-src 'self'; ")
                    .doesNotContain("unsafe", "http:", "https:", "*");
            assertThat(shell.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(shell.body().replace(map.group(), "")).doesNotContain("<script>", "style=\"", "://");
        }
    }

    @Test
    void namesWhatEachPageNeeds() {
        try (Page page = Page.open(folder)) {
            String shell = page.send("GET", "/", "").body();
            Matcher needs = NEEDS.matcher(shell);
            assertThat(needs.find()).isTrue();
            Map<String, Object> byPage = JsonTree.readObject(needs.group(1));
            assertThat(byPage.get("experiments/page.js"))
                    .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                    .contains("experiments/page.css", "experiments/table.js", "experiments/rows.js")
                    .doesNotContain("experiments/page.js", "lib/dom.js", "experiments/column-chooser.js");
            String base = LOADED.matcher(shell)
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1)
                    .replaceAll("[^/]+$", "");
            for (String module : byPage.keySet()) {
                assertThat(page.send("GET", base + module, "").status())
                        .as(module)
                        .isEqualTo(200);
                for (Object file : (List<?>) byPage.get(module)) {
                    assertThat(page.send("GET", base + file, "").status())
                            .as("%s", file)
                            .isEqualTo(200);
                }
            }
        }
    }

    @Test
    void everyFileThatItNamesIsServedForGood() {
        try (Page page = Page.open(folder)) {
            List<String> files = LOADED.matcher(page.send("GET", "/", "").body())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(files).hasSizeGreaterThan(10).anyMatch(file -> file.endsWith("preact.module.js"));
            for (String file : files) {
                Answer asset = page.send("GET", file, "");
                assertThat(asset.status()).as(file).isEqualTo(200);
                assertThat(asset.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
                assertThat(asset.header("Content-Encoding")).isEmpty();
                Answer packed = page.send("GET", file, "", "Accept-Encoding", "br, gzip;q=0.5");
                assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
            }
        }
    }

    @Test
    void thereIsNoOtherFile() {
        try (Page page = Page.open(folder)) {
            String shell = page.send("GET", "/", "").body();
            MatchResult one = LOADED.matcher(shell).results().findFirst().orElseThrow();
            String base = one.group(1).substring(0, "/ui/assets/123456789012/".length());
            for (String path : List.of(
                    "none.js", "vendor/preact/LICENSE", "..%2Fmigrations%2FV1__store.sql", "lib", "lib/", "%00")) {
                Answer answer = page.send("GET", base + path, "");
                assertThat(answer.status()).as(path).isBetween(400, 404);
            }
            Answer old = page.send("GET", "/ui/assets/000000000000/app.js", "");
            assertThat(old.status()).isEqualTo(404);
            assertThat(old.body()).contains("ApiNotFound");
        }
    }
}
