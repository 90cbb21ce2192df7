package dev.assay.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T read(String json, Function<JsonReader, T> value) {
        return Json.read(utf8(json), value);
    }

    private static void refuses(byte[] json, Function<JsonReader, ?> value, String where, String reason) {
        assertThatThrownBy(() -> Json.read(json, value)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.name()).isEqualTo("MalformedBody");
            assertThat(fault.args()).containsEntry("where", where);
            assertThat(fault.args().get("reason")).contains(reason);
        });
    }

    private static void refuses(String json, Function<JsonReader, ?> value, String reason) {
        refuses(utf8(json), value, "", reason);
    }

    /// Passes over everything, by the reader's own rules.
    private static boolean skip(JsonReader json) {
        json.skip();
        return true;
    }

    @Test
    void readsFieldsInTheOrderThatTheyStand() {
        List<String> seen = new ArrayList<>();
        read("{\"a\":[1,[2]],\"b\":{\"c\":\"x\"},\"d\":true,\"e\":null,\"😀\\ud83d\\ude00\":\"\"}", json -> {
            json.object(name -> {
                seen.add(name + " " + json.kind() + " " + json.where());
                if (json.kind() == JsonReader.Kind.ARRAY) {
                    json.array(() -> {
                        seen.add(json.kind() + " " + json.where());
                        json.skip();
                    });
                } else {
                    json.skip();
                }
            });
            return seen;
        });
        assertThat(seen)
                .containsExactly(
                        "a ARRAY /a",
                        "INTEGER /a/0",
                        "ARRAY /a/1",
                        "b OBJECT /b",
                        "d BOOL /d",
                        "e NULL /e",
                        "😀😀 TEXT /😀😀");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "\"-0\", 0",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "\"9223372036854775807\", 9223372036854775807",
        "9007199254740993, 9007199254740993"
    })
    void readsIntegersToTheEdges(String json, long value) {
        assertThat(read(json, JsonReader::int64)).isEqualTo(value);
        assertThat((long) Json.readLenient(utf8(json), JsonReader::int64)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1e3",
                "9223372036854775808",
                "-9223372036854775809",
                "\"9223372036854775808\"",
                "\"007\"",
                "\"+5\"",
                "\" 5\"",
                "\"\"",
                "\"1.0\"",
                "\"٣\"",
                "true",
                "null",
                "[]",
                "{}",
                "99999999999999999999999999999999999999999"
            })
    void refusesWhatIsNoInteger(String json) {
        refuses(json, JsonReader::int64, "int");
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1", "1e3, 1000", "1.7e12, 1700000000000", "-9.223372036854775808e18, -9223372036854775808"})
    void readsWholeNumbersInAnyNotationWhereItIsLenient(String json, long value) {
        assertThat((long) Json.readLenient(utf8(json), JsonReader::int64)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e999999999", "1e-999999999", "9.223372036854775808e18", "\"1.0\""})
    void refusesWhatIsNoWholeNumberEvenWhereItIsLenient(String json) {
        assertThatThrownBy(() -> Json.readLenient(utf8(json), JsonReader::int64))
                .isInstanceOf(Fault.class);
    }

    @Test
    void refusesIntegersPastInt32() {
        assertThat(read("-2147483648", JsonReader::int32)).isEqualTo(Integer.MIN_VALUE);
        refuses("2147483648", JsonReader::int32, "int32");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "-0, -0.0",
        "-0.0, -0.0",
        "\"-0\", -0.0",
        "1, 1.0",
        "9007199254740993, 9007199254740992.0",
        "18446744073709551616, 1.8446744073709552E19",
        "1e-400, 0.0",
        "-1e-400, -0.0",
        "4.9e-324, 4.9E-324",
        "1.7976931348623157e308, 1.7976931348623157E308",
        "\"0.25\", 0.25",
        "\"NaN\", NaN",
        "\"Infinity\", Infinity",
        "\"-Infinity\", -Infinity"
    })
    void readsDoubles(String json, double value) {
        assertThat(Double.doubleToRawLongBits(read(json, JsonReader::float64)))
                .isEqualTo(Double.doubleToRawLongBits(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e400",
                "-1e400",
                "\"1e400\"",
                "\"nan\"",
                "\"inf\"",
                "\"0x1p3\"",
                "\"1f\"",
                "\"1d\"",
                "\" 1\"",
                "\"\"",
                "\"+1\"",
                "\".5\"",
                "true",
                "null"
            })
    void refusesWhatIsNoDouble(String json) {
        refuses(json, JsonReader::float64, "a ");
    }

    @Test
    void refusesAnIntegerThatNoDoubleReaches() {
        refuses("1" + "0".repeat(400), JsonReader::float64, "range");
        refuses("1" + "0".repeat(Json.NUMBER_CHARS_MAX), JsonReader::float64, "limit");
    }

    @Test
    void keepsEveryDoubleToTheBitSeed20260101() {
        Random random = new Random(20260101);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(read(Double.toString(value), JsonReader::float64)).isEqualTo(value);
            }
        }
    }

    @Test
    void keepsTextsAsTheyCame() {
        assertThat(read("\"a\\u0000\\ud83d\\ude00 é 😀 e\u0301\"", JsonReader::text))
                .isEqualTo("a\0😀 é 😀 e\u0301");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\uDFFF\"",
                "\"\\udc00\\ud800\"",
                "\"\\uD83Dx\"",
                "{\"\\ud800\":1}",
                "[\"good\",{\"x\":\"\\uDabc\"}]"
            })
    void refusesHalfASurrogatePair(String json) {
        assertThatThrownBy(() -> read(json, JsonReaderTest::skip))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.text()).containsAnyOf("surrogate", "not JSON"));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        List<byte[]> bad = List.of(
                new byte[] {'"', (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xE0, (byte) 0x9F, (byte) 0xBF, '"'},
                new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xF0, (byte) 0x8F, (byte) 0xBF, (byte) 0xBF, '"'},
                new byte[] {'"', (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xF8, (byte) 0x90, (byte) 0x80, (byte) 0x80, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xE2, (byte) 0x82, '"'},
                new byte[] {'"', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', (byte) 0xE2});
        for (byte[] json : bad) {
            refuses(json, JsonReaderTest::skip, "", "UTF-8");
        }
    }

    @Test
    void refusesOtherEncodings() {
        assertThatThrownBy(() -> Json.read("[1]".getBytes(StandardCharsets.UTF_16), JsonReaderTest::skip))
                .isInstanceOf(Fault.class);
        assertThatThrownBy(() -> Json.read("[1]".getBytes(StandardCharsets.UTF_16LE), JsonReaderTest::skip))
                .isInstanceOf(Fault.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "[1 2]",
                "NaN",
                "Infinity",
                "01",
                "+1",
                ".5",
                "1.",
                "tru",
                "\"\t\"",
                "\"\\x\"",
                "[1]]",
                "1 2",
                "{} {}",
                "// c\n1",
                "]",
                "[}",
                "\"",
                "[\"a",
                "\"\\u12g4\""
            })
    void refusesWhatIsNotOneJsonValue(String json) {
        BiFunction<byte[], Function<JsonReader, Boolean>, Boolean> strict = Json::read;
        BiFunction<byte[], Function<JsonReader, Boolean>, Boolean> lenient = Json::readLenient;
        for (var rules : List.of(strict, lenient)) {
            assertThatThrownBy(() -> rules.apply(utf8(json), JsonReaderTest::skip))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.name()).isEqualTo("MalformedBody"));
        }
    }

    @Test
    void refusesWhatIsTooDeep() {
        String fits = "[".repeat(Json.DEPTH_MAX) + "]".repeat(Json.DEPTH_MAX);
        assertThat(read(fits, JsonReaderTest::skip)).isTrue();
        assertThatThrownBy(() -> read("[" + fits + "]", JsonReaderTest::skip))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("depth 64");
    }

    @Test
    void refusesANameThatComesTwice() {
        refuses(utf8("{\"a\":[0,{\"b\":1,\"c\":2,\"b\":3}]}"), JsonReaderTest::skip, "/a/1/b", "twice");
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 100; i++) {
            many.append("\"n").append(i).append("\":0,");
        }
        assertThat(read(many + "\"x\":0}", JsonReaderTest::skip)).isTrue();
        for (String again : List.of("n0", "n15", "n16", "n99")) {
            refuses(utf8(many + "\"" + again + "\":0}"), JsonReaderTest::skip, "/" + again, "twice");
        }
    }

    @Test
    void showsEveryValueOfANameWhereItIsLenient() {
        List<Long> seen = new ArrayList<>();
        Json.readLenient(utf8("{\"a\":1,\"a\":2}"), json -> {
            json.object(_ -> seen.add(json.int64()));
            return seen;
        });
        assertThat(seen).containsExactly(1L, 2L);
    }

    @Test
    void pointsToThePlace() {
        byte[] body = utf8("{\"metrics\":[{\"a/b~c\":1},{\"a/b~c\":\"x\"}]}");
        Function<JsonReader, Boolean> metrics = json -> {
            json.object(_ -> json.array(() -> json.object(_ -> json.int64())));
            return true;
        };
        refuses(body, metrics, "/metrics/1/a~1b~0c", "integer");
        refuses(
                body,
                json -> {
                    json.object(_ -> json.array(() -> {
                        json.object(_ -> json.skip());
                        throw json.missing("key");
                    }));
                    return true;
                },
                "/metrics/0/key",
                "missing");
    }

    @Test
    void looksAheadForTheVariantWithoutMoving() {
        String body = "[{\"value\":{\"type\":\"inner\"},\"other\":[\"type\"],\"type\":\"double\"},{\"type\":1},{}]";
        List<String> seen = new ArrayList<>();
        read(body, json -> {
            json.array(() -> {
                seen.add(json.peekText("type").orElse("none"));
                json.object(name -> {
                    seen.add(name);
                    json.skip();
                });
            });
            return seen;
        });
        assertThat(seen).containsExactly("double", "value", "other", "type", "none", "type", "none");
    }

    @Test
    void findsTheMistakeOfACallerThatForgetsAValue() {
        assertThatThrownBy(() -> read("{\"a\":1}", json -> {
                    json.object(_ -> {});
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("BUG")
                .hasMessageContaining("/a");
        assertThatThrownBy(() -> read("1", json -> json.int64() + json.int64()))
                .isInstanceOf(IllegalStateException.class);
    }
}
