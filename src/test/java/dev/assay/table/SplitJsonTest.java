package dev.assay.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Artifact.Column;
import dev.assay.domain.Artifact.ColumnType;
import dev.assay.domain.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What pandas writes with `orient="split"`, as JSON lines.
class SplitJsonTest {

    private static final long ROWS = 2_000_000;

    private static String lines(String json) throws IOException {
        return new String(new SplitJson(source(json)).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static InputStream source(String json) {
        return new TricklingInputStream(json.getBytes(StandardCharsets.UTF_8), new Random(7));
    }

    @Test
    void gainsALineForEachRow() throws IOException {
        assertThat(lines("""
                {"columns":["text","n","\\u00fc \\"x\\"", 7],
                 "data":[["a",1,null,true],["\\u00e9\\n",-0.0,{"type":"image","of":[1,{}]},[]]]}""")).isEqualTo("""
                {"text":"a","n":1,"ü \\"x\\"":null,"7":true}
                {"text":"é\\n","n":-0.0,"ü \\"x\\"":{"type":"image","of":[1,{}]},"7":[]}
                """);
    }

    @Test
    void keepsTheTextOfEveryNumber() throws IOException {
        String numbers = "9007199254740993,1e-7,0.10,123456789012345678901234567890,1.5E+300";
        assertThat(lines("{\"columns\":[1,2,3,4,5],\"index\":[0],\"data\":[[" + numbers + "]]}"))
                .isEqualTo("{\"1\":9007199254740993,\"2\":1e-7,\"3\":0.10,\"4\":123456789012345678901234567890,"
                        + "\"5\":1.5E+300}\n");
    }

    @Test
    void isATableOfAnySizeInBoundedMemory() throws IOException {
        byte[] head = "{\"columns\":[\"a\",\"b\"],\"data\":[[0,0.5]".getBytes(StandardCharsets.UTF_8);
        byte[] row = ",[1,1.5]".getBytes(StandardCharsets.UTF_8);
        InputStream rows = new RepeatedInputStream(head, row, ROWS);
        TableSummary summary = TableReader.jsonLines(new SplitJson(new SequenceInputStream(rows, source("]}"))));
        assertThat(summary.rowCount()).isEqualTo(ROWS + 1);
        assertThat(summary.columns())
                .containsExactly(new Column("a", ColumnType.INTEGER), new Column("b", ColumnType.DOUBLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"columns\":[\"a\"]}",
                "{\"data\":[[1]],\"columns\":[\"a\"]}",
                "{\"columns\":[],\"data\":[[]]}",
                "{\"columns\":[[\"a\"]],\"data\":[[1]]}",
                "{\"columns\":\"a\",\"data\":[[1]]}",
                "{\"columns\":[\"a\"],\"data\":{}}",
                "{\"columns\":[\"a\"],\"data\":[[1],2]}",
                "{\"columns\":[\"a\"],\"data\":[[]]}",
                "{\"columns\":[\"a\"],\"data\":[[1,2]]}",
                "{\"columns\":[\"a\"],\"data\":[[1]",
                "{\"columns\":[\"a\"],\"data\":[[1]]} {}",
                "{\"columns\":[\"a\"],\"data\":[[NaN]]}",
                "{\"columns\":[\"a\"],\"data\":[[{\"x\":1,\"x\":2}]]}"
            })
    void isRefusedWhereItIsNoTable(String json) {
        assertMalformed(json);
    }

    private static void assertMalformed(String json) {
        assertThatThrownBy(() -> lines(json))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.name()).isEqualTo("MalformedBody"));
    }

    @Test
    void refusesNamesPastTheLimit() {
        assertMalformed("{\"columns\":[\"" + "x".repeat(1 << 20) + "\",\"y\"],\"data\":[]}");
    }

    @Test
    void refusesACellPastTheLimit() {
        assertMalformed("{\"columns\":[1],\"data\":[[\"" + "x".repeat((8 << 20) + 1) + "\"]]}");
    }

    @Test
    void refusesARowPastTheLimit() {
        String cell = "\"" + "x".repeat(1 << 20) + "\",";
        String json = "{\"columns\":[1,2,3,4,5,6,7,8,9],\"data\":[[" + cell.repeat(8) + "0]]}";
        assertMalformed(json);
    }
}
