package dev.assay.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecurringNamesTest {

    private final RecurringNames<String> known = new RecurringNames<>();

    @Test
    void knowsTheSameNamesInTheSameOrderOfTheSameModel() {
        known.keep(1, List.of("loss", "lr", "accuracy"), "kept");
        assertThat(known.find(1, List.of("loss", "lr", "accuracy"))).contains("kept");
        assertThat(known.find(2, List.of("loss", "lr", "accuracy"))).isEmpty();
        // Alike in all that chooses a place.
        assertThat(known.find(1, List.of("loss", "xx", "accuracy"))).isEmpty();
        assertThat(known.find(1, List.of("loss", "accuracy", "lr"))).isEmpty();
        assertThat(known.find(1, List.of("loss", "lr"))).isEmpty();
    }

    @Test
    void keepsWhatTheNamesWereThen() {
        List<String> names = new ArrayList<>(List.of("a", "b", "c"));
        known.keep(0, names, "kept");
        Collections.swap(names, 0, 1);
        assertThat(known.find(0, List.of("a", "b", "c"))).contains("kept");
        assertThat(known.find(0, names)).isEmpty();
    }

    @Test
    void holdsTheLastOfThoseThatFallTogether() {
        known.keep(0, List.of("a", "b", "z"), "first");
        known.keep(0, List.of("a", "c", "z"), "last");
        assertThat(known.find(0, List.of("a", "b", "z"))).isEmpty();
        assertThat(known.find(0, List.of("a", "c", "z"))).contains("last");
    }

    @Test
    void holdsNeitherNoneNorTooMany() {
        known.keep(0, List.of(), "none");
        assertThat(known.find(0, List.of())).isEmpty();
        List<String> many =
                IntStream.range(0, 2_001).mapToObj(Integer::toString).toList();
        known.keep(0, many, "many");
        assertThat(known.find(0, many)).isEmpty();
        known.keep(0, many.subList(1, 2_001), "fewer");
        assertThat(known.find(0, many.subList(1, 2_001))).contains("fewer");
    }
}
