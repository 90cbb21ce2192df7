package dev.assay.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Fault;
import dev.assay.series.Batch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArrowPointsTest {

    private static final int POINTS_MAX = 1_000;

    private static Batch read(byte[] stream) {
        try {
            return ArrowPoints.read(new ByteArrayInputStream(stream), ArrowGolden.NOW_MS, POINTS_MAX);
        } catch (IOException e) {
            throw new IllegalStateException("an array that cannot be read", e);
        }
    }

    private static Fault fault(byte[] stream) {
        try {
            read(stream);
        } catch (Fault fault) {
            return fault;
        }
        throw new AssertionError("it was taken");
    }

    static Stream<String> golden() {
        return ArrowGolden.names().stream();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void readsWhatArrowsOwnWritersWrite(String name) {
        assertThat(Rows.of(read(ArrowGolden.bytes(name)))).isEqualTo(ArrowGolden.points(name));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void readsWhatTakesLittleTimeAlsoPlainly(String name) {
        Optional<Batch> read = ArrowPoints.readPlain(ArrowGolden.bytes(name), ArrowGolden.NOW_MS, POINTS_MAX);
        boolean plain = name.contains("dictionary") && !name.contains("zstd");
        assertThat(read.isPresent()).isEqualTo(plain);
        read.ifPresent(points -> assertThat(Rows.of(points)).isEqualTo(ArrowGolden.points(name)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        null          | value, row 7  | null
        null-series   | series, row 9 | null
        null-place    | series, row 9 | null
        lz4           | message 1     | compressed by another codec than zstd
        column        | epoch         | unknown column
        int32         | step          | int64
        half          | value         | float64 or float32
        nanoseconds   | time, row 4   | no whole number of milliseconds
        missing       | step          | missing
        """)
    void refusesWhatItCannotKeep(String name, String where, String reason) {
        Fault fault = fault(ArrowGolden.bytes("refused-" + name));
        assertThat(fault.name()).isEqualTo("MalformedBody");
        assertThat(fault.args()).containsEntry("where", where);
        assertThat(fault.args().get("reason")).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({"name, more than 250 characters", "empty-name, empty", "nul, has the character U+0000"})
    void refusesNamesThatAreNone(String name, String reason) {
        Fault fault = fault(ArrowGolden.bytes("refused-" + name));
        assertThat(fault.name()).isEqualTo("InvalidArgument");
        assertThat(fault.args()).containsEntry("argument", "series name").containsEntry("reason", reason);
    }

    @Test
    void refusesAStreamThatIsCutAnywhere() {
        byte[] whole = ArrowGolden.bytes("dictionary-delta");
        for (int length = 0; length < whole.length; length++) {
            assertThat(fault(Arrays.copyOf(whole, length)).name()).isEqualTo("MalformedBody");
        }
    }

    @Test
    void refusesWhatFollowsTheEnd() {
        byte[] plain = ArrowGolden.bytes("plain");
        assertThat(fault(Arrays.copyOf(plain, plain.length + 1)).args())
                .containsEntry("reason", "something follows the end of the stream");
    }

    @Test
    void refusesToUnpackWhatWouldFillTheMemory() {
        byte[] bomb = ArrowGolden.bytes("refused-bomb");
        assertThat(bomb.length).isLessThan(64 * 1024);
        assertThat(fault(bomb).name()).isEqualTo("RequestTooLarge");
    }

    @Test
    void namesTheFormatThatIsNotTaken() {
        byte[] file = {'A', 'R', 'R', 'O', 'W', '1', 0, 0};
        assertThat(fault(file).args().get("reason")).contains("Arrow's file format");
        assertThat(fault("{\"series\": {}}".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .args()
                        .get("reason"))
                .contains("continuation mark");
    }

    @Test
    void refusesMorePointsThanARequestMayHave() {
        byte[] stream = stream(POINTS_MAX + 1);
        assertThat(fault(stream).name()).isEqualTo("LimitReached");
        assertThat(read(stream(POINTS_MAX)).size()).isEqualTo(POINTS_MAX);
    }

    @Test
    void refusesBatchesThatTogetherAreTooMany() throws IOException {
        byte[] plain = ArrowGolden.bytes("plain");
        assertThat(ArrowPoints.read(new ByteArrayInputStream(plain), 0, 10).size())
                .isEqualTo(10);
        byte[] batches = ArrowGolden.bytes("batches");
        assertThatThrownBy(() -> ArrowPoints.read(new ByteArrayInputStream(batches), 0, 9))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("at most 9 points");
    }

    private static byte[] stream(int points) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> names = IntStream.range(0, 10).mapToObj(i -> "series " + i).toList();
        PointTable table = ColumnarFormat.ARROW.open(out, List.of(new TextColumn("series", names)));
        for (int i = 0; i < points; i++) {
            table.lead(i % 10);
            table.point(i, i, i);
        }
        table.end();
        return out.toByteArray();
    }
}
