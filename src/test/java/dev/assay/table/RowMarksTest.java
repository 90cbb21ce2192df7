package dev.assay.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Artifact;
import dev.assay.domain.Artifact.RowMark;
import dev.assay.domain.Artifact.TableFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RowMarksTest {

    @Test
    void staysFewHoweverManyAreOffered() {
        RowMarks marks = new RowMarks();
        for (long row = 0; row <= 1_000_000; row++) {
            marks.add(row, 10 * row);
        }
        List<RowMark> list = marks.list();
        assertThat(list).hasSizeBetween(RowMarks.COUNT_MAX / 2, RowMarks.COUNT_MAX);
        long stride = list.getFirst().row();
        for (int i = 0; i < list.size(); i++) {
            assertThat(list.get(i)).isEqualTo(new RowMark(stride * (i + 1), 10 * stride * (i + 1)));
        }
        assertThat(list.getLast().row()).isGreaterThan(1_000_000 - stride);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARQUET")
    void standWhereRowsBegin(TableFormat format) throws IOException {
        StringBuilder text = new StringBuilder(format == TableFormat.CSV ? "\uFEFFn,s\r\n" : "");
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String s = "é😀ÿ".repeat(random.nextInt(4)) + "x".repeat(random.nextInt(40));
            text.append(
                    format == TableFormat.CSV
                            ? i + ",\"" + s + "\n\"\r\n"
                            : "{\"n\":" + i + ",\"s\":\"" + s + "\"}\n" + (random.nextInt(9) == 0 ? " \n" : ""));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        TableSummary summary = TableReader.read(format, new TricklingInputStream(bytes, random));
        TableSummary again = TableReader.read(format, new ByteArrayInputStream(bytes));
        assertThat(summary.rowCount()).isEqualTo(20_000);
        assertThat(again.marks()).hasSizeGreaterThan(5);
        for (TableSummary read : List.of(summary, again)) {
            Artifact.Table table = new Artifact.Table(format, read.rowCount(), read.columns(), read.marks());
            for (RowMark mark : read.marks()) {
                assertThat(row(table, bytes, mark.row())).isEqualTo(mark.row());
                assertThat(row(table, bytes, mark.row() - 1)).isEqualTo(mark.row() - 1);
            }
        }
    }

    /// The number in the row.
    private static long row(Artifact.Table table, byte[] bytes, long offset) throws IOException {
        TableRows rows = TableRows.from(table, offset);
        int from = (int) rows.firstByte();
        List<List<Cell>> found = new ArrayList<>();
        rows.read(new ByteArrayInputStream(bytes, from, bytes.length - from), 1, found::add);
        return ((Cell.Int) found.getFirst().getFirst()).value();
    }
}
