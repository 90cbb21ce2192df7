package dev.assay.wire.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.wire.ui.Page.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a browser loads before anything is asked.
class ShellTest {

    private static final Pattern LOADED = Pattern.compile("(?:href|src)=\"(/ui/assets/[^\"]+)\"");
    private static final Pattern LOADED_LATER = Pattern.compile("\"(?:\\./)?([a-z-]+\\.(?:js|css))\"");
    private static final Pattern FIRST =
            Pattern.compile("<script data-base=\"(/ui/assets/[0-9a-f]{12}/)\">(.*?)</script>", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theDocumentAdmitsItsOwnScriptsAlone() throws NoSuchAlgorithmException {
        try (Page page = Page.open(folder)) {
            Answer shell = page.send("GET", "/", "");
            assertThat(shell.status()).isEqualTo(200);
            assertThat(shell.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
            Matcher first = FIRST.matcher(shell.body());
            assertThat(first.find()).isTrue();
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(first.group(2).getBytes(StandardCharsets.UTF_8));
            assertThat(shell.header("Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self' 'sha256-"
                            + Base64.getEncoder().encodeToString(digest) + "'; style-src 'self'; ")
                    .doesNotContain("unsafe", "http:", "https:", "*");
            assertThat(shell.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(shell.body().replace(first.group(), "")).doesNotContain("<script>", "style=\"", "://");
        }
    }

    /// A page costs a script and perhaps a style sheet; what the script names is in the same folder.
    @Test
    void aPageIsAFile() {
        try (Page page = Page.open(folder)) {
            Matcher first = FIRST.matcher(page.send("GET", "/", "").body());
            assertThat(first.find()).isTrue();
            String app = page.send("GET", first.group(1) + "app.js", "").body();
            Set<String> loaded = LOADED_LATER
                    .matcher(app)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(loaded)
                    .contains("experiments.js", "experiments.css", "experiment.js", "models.js", "settings.js")
                    .hasSizeLessThan(14);
            for (String file : loaded) {
                Answer answer = page.send("GET", first.group(1) + file, "");
                assertThat(answer.status()).as(file).isEqualTo(200);
                assertThat(answer.body()).as(file).doesNotContain("import(");
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
            assertThat(files).hasSize(2).anyMatch(file -> file.endsWith("/app.js"));
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
                    "none.js",
                    "experiments/page.js",
                    "LICENSE",
                    "..%2Fmigrations%2FV1__store.sql",
                    "lib",
                    "lib/",
                    "%00")) {
                Answer answer = page.send("GET", base + path, "");
                assertThat(answer.status()).as(path).isBetween(400, 404);
            }
            Answer old = page.send("GET", "/ui/assets/000000000000/app.js", "");
            assertThat(old.status()).isEqualTo(404);
            assertThat(old.body()).contains("ApiNotFound");
        }
    }
}
