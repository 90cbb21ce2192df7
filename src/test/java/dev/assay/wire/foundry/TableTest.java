package dev.assay.wire.foundry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Artifact.TableFormat;
import dev.assay.domain.Scope;
import dev.assay.json.JsonTree;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The rows of tables, page by page and as Parquet. Errors and edges of pages stand in the golden files.
class TableTest {

    private static final int ROWS = 200_000;

    @TempDir
    private static Path folder;

    private static FoundryServer server;
    private static String reader;

    @BeforeAll
    static void open() {
        server = FoundryServer.open(folder);
        KnownExperiments.addTo(server.testStore());
        reader = server.token(Scope.MODELS_READ);
        put(TableFormat.CSV, "large/CSV", "n,text,maybe\n" + rows(i -> i + ",\"é😀,\n" + i + "\"," + maybe(i) + "\n"));
        put(
                TableFormat.JSON_LINES,
                "large/JSON_LINES",
                rows(i -> "{\"n\":" + i + ",\"text\":\"é😀,\\n" + i + "\""
                        + (i % 3 == 0 ? "" : ",\"maybe\":" + maybe(i)) + "}\n"));
    }

    private static String maybe(int i) {
        return i % 3 == 0 ? "" : Double.toString(i / 8.0);
    }

    private static String rows(IntFunction<String> row) {
        return IntStream.range(0, ROWS).mapToObj(row).collect(Collectors.joining());
    }

    private static void put(TableFormat format, String name, String content) {
        put(format, name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(TableFormat format, String name, byte[] content) {
        try {
            server.store()
                    .tables()
                    .put(
                            server.testStore().admin(),
                            _ -> Optional.empty(),
                            KnownExperiments.SEED,
                            name,
                            Optional.empty(),
                            format,
                            new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static String target(String experiment, String name, String rest) {
        return "/api/v2/models/" + KnownExperiments.MODEL.rid() + "/experiments/ri.models.main.experiment." + experiment
                + "/artifactTables/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20") + "/" + rest;
    }

    private static String page(TableFormat format, String query) {
        String target = target("abc123", "large/" + format, "json?preview=true" + query);
        return new String(server.bytes(target, reader), StandardCharsets.UTF_8);
    }

    private static Object expected(int from, int to) {
        return JsonTree.read(IntStream.range(from, to)
                .mapToObj(i -> "{\"n\":" + i + ",\"text\":\"é😀,\\n" + i + "\",\"maybe\":"
                        + (i % 3 == 0 ? "null" : maybe(i)) + "}")
                .collect(Collectors.joining(",", "[", "]")));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARQUET")
    void pagesBeginAtAnyRow(TableFormat format) {
        assertThat(JsonTree.read(page(format, ""))).isEqualTo(expected(0, 10));
        for (int offset : new int[] {1, 2_047, 2_048, 2_049, 77_777, ROWS / 2, ROWS - 100, ROWS - 1}) {
            assertThat(JsonTree.read(page(format, "&pageSize=100&offset=" + offset)))
                    .isEqualTo(expected(offset, Math.min(ROWS, offset + 100)));
        }
        assertThat(page(format, "&offset=" + ROWS)).isEqualTo("[]");
        assertThat(page(format, "&offset=999999999999999999")).isEqualTo("[]");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARQUET")
    void parquetHasEveryRow(TableFormat format) throws IOException {
        byte[] file = server.bytes(target("abc123", "large/" + format, "parquet?preview=true"), reader);
        try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
                RowReader rows = parquet.rowReader()) {
            assertThat(schema(parquet)).containsExactly("n INT64 null", "text BYTE_ARRAY STRING", "maybe DOUBLE null");
            for (int i = 0; i < ROWS; i++) {
                assertThat(rows.hasNext()).isTrue();
                rows.next();
                assertThat(rows.getLong("n")).isEqualTo(i);
                assertThat(rows.getString("text")).isEqualTo("é😀,\n" + i);
                assertThat(rows.isNull("maybe")).isEqualTo(i % 3 == 0);
                if (i % 3 != 0) {
                    assertThat(rows.getDouble("maybe")).isEqualTo(i / 8.0);
                }
            }
            assertThat(rows.hasNext()).isFalse();
        }
    }

    private static List<String> schema(ParquetFileReader parquet) {
        return parquet.getFileSchema().getColumns().stream()
                .map(column -> column.name() + " " + column.type() + " " + column.logicalType())
                .toList();
    }

    @Test
    void parquetHasEveryKindOfCell() throws IOException {
        assertThat(parquet("cells/é %2F.csv"))
                .containsExactly(
                        "true|-1|9007199254740993|0.5|a \"b\",\r\nc|null",
                        "false|0|-9223372036854775808|NaN|007|null",
                        "null|null|null|Infinity|😀|null",
                        "true|9007199254740991|1|-1.0E-300|-0|null");
        assertThat(parquet("cells.ndjson"))
                .containsExactly(
                        "true|9007199254740992|-0.0|é\n|{\"a\":[1, 2.50],\"b\":null}|null",
                        "null|null|0.0|null|12345678901234567890|1",
                        "null|null|1.0|null|\"text\"|null",
                        "null|null|null|null|1e999|null",
                        "null|null|null|null|[]|null",
                        "null|null|null|null|9007199254740993|null",
                        "null|null|null|null|null|null");
        assertThat(parquet("no rows.csv")).isEmpty();
    }

    private static List<String> parquet(String name) throws IOException {
        byte[] file = server.bytes(target("tables", name, "parquet?preview=true"), reader);
        List<String> lines = new ArrayList<>();
        try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
                RowReader rows = parquet.rowReader()) {
            int columns = parquet.getFileSchema().getColumnCount();
            while (rows.hasNext()) {
                rows.next();
                lines.add(IntStream.range(0, columns)
                        .mapToObj(i -> String.valueOf(rows.getValue(i)))
                        .collect(Collectors.joining("|")));
            }
        }
        return lines;
    }

    @Test
    void whatCameAsParquetIsAnsweredByteForByteAndAsJson() throws IOException {
        byte[] file = Files.readAllBytes(Path.of("src/test/resources/golden/parquet/every.parquet"));
        put(TableFormat.PARQUET, "every", file);
        assertThat(server.bytes(target("abc123", "every", "parquet?preview=true"), reader))
                .isEqualTo(file);
        String page = new String(
                server.bytes(target("abc123", "every", "json?preview=true&offset=45&pageSize=2"), reader),
                StandardCharsets.UTF_8);
        assertThat(page)
                .startsWith("[{\"flag\":")
                .contains("\"required\":45", "\"required\":46", "\"u64\":\"18446744073709551615\"")
                .doesNotContain("\"required\":47");
        assertThat(new String(
                        server.bytes(target("abc123", "every", "json?preview=true&offset=120"), reader),
                        StandardCharsets.UTF_8))
                .isEqualTo("[]");
    }

    @Test
    void aDamagedContentIsNoPage() throws IOException {
        put(TableFormat.CSV, "damaged", "only,here\n1,2\n3,4\n");
        byte[] content = "only,here\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(folder.resolve("artifacts"))) {
            Path file = files.filter(Files::isRegularFile)
                    .filter(path -> has(path, content))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(file, "only,here\n1,x\n3,4\n");
        }
        for (String form : List.of("json", "parquet")) {
            FoundryServer.Answer answer = server.ask("GET " + target("abc123", "damaged", form + "?preview=true")
                    + " HTTP/1.1\nAuthorization: Bearer " + reader);
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).contains("\"errorName\":\"Unavailable\"");
        }
    }

    private static boolean has(Path file, byte[] content) {
        try {
            return Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
