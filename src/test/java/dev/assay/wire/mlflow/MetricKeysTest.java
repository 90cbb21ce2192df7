package dev.assay.wire.mlflow;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricKeysTest {

    private final MetricKeys keys = new MetricKeys();

    @Test
    void refusesAKeyAmongThoseThatPassedBefore() {
        keys.require(List.of("loss", "lr", "accuracy"));
        assertThatCode(() -> keys.require(List.of("loss", "lr", "accuracy"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> keys.require(List.of("loss", "../lr", "accuracy")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("metric key");
    }

    @Test
    void refusesTheSameKeysEachTime() {
        List<String> wrong = List.of("loss", "a\tb");
        assertThatThrownBy(() -> keys.require(wrong)).isInstanceOf(Fault.class);
        assertThatThrownBy(() -> keys.require(wrong)).isInstanceOf(Fault.class);
    }
}
