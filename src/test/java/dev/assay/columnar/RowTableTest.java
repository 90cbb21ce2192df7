package dev.assay.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.columnar.RowTable.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What both formats promise beside their bytes, which `compat/` holds to Python's readers.
class RowTableTest {

    private static final List<Column> COLUMNS =
            List.of(new Column("n", RowTable.Type.INTEGER), new Column("s", RowTable.Type.STRING));

    @ParameterizedTest
    @EnumSource
    void takesOneValueOfAColumnInARow(ColumnarFormat format) {
        RowTable table = format.openRows(new ByteArrayOutputStream(), COLUMNS);
        table.integer(0, 1);
        assertThatThrownBy(() -> table.integer(0, 2)).hasMessageStartingWith("BUG: two values");
        table.endRow();
        table.integer(0, 2);
    }

    @ParameterizedTest
    @EnumSource
    void passesAFailureOfTheStreamOn(ColumnarFormat format) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatThrownBy(() -> format.openRows(broken, COLUMNS)).isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @EnumSource
    void holdsAGroupOfRowsAtMost(ColumnarFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowTable table = format.openRows(out, COLUMNS);
        String text = "x".repeat(1 << 20);
        List<Integer> sizes = new ArrayList<>();
        for (int row = 0; row < 32; row++) {
            table.integer(0, row);
            table.text(1, text);
            table.endRow();
            sizes.add(out.size());
        }
        table.end();
        assertThat(sizes.stream().distinct().count()).isGreaterThanOrEqualTo(4);
    }

    /// Of rows without values little is written.
    @ParameterizedTest
    @EnumSource
    void takesNoRowsAndNoColumns(ColumnarFormat format) {
        ByteArrayOutputStream none = new ByteArrayOutputStream();
        format.openRows(none, List.of(new Column("é", RowTable.Type.TIME))).end();
        assertThat(none.toString(StandardCharsets.UTF_8)).contains("é");
        ByteArrayOutputStream nulls = new ByteArrayOutputStream();
        RowTable table = format.openRows(nulls, COLUMNS);
        for (int row = 0; row < 1_000; row++) {
            table.endRow();
        }
        table.end();
        assertThat(nulls.size()).isGreaterThan(none.size());
    }
}
