package dev.assay.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.ParameterValue.Bool;
import dev.assay.domain.ParameterValue.Datetime;
import dev.assay.domain.ParameterValue.Dbl;
import dev.assay.domain.ParameterValue.Int;
import dev.assay.domain.ParameterValue.Str;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterValueTest {

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "false", "False"})
    void readsABoolean(String text) {
        assertThat(ParameterValue.read(text)).isEqualTo(new Bool(text.equalsIgnoreCase("true"), text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "42", "9223372036854775807", "-9223372036854775808"})
    void readsAnInteger(String text) {
        assertThat(ParameterValue.read(text)).isEqualTo(new Int(Long.parseLong(text), text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "1.", "-0.0", "1e-3", "1E+5", "0e0", "4.9E-324", "1.7976931348623157E308"})
    void readsADouble(String text) {
        assertThat(ParameterValue.read(text)).isEqualTo(new Dbl(Double.parseDouble(text), text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "TRUE",
                "007",
                "-0",
                "+1",
                "9223372036854775808",
                ".5",
                "1e400",
                "NaN",
                "None",
                "0x1p3",
                "1.5f",
                "2024-01-01",
                "1_000",
                "١"
            })
    void readsAllElseAsAString(String text) {
        assertThat(ParameterValue.read(text)).isEqualTo(new Str(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "inf", "-inf"})
    void readsPythonsWordsForWhatIsNoNumber(String text) {
        assertThat(ParameterValue.read(text))
                .isInstanceOfSatisfying(
                        Dbl.class,
                        value -> assertThat(Double.isFinite(value.value())).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {0.0, -0.0, 1.0, 1e-3, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY})
    void writesADoubleSoThatItReadsBackToTheBit(double value) {
        assertThat(ParameterValue.read(new Dbl(value).text())).isEqualTo(new Dbl(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2003-05-06T12:34:56.789Z", "2024-02-29T00:00:00+05:30", "9999-12-31T23:59:59.999999999Z"})
    void takesADatetimeThatEveryClientReads(String text) {
        assertThat(Datetime.find(text)).map(Datetime::text).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2003-05-06", "2003-05-06T12:34:56", "+10000-01-01T00:00:00Z", "2003-05-06T12:34:56+01:00:01"})
    void refusesADatetimeThatSomeClientCannotRead(String text) {
        assertThat(Datetime.find(text)).isEmpty();
    }
}
