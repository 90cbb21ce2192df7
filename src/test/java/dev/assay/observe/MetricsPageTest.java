package dev.assay.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page that people look metrics up in says what the server shows.
class MetricsPageTest {

    private static final Path PAGE = Path.of("docs/reference/metrics.md");
    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) (\\S+)$", Pattern.MULTILINE);

    @Test
    void showsEveryMetricAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(Metric.values()).map(MetricsPageTest::row).toList());
    }

    @Test
    void isInTheOrderOfTheAnswer() {
        List<String> shown = TYPE.matcher(new Metrics().text())
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();
        assertThat(shown)
                .containsExactlyElementsOf(Arrays.stream(Metric.values())
                        .map(metric -> metric.text() + " " + metric.type().text())
                        .toList());
    }

    private static String row(Metric metric) {
        return "| `%s` | %s | %s | %s |"
                .formatted(metric.text(), metric.type().text(), metric.labels(), metric.meaning());
    }
}
