package dev.assay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PickleTest {

    /// What Python's `pickletools` shows as a dict of one name and a list of floats.
    @Test
    void isADictWithOneList() {
        String pickle = Pickle.of("weights", new double[] {0.5, -1e-5});
        assertThat(new String(Base64.getDecoder().decode(pickle), StandardCharsets.US_ASCII))
                .isEqualTo("(dVweights\n(lF0.5\naF-1.0E-5\nas.");
    }
}
