package dev.assay.wire.mlflow;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeysTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "train/loss", "größe x:y", "a.b-c_d", "a/.b", "7", ".a", " "})
    void takes(String key) {
        assertThatCode(() -> Keys.require("key", key)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a*b", "a\nb", "a\n", "a//b", "a/", "/a", ".", "..", "..a", "a/./b", "a/../b", "a\\b"})
    void refuses(String key) {
        assertThatThrownBy(() -> Keys.require("key", key)).isInstanceOf(Fault.class);
    }
}
