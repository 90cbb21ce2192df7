package dev.assay.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import dev.assay.bytes.ByteSource;
import dev.assay.domain.Artifact.Column;
import dev.assay.domain.Fault;
import dev.assay.json.Json;
import dev.assay.json.JsonTree;
import dev.assay.json.JsonWriter;
import dev.assay.table.Cell;
import dev.assay.table.Picks;
import dev.assay.table.TableSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;

/// Files of the writers that people have (`compat/parquet_golden.py` makes them) read as the values that went in; what
/// is broken is refused.
final class ParquetTablesTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/parquet");

    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".parquet") && !name.startsWith("refused"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static byte[] file(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Files that differ in how they were written have the same rows.
    private static List<Object> rows(String name) throws IOException {
        String base = name.replace(".parquet", "");
        for (String shared : List.of(base, base.replaceFirst("-[^-]*$", ""), base.replaceFirst("-.*$", ""), "polars")) {
            Path json = FOLDER.resolve(shared + ".json");
            if (Files.exists(json)) {
                return list(comparable(JsonTree.read(Files.readString(json))));
            }
        }
        throw new IllegalStateException("no rows of " + name);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object tree) {
        return (List<Object>) tree;
    }

    /// Numbers are compared by what they are worth, −0 apart from 0, and not by how they are written.
    private static Object comparable(Object tree) {
        return switch (tree) {
            case List<?> items ->
                new ArrayList<Object>(
                        items.stream().map(ParquetTablesTest::comparable).toList());
            case Map<?, ?> fields -> {
                Map<Object, Object> made = new LinkedHashMap<>();
                fields.forEach((name, value) -> made.put(name, comparable(value)));
                yield made;
            }
            case JsonTree.Num(String text) ->
                (text.startsWith("-0") && Double.parseDouble(text) == 0 ? "-" : "")
                        + new BigDecimal(text).stripTrailingZeros().toPlainString();
            default -> tree;
        };
    }

    private static List<Object> read(byte[] file, Picks picks) throws IOException {
        TableSummary summary = ParquetTables.inspect(new Bytes(file));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(out)) {
            json.writeStartArray();
            ParquetTables.read(new Bytes(file), picks, cells -> write(json, summary.columns(), cells));
            json.writeEndArray();
        }
        return list(comparable(JsonTree.read(out.toString(StandardCharsets.UTF_8))));
    }

    private static void write(JsonGenerator json, List<Column> columns, List<Cell> cells) {
        assertThat(cells).hasSameSizeAs(columns);
        json.writeStartObject();
        for (int i = 0; i < cells.size(); i++) {
            json.writeName(columns.get(i).name());
            switch (cells.get(i)) {
                case Cell.Nothing _ -> json.writeNull();
                case Cell.Bool(boolean value) -> json.writeBoolean(value);
                case Cell.Int(long value) -> JsonWriter.writeLong(json, value);
                case Cell.Dbl(double value) -> JsonWriter.writeDouble(json, value);
                case Cell.Text(String text) -> json.writeString(text);
                case Cell.Num(String text) -> json.writeString(text);
                case Cell.Json(String text) -> json.writeRawValue(text);
            }
        }
        json.writeEndObject();
    }

    /// A file in memory.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Bytes(byte[] bytes) implements ByteSource {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) {
            System.arraycopy(bytes, (int) position, target, offset, length);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsEveryRow(String name) throws IOException {
        List<Object> wanted = rows(name);
        byte[] file = file(name);
        List<Object> found = read(file, Picks.all());
        assertThat(ParquetTables.inspect(new Bytes(file)).rowCount()).isEqualTo(wanted.size());
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(found.get(i)).as("row " + i).isEqualTo(wanted.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"every.parquet", "every-v2.parquet", "plain.parquet", "delta-text-v2.parquet"})
    void readsFromAnyRowOn(String name) throws IOException {
        List<Object> wanted = rows(name);
        byte[] file = file(name);
        for (int offset : new int[] {1, 7, 49, 50, 51, 89, 99, 100, 119, 120, 1_000}) {
            for (int limit : new int[] {1, 3, 60}) {
                int from = Math.min(offset, wanted.size());
                assertThat(read(file, Picks.range(offset, limit)))
                        .as(offset + " " + limit)
                        .isEqualTo(wanted.subList(from, Math.min(wanted.size(), from + limit)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsRowsThatLieApart(String name) throws IOException {
        List<Object> wanted = rows(name);
        byte[] file = file(name);
        SplittableRandom random = new SplittableRandom(7);
        for (int share : new int[] {1, 2, 5, 40}) {
            int[] picked = IntStream.range(0, wanted.size())
                    .filter(_ -> random.nextInt(share) == 0)
                    .toArray();
            assertThat(read(file, Picks.of(picked)))
                    .isEqualTo(Arrays.stream(picked).mapToObj(wanted::get).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsAColumnAlone(String name) throws IOException {
        byte[] file = file(name);
        List<List<Cell>> rows = new ArrayList<>();
        ParquetTables.read(new Bytes(file), Picks.all(), rows::add);
        for (int i = 0; i < ParquetTables.inspect(new Bytes(file)).columns().size(); i++) {
            int column = i;
            List<Cell> found = new ArrayList<>();
            ParquetTables.readColumn(
                    new Bytes(file),
                    column,
                    cell -> found.add(cell instanceof Cell.Num(String text) ? new Cell.Text(text) : cell));
            assertThat(found)
                    .isEqualTo(rows.stream()
                            .map(cells -> cells.get(column))
                            .map(cell -> cell instanceof Cell.Num(String text) ? new Cell.Text(text) : cell)
                            .toList());
        }
    }

    @Test
    void decimalsAreNumbersWhereAColumnIsReadAlone() throws IOException {
        List<Column> columns =
                ParquetTables.inspect(new Bytes(file("every.parquet"))).columns();
        int place = columns.stream().map(Column::name).toList().indexOf("d38");
        List<Cell> found = new ArrayList<>();
        ParquetTables.readColumn(new Bytes(file("every.parquet")), place, found::add);
        assertThat(found)
                .anyMatch(Cell.Num.class::isInstance)
                .allMatch(cell -> cell instanceof Cell.Num || cell instanceof Cell.Nothing);
    }

    @Test
    void knowsTheTypesOfColumns() throws IOException {
        assertThat(ParquetTables.inspect(new Bytes(file("every.parquet"))).columns().stream()
                        .map(column -> column.name() + " " + column.type())
                        .toList())
                .contains(
                        "flag BOOLEAN",
                        "i8 INTEGER",
                        "u32 INTEGER",
                        "u64 ANY",
                        "f16 DOUBLE",
                        "f64 DOUBLE",
                        "text STRING",
                        "d38 STRING",
                        "date STRING",
                        "uuid STRING",
                        "null ANY",
                        "list ANY",
                        "map ANY");
    }

    @ParameterizedTest
    @CsvSource({
        "refused-brotli-v1.parquet, pages compressed by Brotli",
        "refused-bomb.parquet, a page of more than 67108864 bytes",
    })
    void saysWhatItCannotRead(String name, String reason) {
        assertRefused(file(name), reason);
    }

    private static void assertRefused(byte[] file, String reason) {
        Throwable thrown = catchThrowable(() -> read(file, Picks.all()));
        assertThat(thrown).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.name()).isEqualTo("MalformedBody");
            assertThat(fault.text()).contains(reason);
        });
    }

    @Test
    void refusesWhatIsNoParquet() {
        assertRefused(new byte[0], "no Parquet file");
        assertRefused("PAR1PAR1".getBytes(StandardCharsets.US_ASCII), "no Parquet file");
        assertRefused("PAR1\0\0\0\0PAR1".getBytes(StandardCharsets.US_ASCII), "a footer of 0 bytes");
        assertRefused("PAR1\377\377\377\177PAR1".getBytes(StandardCharsets.ISO_8859_1), "a footer of");
        assertRefused("a,b\n1,2\n3,4\n5,6\n".getBytes(StandardCharsets.US_ASCII), "begin and end with PAR1");
        byte[] small = file("small.parquet");
        assertRefused(Arrays.copyOf(small, small.length - 1), "begin and end with PAR1");
    }

    @Test
    void readsOrRefusesEverySpoiledTwin() {
        for (String name : List.of("small.parquet", "duckdb-types.parquet")) {
            byte[] file = file(name);
            for (int at = 0; at < file.length; at++) {
                for (byte hostile : new byte[] {0, 1, 0x15, 0x19, 0x1C, 0x7F, (byte) 0x80, -1, (byte) (file[at] + 1)}) {
                    byte[] twin = file.clone();
                    twin[at] = hostile;
                    readOrRefuse(twin);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsOrRefusesFilesWithManyMistakes(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (String name : files().toList()) {
            byte[] file = file(name);
            for (int i = 0; i < 60; i++) {
                byte[] twin = file.clone();
                int mistakes = 1 + random.nextInt(4);
                boolean atTheEnd = random.nextBoolean();
                for (int mistake = 0; mistake < mistakes; mistake++) {
                    int from = atTheEnd ? Math.max(0, twin.length - 2_000) : 0;
                    twin[random.nextInt(from, twin.length)] = (byte) random.nextInt(256);
                }
                readOrRefuse(twin);
            }
        }
    }

    /// What was inspected is read without a fault.
    private static void readOrRefuse(byte[] file) {
        int rows = 0;
        try {
            rows = (int) Math.min(1_000, ParquetTables.inspect(new Bytes(file)).rowCount());
        } catch (Fault fault) {
            assertThat(fault.name()).isEqualTo("MalformedBody");
            return;
        } catch (IOException | RuntimeException | Error e) {
            fail("neither read nor refused", e);
        }
        try {
            ParquetTables.read(new Bytes(file), Picks.all(), _ -> {});
            int[] apart = IntStream.range(0, rows).filter(row -> row % 3 == 1).toArray();
            ParquetTables.read(new Bytes(file), Picks.of(apart), _ -> {});
        } catch (IOException | RuntimeException | Error e) {
            fail("inspected and not read", e);
        }
    }
}
