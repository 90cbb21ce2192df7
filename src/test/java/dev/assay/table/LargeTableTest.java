package dev.assay.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Artifact.TableFormat;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tables several times as large as the heap of the process that reads them.
final class LargeTableTest {

    private static final String HEAP = "-Xmx16m";
    private static final long ROWS = 2_000_000;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARQUET")
    void readsATableThatIsLargerThanTheHeap(TableFormat format) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeTableTest.class.getName(),
                        format.name())
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(answer).isZero();
        assertThat(answer).contains("rowCount=" + ROWS + ",").contains("INTEGER", "DOUBLE", "STRING", "BOOLEAN");
    }

    public static void main(String[] arguments) throws IOException {
        TableFormat format = TableFormat.valueOf(arguments[0]);
        System.out.println(TableReader.read(format, table(format)));
    }

    private static InputStream table(TableFormat format) {
        return switch (format) {
            case CSV -> repeated("a,b,c,d\n", "12345,0.25,\"some text, é\n\",true\n");
            case PARQUET -> throw new IllegalArgumentException("no text");
            case JSON_LINES -> repeated("", "{\"a\":12345,\"b\":0.25,\"c\":\"some text\",\"d\":true}\n");
        };
    }

    private static InputStream repeated(String head, String row) {
        return new RepeatedInputStream(head.getBytes(UTF_8), row.getBytes(UTF_8), ROWS);
    }
}
