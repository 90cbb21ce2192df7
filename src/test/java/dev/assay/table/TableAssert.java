package dev.assay.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import dev.assay.domain.Artifact.TableFormat;
import dev.assay.domain.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Collectors;

/// Tables as short texts: `2 rows: a INTEGER, b STRING`.
final class TableAssert {

    private TableAssert() {}

    static String read(TableFormat format, String table) throws IOException {
        return read(format, table.getBytes(UTF_8));
    }

    static String read(TableFormat format, byte[] table) throws IOException {
        TableSummary summary = TableReader.read(format, new ByteArrayInputStream(table));
        return summary.rowCount() + " rows: "
                + summary.columns().stream()
                        .map(column -> column.name() + " " + column.type())
                        .collect(Collectors.joining(", "));
    }

    static void assertMalformed(TableFormat format, String table, String where, String reason) {
        assertMalformed(format, table.getBytes(UTF_8), where, reason);
    }

    static void assertMalformed(TableFormat format, byte[] table, String where, String reason) {
        Throwable thrown = catchThrowable(() -> read(format, table));
        assertThat(thrown).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
            assertThat(fault.name()).isEqualTo("MalformedBody");
            assertThat(fault.args().get("where")).isEqualTo(where);
            assertThat(fault.args().get("reason")).contains(reason);
        });
    }

    /// Every cut of the table, and every byte of it in turn replaced, taken out or doubled: all is read or refused.
    static void assertReadsOrRefusesEverySpoiledTwin(TableFormat format, byte[] table, Random random) {
        for (int at = 0; at < table.length; at++) {
            readOrRefuse(format, spliced(table, at, table.length));
            readOrRefuse(format, spliced(table, at, at + 1));
            readOrRefuse(format, spliced(table, at, at + 1, table[at], table[at]));
            for (byte hostile : new byte[] {0, '"', ',', '\n', '\r', '\\', '{', '}', (byte) 0x80, (byte) 0xED, -1}) {
                readOrRefuse(format, spliced(table, at, at + 1, hostile));
            }
            readOrRefuse(format, spliced(table, at, at + 1, (byte) random.nextInt(256)));
        }
    }

    private static void readOrRefuse(TableFormat format, byte[] table) {
        try {
            read(format, table);
        } catch (Fault fault) {
            assertThat(fault.name()).isEqualTo("MalformedBody");
            assertThat(UTF_8.newEncoder().canEncode(fault.text())).isTrue();
        } catch (IOException | RuntimeException | Error e) {
            fail("neither read nor refused: " + new String(table, UTF_8), e);
        }
    }

    private static byte[] spliced(byte[] table, int from, int to, byte... replacement) {
        byte[] spliced = new byte[table.length - (to - from) + replacement.length];
        System.arraycopy(table, 0, spliced, 0, from);
        System.arraycopy(replacement, 0, spliced, from, replacement.length);
        System.arraycopy(table, to, spliced, from + replacement.length, table.length - to);
        return spliced;
    }
}
