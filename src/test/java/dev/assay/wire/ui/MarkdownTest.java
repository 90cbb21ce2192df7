package dev.assay.wire.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Scope;
import dev.assay.domain.Texts;
import dev.assay.wire.ui.Page.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people write is shown as they meant it, and does nothing.
class MarkdownTest {

    @TempDir
    private Path folder;

    @Test
    void isWrittenAsHtml() {
        assertThat(Markdown.html("# A *run*\n\n- `x`\n\n[docs](https://example.org/a?b=1&c=2)\n"))
                .isEqualTo("""
                        <h1>A <em>run</em></h1>
                        <ul>
                        <li><code>x</code></li>
                        </ul>
                        <p><a rel="noopener noreferrer nofollow" href="https://example.org/a?b=1&amp;c=2" target="_blank">docs</a></p>
                        """);
        assertThat(Markdown.html("| a | b |\n| --- | --: |\n| 1 | 2 |\n"))
                .contains("<table>", "<th>a</th>", "<td align=\"right\">2</td>");
    }

    /// Whatever is tried, nothing but elements without a say of their own comes out.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "a <svg/onload=alert(1)> b",
                "<a href=\"javascript:alert(1)\">x</a>",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](  java\tscript:alert(1))",
                "[x](<java\nscript:alert(1)>)",
                "[x](&#106;avascript:alert(1))",
                "[x](javascript&colon;alert(1))",
                "[x](\u0001javascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:msgbox(1))",
                "[x](https://a\"onmouseover=\"alert(1))",
                "[x](https://a 'b\" onmouseover=\"alert(1)')",
                "![x](javascript:alert(1))",
                "![x\" onerror=\"alert(1)](/api/assay/v1/experiments/e/images/a/1)",
                "![x](/api/assay/v1/experiments/e\"onerror=\"alert(1))",
                "<javascript:alert(1)>",
                "```<script>\nalert(1)\n```",
                "```x\" onclick=\"alert(1)\nalert(1)\n```",
                "[x]: javascript:alert(1)\n\n[x]",
                "| <script>alert(1)</script> |\n| --- |\n| <img src=x onerror=alert(1)> |",
                "<!-- --><iframe src=\"/\">",
            })
    void runsNothing(String hostile) {
        String html = Markdown.html(hostile);
        String markup = html.replaceAll("=\"[^\"<>]*\"", "=\"\"");
        assertThat(markup.replaceAll(">[^<]*<", "><"))
                .as(html)
                .doesNotContainIgnoringCase("<script", "<img src=x", "<svg", "<iframe")
                .doesNotContainPattern("(?i)<[^>]*\\son\\w+=");
        assertThat(html).doesNotContainPattern("(?i)(href|src)=\"[^\"]*(script|data):");
    }

    @Test
    void loadsImagesOfOurOwnAlone() {
        String own = "/api/assay/v1/experiments/ri.models.main.experiment.e/images/a/1";
        assertThat(Markdown.html("![a](" + own + ")")).isEqualTo("<p><img src=\"" + own + "\" alt=\"a\" /></p>\n");
        for (String foreign : new String[] {
            "https://evil.example/p.png", "//evil.example/p.png", "/\\evil.example/p.png", "data:image/png;base64,AA"
        }) {
            assertThat(Markdown.html("![a *b*](" + foreign + ")"))
                    .doesNotContain("<img")
                    .startsWith("<p><a ")
                    .contains(">a b</a>", "noreferrer");
        }
    }

    @Test
    void isAskedForByReaders() {
        try (Page page = Page.open(folder)) {
            String reader = "Bearer " + page.token(Scope.MODELS_READ);
            Answer answer = page.send("POST", "/ui/api/markdown", "{\"text\": \"*a*\"}", "Authorization", reader);
            assertThat(answer.json()).containsEntry("html", "<p><em>a</em></p>\n");
            assertThat(page.send("POST", "/ui/api/markdown", "{\"text\": \"\"}").status())
                    .isEqualTo(401);
            String long1 = "{\"text\": \"" + "x".repeat(Texts.VALUE_BYTES_MAX + 1) + "\"}";
            assertThat(page.send("POST", "/ui/api/markdown", long1, "Authorization", reader)
                            .body())
                    .contains("LimitReached");
            assertThat(page.send("POST", "/ui/api/markdown", "{\"txt\": \"\"}", "Authorization", reader)
                            .body())
                    .contains("unknown field");
        }
    }

    /// Deep nesting and long lines of brackets end soon, too.
    @Test
    void takesWhatMeansHarm() {
        for (String text :
                new String[] {"> ".repeat(20_000), "[".repeat(50_000), "*a ".repeat(20_000), "`".repeat(60_000)}) {
            assertThat(Markdown.html(text)).isNotEmpty();
        }
    }
}
