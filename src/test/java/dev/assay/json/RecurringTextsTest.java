package dev.assay.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurringTextsTest {

    private final RecurringTexts texts = new RecurringTexts();

    private List<String> read(String json) {
        List<String> read = new ArrayList<>();
        RecurringTexts.Place place = texts.begin();
        return Json.read(json.getBytes(UTF_8), reader -> {
            reader.array(() -> read.add(reader.recurringText(place)));
            return read;
        });
    }

    @Test
    void readsTextsAsTheyCameInWhateverOrder() {
        String long1 = "x".repeat(1_000);
        for (int i = 0; i < 2; i++) {
            assertThat(read("[\"a\",\"b\",\"c\"]")).containsExactly("a", "b", "c");
            assertThat(read("[\"b\",\"a\",\"a\",\"ab\",\"\"]")).containsExactly("b", "a", "a", "ab", "");
            assertThat(read("[\"\\u00e9\",\"é\",\"\\ud83d\\ude00\",\"" + long1 + "\"]"))
                    .containsExactly("é", "é", "😀", long1);
        }
    }

    @Test
    void makesNoSecondStringOfATextThatCameBefore() {
        List<String> first = read("[\"loss\",\"accuracy\"]");
        List<String> again = read("[\"accuracy\",\"loss\"]");
        assertThat(again.get(1)).isSameAs(first.get(0));
        assertThat(again.get(0)).isSameAs(first.get(1));
    }

    @Test
    void staysRightWhenItForgets() {
        for (int i = 0; i < 50_000; i += 500) {
            StringBuilder json = new StringBuilder("[\"first\"");
            for (int k = i; k < i + 500; k++) {
                json.append(",\"text ").append(k).append('"');
            }
            List<String> read = read(json.append(']').toString());
            assertThat(read).hasSize(501).startsWith("first", "text " + i).endsWith("text " + (i + 499));
        }
    }

    @Test
    void refusesWhatTextRefuses() {
        assertThatThrownBy(() -> read("[1]"))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.args().toString()).contains("not a string"));
        assertThatThrownBy(() -> read("[\"\\ud800\"]")).isInstanceOf(Fault.class);
    }
}
