package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class TextTestTest {

    @Test
    void likeIsSqls() {
        assertThat(like("a%", "abc")).isTrue();
        assertThat(like("a_c", "abc")).isTrue();
        assertThat(like("a_c", "a\uD83D\uDE00c")).isTrue();
        assertThat(like("%", "")).isTrue();
        assertThat(like("", "a")).isFalse();
        assertThat(like("A%", "abc")).isFalse();
        assertThat(like("a%", "a\nb")).isTrue();
        assertThat(new TextTest.Like("STRASSE%É", true).holds("strasse 7 é")).isTrue();
    }

    @Test
    void likeMatchesAsARegularExpressionWould() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 20_000; i++) {
            String pattern = word(random, "ab%_", 8);
            String text = word(random, "ab", 10);
            String regex = Pattern.quote(pattern).replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q");
            assertThat(like(pattern, text)).as(pattern + " " + text).isEqualTo(text.matches(regex));
        }
    }

    @Test
    void noPatternExplodes() {
        String text = "a".repeat(20_000);
        Assertions.assertThatNoException()
                .isThrownBy(() -> org.junit.jupiter.api.Assertions.assertTimeout(
                        Duration.ofSeconds(5), () -> like("%a".repeat(200) + "b", text)));
    }

    @Test
    void textsAreOrderedAsTheirUtf8() {
        List<String> ordered = List.of("", "a", "ab", "b", "\uE000", "\uFFFD", "\uD83D\uDE00", "\uD83D\uDE01");
        for (String one : ordered) {
            for (String other : ordered) {
                assertThat(Integer.signum(CodePoints.compare(one, other)))
                        .isEqualTo(Integer.compare(ordered.indexOf(one), ordered.indexOf(other)));
            }
        }
    }

    private static boolean like(String pattern, String text) {
        return new TextTest.Like(pattern, false).holds(text);
    }

    private static String word(SplittableRandom random, String letters, int lengthMax) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(lengthMax + 1); i > 0; i--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
