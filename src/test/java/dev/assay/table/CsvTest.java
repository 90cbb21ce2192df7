package dev.assay.table;

import static dev.assay.domain.Artifact.TableFormat.CSV;
import static dev.assay.table.TableAssert.assertReadsOrRefusesEverySpoiledTwin;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.assay.domain.Artifact.Column;
import dev.assay.domain.Artifact.ColumnType;
import dev.assay.domain.ParameterValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTest {

    @Test
    void readsRowsAndTypes() throws Exception {
        assertReads(
                "flag,count,loss,name\r\ntrue,1,0.5,adam\r\nFalse,-20,1e-3,sgd\r\n",
                "2 rows: flag BOOLEAN, count INTEGER, loss DOUBLE, name STRING");
    }

    @Test
    void readsTypesByTheGrammarOfParameters() throws Exception {
        assertReads("a\nTrue\nfalse\n", "2 rows: a BOOLEAN");
        assertReads("a\ntrue\n1\n", "2 rows: a STRING");
        assertReads("a\nTRUE\n", "1 rows: a STRING");
        assertReads("a\n007\n", "1 rows: a STRING");
        assertReads("a\n-0\n", "1 rows: a STRING");
        assertReads("a\n 1\n", "1 rows: a STRING");
        assertReads("a\n1.\n-1e5\nnan\ninf\n-inf\n", "5 rows: a DOUBLE");
        assertReads("a\nNaN\n", "1 rows: a STRING");
        assertReads("a\n1e999\n", "1 rows: a STRING");
        assertReads("a\n9223372036854775807\n-9223372036854775808\n", "2 rows: a INTEGER");
        assertReads("a\n9223372036854775808\n", "1 rows: a STRING");
        assertReads("a\n2024-01-01T00:00:00Z\n", "1 rows: a STRING");
    }

    @Test
    void takesIntegersAmongDoublesForDoublesWhereNothingIsLost() throws Exception {
        assertReads("a\n1\n0.5\n", "2 rows: a DOUBLE");
        assertReads("a\n9007199254740992\n0.5\n", "2 rows: a DOUBLE");
        assertReads("a\n9007199254740993\n0.5\n", "2 rows: a STRING");
        assertReads("a\n0.5\n9223372036854775807\n", "2 rows: a STRING");
        assertReads("a\n0.5\n-9223372036854775808\n", "2 rows: a DOUBLE");
    }

    @Test
    void takesEmptyCellsForNull() throws Exception {
        assertReads("a,b,c\n1,,\n,\"\",\n", "2 rows: a INTEGER, b STRING, c STRING");
        assertReads("a\n\n1\n\n", "3 rows: a INTEGER");
    }

    @Test
    void readsQuotedCells() throws Exception {
        assertReads("\"a\",\"b\"\"c\"\n\"1\",\"x,\"\"y\"\"\r\n\nz\"\n", "1 rows: a INTEGER, b\"c STRING");
        assertReads("a,b\n\"\"\"\",\"\"\"1\"\n", "1 rows: a STRING, b STRING");
    }

    @Test
    void needsNoLineEndAtTheEnd() throws Exception {
        assertReads("a", "0 rows: a STRING");
        assertReads("a\n", "0 rows: a STRING");
        assertReads("a,b\n1,2", "1 rows: a INTEGER, b INTEGER");
        assertReads("a,b\n1,", "1 rows: a INTEGER, b STRING");
        assertReads("a,b\n1,\"2\"", "1 rows: a INTEGER, b INTEGER");
    }

    @Test
    void passesOverAByteOrderMark() throws Exception {
        assertReads("\uFEFFa,b\n1,\uFEFF2\n", "1 rows: a INTEGER, b STRING");
        assertReads("\uFEFF\"a\"\n1\n", "1 rows: a INTEGER");
    }

    @Test
    void keepsNamesAsTheyCame() throws Exception {
        assertReads(" a ,ä😀,\"x\ny\"\n", "0 rows:  a  STRING, ä😀 STRING, x\ny STRING");
    }

    @Test
    void refusesATableWithoutAHeader() {
        assertMalformed("", "line 1", "no header");
        assertMalformed("\uFEFF", "line 1", "no header");
        assertMalformed("\n1\n", "line 1", "empty");
    }

    @Test
    void refusesNamesThatAreNone() {
        assertMalformed("a,,c\n", "line 1", "empty");
        assertMalformed("a,\"\"\n", "line 1", "empty");
        assertMalformed("a,b,a\n", "line 1", "the same name");
        assertMalformed("a,b\0\n", "line 1", "U+0000");
        assertMalformed("x".repeat(701), "line 1", "700");
    }

    @Test
    void refusesRowsThatAreNotAsLongAsTheHeader() {
        assertMalformed("a,b\n1,2\n3\n", "line 3", "fewer cells than the header's 2");
        assertMalformed("a,b\n1,2\n\n", "line 3", "fewer");
        assertMalformed("a,b\n1,2,3\n", "line 2", "more cells than the header's 2");
        assertMalformed("a,b\n\"1\n1\n1\",2\n3,4,", "line 5", "more cells");
    }

    @Test
    void refusesQuotesWhereTheyCannotStand() {
        assertMalformed("a\n1\n\"2\n3\n", "line 3", "closing quote is missing");
        assertMalformed("a\n\"2\"3\n", "line 2", "after a cell's closing quote");
        assertMalformed("a\n\"2\" \n", "line 2", "after a cell's closing quote");
        assertMalformed("a\n2\"\n", "line 2", "a quote within");
        assertMalformed("a\n2\"\"\n", "line 2", "a quote within");
    }

    @Test
    void refusesACarriageReturnAlone() {
        assertMalformed("a\r1\r\n", "line 1", "carriage return");
        assertMalformed("a\n1\r", "line 2", "carriage return");
    }

    @Test
    void refusesWhatIsNoUtf8() {
        for (String bytes : List.of(
                "\u0080", "\u00ff", "\u00c3", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080")) {
            assertMalformed(("a\n1\n" + bytes + "\n").getBytes(ISO_8859_1), "line 3", "not UTF-8");
            assertMalformed(("a\n1\n\"\n" + bytes).getBytes(ISO_8859_1), "line 4", "not UTF-8");
        }
    }

    @Test
    void refusesWhatIsPastALimit() throws Exception {
        String longest = "x".repeat(TableReader.CELL_CHARS_MAX);
        assertReads("a\n" + longest + "\n", "1 rows: a STRING");
        assertMalformed("a\n" + longest + "x\n", "line 2", "a cell of more than");
        assertMalformed("a\n\"" + longest + "\"\"\"\n", "line 2", "a cell of more than");

        String widest = header(TableReader.COLUMNS_MAX, "");
        assertThat(TableReader.csv(stream(widest)).columns()).hasSize(TableReader.COLUMNS_MAX);
        assertMalformed(widest + ",x", "line 1", "columns");
        assertMalformed(header(2_000, "x".repeat(600)), "line 1", "names of columns");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void readsWhatWasWritten(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            List<List<String>> rows = randomRows(random);
            String csv = write(rows, random);
            TableSummary summary = TableReader.csv(trickling(csv.getBytes(UTF_8), random));
            assertThat(summary.rowCount()).as(csv).isEqualTo(rows.size() - 1);
            assertThat(summary.columns()).as(csv).isEqualTo(expectedColumns(rows));
            assertThat(otherReader(csv)).as(csv).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsOrRefusesWhateverIsSpoiled(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            assertReadsOrRefusesEverySpoiledTwin(
                    CSV, write(randomRows(random), random).getBytes(UTF_8), random);
        }
    }

    private static void assertReads(String csv, String expected) throws IOException {
        assertThat(TableAssert.read(CSV, csv)).isEqualTo(expected);
    }

    private static void assertMalformed(String csv, String where, String reason) {
        TableAssert.assertMalformed(CSV, csv, where, reason);
    }

    private static void assertMalformed(byte[] csv, String where, String reason) {
        TableAssert.assertMalformed(CSV, csv, where, reason);
    }

    private static InputStream stream(String csv) {
        return new ByteArrayInputStream(csv.getBytes(UTF_8));
    }

    private static String header(int columns, String tail) {
        return IntStream.range(0, columns).mapToObj(i -> "c" + i + tail).collect(Collectors.joining(","));
    }

    /// The bytes in pieces of any length, so that characters and line ends are cut.
    private static InputStream trickling(byte[] bytes, Random random) {
        return new TricklingInputStream(bytes, random);
    }

    private static List<List<String>> randomRows(Random random) {
        int columns = 1 + random.nextInt(4);
        List<List<String>> rows = new ArrayList<>();
        rows.add(IntStream.range(0, columns)
                .mapToObj(i -> i + randomOf(random, "", "\"", ",", "\r\n", " ", "ä", "😀"))
                .toList());
        int kinds = random.nextInt(1, 5);
        for (int row = random.nextInt(6); row > 0; row--) {
            rows.add(IntStream.range(0, columns)
                    .mapToObj(i -> randomCell(random, kinds))
                    .toList());
        }
        return rows;
    }

    private static String randomCell(Random random, int kinds) {
        return switch (random.nextInt(kinds)) {
            case 0 -> randomOf(random, "1", "0", "-7", "123456789012345678", "9007199254740992", "");
            case 1 -> randomOf(random, "0.5", "1e3", "-1.25E-2", "nan", "-inf", "");
            case 2 -> randomOf(random, "true", "False", "");
            default -> randomText(random);
        };
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            text.append(randomOf(random, "\"", ",", "\n", "\r", "\r\n", "a", " ", "é", "\u2028", "😀", "\uFEFF", "\0"));
        }
        return text.toString();
    }

    private static String randomOf(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String write(List<List<String>> rows, Random random) {
        StringBuilder csv = new StringBuilder();
        for (List<String> row : rows) {
            csv.append(row.stream().map(cell -> written(cell, random)).collect(Collectors.joining(",")));
            csv.append(randomOf(random, "\n", "\r\n"));
        }
        return csv.toString();
    }

    private static String written(String cell, Random random) {
        boolean mustQuote = cell.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return mustQuote || random.nextInt(3) == 0 ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /// The rule of the API, said once more and slowly.
    private static List<Column> expectedColumns(List<List<String>> rows) {
        List<String> names = rows.getFirst();
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Column(
                        names.get(i),
                        expectedType(rows.stream()
                                .skip(1)
                                .map(row -> row.get(i))
                                .filter(cell -> !cell.isEmpty())
                                .map(ParameterValue::read)
                                .toList())))
                .toList();
    }

    private static ColumnType expectedType(List<ParameterValue> values) {
        if (values.isEmpty()) {
            return ColumnType.STRING;
        }
        if (values.stream().allMatch(value -> value instanceof ParameterValue.Bool)) {
            return ColumnType.BOOLEAN;
        }
        if (values.stream().allMatch(value -> value instanceof ParameterValue.Int)) {
            return ColumnType.INTEGER;
        }
        return values.stream().allMatch(CsvTest::isDouble) ? ColumnType.DOUBLE : ColumnType.STRING;
    }

    private static boolean isDouble(ParameterValue value) {
        return value instanceof ParameterValue.Dbl
                || (value instanceof ParameterValue.Int integer
                        && !integer.text().equals("123456789012345678"));
    }

    /// Rows as another reader reads them; it is laxer, so it can only judge what is well-formed.
    private static List<List<String>> otherReader(String csv) throws IOException {
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().skipEmptyLines(false).ofCsvRecord(csv)) {
            return reader.stream().map(CsvRecord::getFields).toList();
        }
    }

    @Test
    void refusesARowThatIsTooLong() throws IOException {
        String head = "a" + ",a".repeat(8) + "\n";
        for (int i = 1; i < 9; i++) {
            head = head.replaceFirst(",a(?=[,\n])", ",b" + i);
        }
        String cell = "x".repeat(TableReader.CELL_CHARS_MAX);
        assertThat(TableAssert.read(CSV, head + (cell + ",").repeat(8) + "\n")).startsWith("1 rows");
        TableAssert.assertMalformed(CSV, head + (cell + ",").repeat(8) + "y\n", "line 2", "a row of more than");
    }
}
