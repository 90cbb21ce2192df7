package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "12h, 2026-02-01T00:00:00Z",
        "1d, 2026-02-01T12:00:00Z",
        "2w, 2026-02-14T12:00:00Z",
        "2026-02-01, 2026-02-01T00:00:00Z",
        "2026-01-31T12:00:00.001Z, 2026-01-31T12:00:00.001Z"
    })
    void readsSpansDatesAndInstants(String text, Instant end) {
        assertThat(Expiry.parse(text, NOW)).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0d", "-1d", "30", "30m", "1y", "123456d", "tomorrow", "2026-02-30", "2026-02-01T00:00"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Expiry.parse(text, NOW))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("30d");
    }

    @Test
    void refusesWhatIsPast() {
        assertThatThrownBy(() -> Expiry.parse("2026-01-31", NOW)).hasMessageContaining("past");
        assertThatThrownBy(() -> Expiry.parse("2026-01-31T12:00:00Z", NOW)).hasMessageContaining("past");
    }
}
