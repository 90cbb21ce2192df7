package dev.assay.table;

import static dev.assay.domain.Artifact.TableFormat.JSON_LINES;
import static dev.assay.table.TableAssert.assertReadsOrRefusesEverySpoiledTwin;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JsonLinesTest {

    @Test
    void readsRowsAndTypes() throws Exception {
        assertReads("""
                {"flag":true,"count":1,"loss":0.5,"name":"adam","more":{"a":[1,{"b":"c"}]}}
                {"flag":false,"count":-2,"loss":1e-3,"name":"","more":[]}
                """, "2 rows: flag BOOLEAN, count INTEGER, loss DOUBLE, name STRING, more ANY");
    }

    @Test
    void takesTheColumnsInTheOrderOfTheirFirstAppearance() throws Exception {
        assertReads("{\"b\":1}\n{}\n{\"a\":\"x\",\"b\":2,\"c\":null}\n", "3 rows: b INTEGER, a STRING, c ANY");
    }

    @Test
    void takesMixedColumnsForAny() throws Exception {
        assertReads("{\"a\":1}\n{\"a\":\"1\"}", "2 rows: a ANY");
        assertReads("{\"a\":1}\n{\"a\":true}", "2 rows: a ANY");
        assertReads("{\"a\":[]}\n{\"a\":{}}", "2 rows: a ANY");
        assertReads("{\"a\":null}\n{\"a\":true}", "2 rows: a BOOLEAN");
    }

    @Test
    void readsNumbersWithoutLoss() throws Exception {
        assertReads("{\"a\":1}\n{\"a\":0.5}", "2 rows: a DOUBLE");
        assertReads("{\"a\":1}\n{\"a\":-0}", "2 rows: a DOUBLE");
        assertReads("{\"a\":0}", "1 rows: a INTEGER");
        assertReads("{\"a\":9007199254740993}\n{\"a\":0.5}", "2 rows: a ANY");
        assertReads("{\"a\":9223372036854775807}\n{\"a\":-9223372036854775808}", "2 rows: a INTEGER");
        assertReads("{\"a\":9223372036854775808}", "1 rows: a ANY");
        assertReads("{\"a\":1e999}", "1 rows: a ANY");
        assertReads("{\"a\":1e-999}", "1 rows: a DOUBLE");
    }

    @Test
    void passesOverBlankLines() throws Exception {
        assertReads("", "0 rows: ");
        assertReads("\n \t\r\n{\"a\":1}\r\n\n  {\"a\":2}  \n", "2 rows: a INTEGER");
    }

    @Test
    void refusesLinesThatAreNoObject() {
        assertMalformed("{}\n[1]\n", "line 2", "not a JSON object");
        assertMalformed("{}\n1\n", "line 2", "not a JSON object");
        assertMalformed("{} {}\n", "line 1", "more after");
        assertMalformed("{}\r{}\n", "line 1", "more after");
        assertMalformed("{},\n", "line 1", "");
        assertMalformed("{\"a\":1\n}\n", "line 1", "");
        assertMalformed("{\"a\":NaN}\n", "line 1", "NaN");
        assertMalformed("{\"a\":01}\n", "line 1", "");
        assertMalformed("{'a':1}\n", "line 1", "");
        assertMalformed("{\"a\":1,}\n", "line 1", "");
        assertMalformed("{\"a\":1}//\n", "line 1", "");
        assertMalformed("\uFEFF{}", "line 1", "");
        assertMalformed("{\"a\":\"\t\"}", "line 1", "");
    }

    @Test
    void refusesNamesThatAreNone() {
        assertMalformed("{\"\":1}", "line 1", "empty");
        assertMalformed("{}\n{\"a\":1,\"b\":1,\"a\":1}", "line 2", "Duplicate");
        assertMalformed("{\"x\":{\"a\":1,\"\\u0061\":1}}", "line 1", "Duplicate");
        assertMalformed("{\"a\\u0000\":1}", "line 1", "U+0000");
    }

    @Test
    void refusesWhatIsNoUtf8() throws Exception {
        TableAssert.assertMalformed(
                JSON_LINES, "{}\n{\"a\":\"\u00ed\u00a0\u0080\"}".getBytes(ISO_8859_1), "line 2", "not UTF-8");
        assertMalformed("{\"a\":\"\\ud83d\"}", "line 1", "surrogate");
        assertMalformed("{\"a\":\"\\ude00\\ud83d\"}", "line 1", "surrogate");
        assertMalformed("{\"\\ud83d\":1}", "line 1", "surrogate");
        assertMalformed("{\"a\":[{\"b\":\"\\ud83d\"}]}", "line 1", "surrogate");
        assertMalformed("{\"a\":[{\"\\ud83d\":1}]}", "line 1", "surrogate");
        assertReads("{\"\\ud83d\\ude00\":\"\\ud83d\\ude00😀\"}", "1 rows: 😀 STRING");
    }

    @Test
    void refusesWhatIsPastALimit() throws Exception {
        int deepest = TableReader.JSON_DEPTH_MAX - 1;
        assertReads("{\"a\":" + "[".repeat(deepest) + "]".repeat(deepest) + "}", "1 rows: a ANY");
        assertMalformed("{\"a\":" + "[".repeat(deepest + 1) + "]".repeat(deepest + 1) + "}", "line 1", "depth");
        assertMalformed("{\"a\":" + "9".repeat(2_000) + "}", "line 1", "");
        assertMalformed("{}\n" + " ".repeat(TableReader.LINE_CHARS_MAX + 1), "line 2", "characters");
        String widest = IntStream.range(0, TableReader.COLUMNS_MAX)
                .mapToObj(i -> "\"c" + i + "\":1")
                .collect(Collectors.joining(","));
        assertThat(TableAssert.read(JSON_LINES, "{" + widest + "}")).startsWith("1 rows: c0 INTEGER, c1 INTEGER");
        assertMalformed("{" + widest + "}\n{\"x\":1}", "line 2", "columns");
    }

    @Test
    void readsOrRefusesWhateverIsSpoiled() {
        byte[] table = """
                {"flag":true,"n":-12,"loss":1.5e-3,"s":"a\\u00e9\\ud83d\\ude00\\n","t":"é😀","none":null}
                {"more":{"a":[1,{"b":"c","d":false}]},"flag":false}
                """.getBytes(UTF_8);
        assertReadsOrRefusesEverySpoiledTwin(JSON_LINES, table, new Random(1));
    }

    @Test
    void readsWhatComesInPieces() throws Exception {
        byte[] table = "{\"ä😀\":\"😀\"}\r\n{\"ä😀\":\"é\"}".getBytes(UTF_8);
        for (long seed = 0; seed < 50; seed++) {
            TableSummary summary = TableReader.jsonLines(new TricklingInputStream(table, new Random(seed)));
            assertThat(summary.rowCount()).isEqualTo(2);
            assertThat(summary.columns().getFirst().name()).isEqualTo("ä😀");
        }
    }

    private static void assertReads(String lines, String expected) throws IOException {
        assertThat(TableAssert.read(JSON_LINES, lines)).isEqualTo(expected);
    }

    private static void assertMalformed(String lines, String where, String reason) {
        TableAssert.assertMalformed(JSON_LINES, lines, where, reason);
    }
}
