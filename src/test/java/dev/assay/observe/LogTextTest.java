package dev.assay.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {

    @Test
    void leavesOrdinaryTextAlone() {
        assertThat(LogText.of("train/loss é 漢 😀")).isEqualTo("train/loss é 漢 😀");
    }

    @Test
    void showsWhatCouldForgeALineAsANumber() {
        assertThat(LogText.of("a\nINFO b\r\u001b[2J\u2028\u202e\ud800"))
                .isEqualTo("a\\u{a}INFO b\\u{d}\\u{1b}[2J\\u{2028}\\u{202e}\\u{d800}");
    }

    @Test
    void cutsWhatIsLongerThanALine() {
        assertThat(LogText.of("😀".repeat(LogText.CHARS_MAX))).isEqualTo("😀".repeat(LogText.CHARS_MAX));
        assertThat(LogText.of("😀".repeat(LogText.CHARS_MAX + 1))).isEqualTo("😀".repeat(LogText.CHARS_MAX) + "…");
    }
}
