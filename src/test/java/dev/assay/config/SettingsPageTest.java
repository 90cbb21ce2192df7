package dev.assay.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The page that people look settings up in says what the program does.
class SettingsPageTest {

    private static final Path PAGE = Path.of("docs/reference/settings.md");

    @Test
    void showsEverySettingAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Setting.values())
                        .map(SettingsPageTest::row)
                        .toList());
    }

    private static String row(Setting setting) {
        String standing = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
        return String.join(
                " | ",
                "| `" + setting.text() + "`",
                "`" + setting.variable() + "`",
                setting.kind().text(),
                standing,
                setting.meaning() + " |");
    }
}
