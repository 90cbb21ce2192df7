package dev.assay.page;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What axe-core finds on a page. It looks at the page's own document: what stands in a frame came from elsewhere.
public final class Accessibility {

    private static final String AXE = script();
    private static final String SERIOUS = """
            async () => {
              const result = await axe.run(document, { iframes: false, resultTypes: ['violations'] });
              return result.violations
                .filter(found => found.impact === 'serious' || found.impact === 'critical')
                .flatMap(found => found.nodes.map(node =>
                  `${found.impact} ${found.id}: ${found.help}: ${node.target.join(' ')}: ${node.html}`));
            }""";

    private Accessibility() {}

    /// Its serious and critical findings, a line for each element.
    public static List<String> seriousFindings(Page page) {
        if (page.evaluate("() => typeof axe") instanceof String type && type.equals("undefined")) {
            page.evaluate(AXE);
        }
        return ((List<?>) page.evaluate(SERIOUS))
                .stream().map(String.class::cast).toList();
    }

    private static String script() {
        try (InputStream script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
            if (script == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
