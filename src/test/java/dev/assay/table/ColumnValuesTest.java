package dev.assay.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Artifact.ColumnType;
import dev.assay.domain.ParameterValue;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ColumnValuesTest {

    private static final String LETTERS = "-019.e+t";

    @Test
    void readsEveryShortTextAsTheGrammarOfParametersDoes() {
        int texts = 1;
        for (int length = 1; length <= 6; length++) {
            texts *= LETTERS.length();
            for (int i = 0; i < texts; i++) {
                assertReadsByTheGrammar(text(i, length));
            }
        }
    }

    @Test
    void readsLongNumbersAsTheGrammarOfParametersDoes() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            String digits = text(random.nextLong(), 1 + random.nextInt(2)) + random.nextLong();
            assertReadsByTheGrammar(digits.substring(random.nextInt(3)));
            assertReadsByTheGrammar(digits + "." + random.nextLong(1L << random.nextInt(1, 63)));
            assertReadsByTheGrammar("0." + "3".repeat(random.nextInt(1_100)));
            assertReadsByTheGrammar("7".repeat(1 + random.nextInt(1_100)) + ".5");
        }
    }

    private static void assertReadsByTheGrammar(String text) {
        ColumnValues values = new ColumnValues();
        values.takeText(text.toCharArray(), text.length());
        ColumnType expected = switch (ParameterValue.read(text)) {
            case ParameterValue.Bool bool -> ColumnType.BOOLEAN;
            case ParameterValue.Int integer -> ColumnType.INTEGER;
            case ParameterValue.Dbl dbl -> ColumnType.DOUBLE;
            case ParameterValue.Datetime datetime -> ColumnType.STRING;
            case ParameterValue.Str string -> ColumnType.STRING;
        };
        if (values.type(ColumnType.STRING) != expected) {
            assertThat(values.type(ColumnType.STRING)).as(text).isEqualTo(expected);
        }
    }

    private static String text(long number, int length) {
        StringBuilder text = new StringBuilder();
        for (long left = number; text.length() < length; left >>>= 3) {
            text.append(LETTERS.charAt((int) (left & 7)));
        }
        return text.toString();
    }
}
