package dev.assay.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `-Dassay.fuzz.rounds=10000000` makes it long.
class ArrowPointsFuzzTest {

    private static final int ROUNDS = Integer.getInteger("assay.fuzz.rounds", 5_000);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void readsOrRefusesWhateverComes(long seed) {
        ArrowPointsFuzz fuzz = new ArrowPointsFuzz(seed);
        fuzz.run(ROUNDS);
        assertThat(fuzz.refused()).isGreaterThan(ROUNDS / 4);
        assertThat(fuzz.read()).isGreaterThan(ROUNDS / 20);
    }
}
