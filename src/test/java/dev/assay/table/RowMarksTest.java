package dev.assay.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Artifact;
import dev.assay.domain.Artifact.RowMark;
import dev.assay.domain.Artifact.TableFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
            int[] apart = IntStream.range(0, 20_000)
                    .filter(_ -> random.nextInt(2_000) == 0)
                    .toArray();
            assertThat(rows(table, bytes, Picks.of(apart)))
                    .containsExactly(
                            Arrays.stream(apart).mapToObj(Long::valueOf).toArray(Long[]::new));
            assertThat(rows(table, bytes, Picks.of(new int[0]))).isEmpty();
            assertThat(rows(table, bytes, Picks.range(20_000, 1))).isEmpty();
            assertThat(rows(table, bytes, Picks.all())).hasSize(20_000);
        }
    }

    /// The number in the row.
    private static long row(Artifact.Table table, byte[] bytes, long offset) throws IOException {
        return rows(table, bytes, Picks.range(offset, 1)).getFirst();
    }

    private static List<Long> rows(Artifact.Table table, byte[] bytes, Picks picks) throws IOException {
        List<Cell> whole = new ArrayList<>();
        List<Cell> alone = new ArrayList<>();
        for (TableRows rows : TableRows.of(table, picks)) {
            rows.read(from(bytes, rows), cells -> whole.add(cells.getFirst()));
            rows.readColumn(from(bytes, rows), 0, alone::add);
        }
        assertThat(alone).isEqualTo(whole);
        return whole.stream().map(cell -> ((Cell.Int) cell).value()).toList();
    }

    private static ByteArrayInputStream from(byte[] bytes, TableRows rows) {
        int from = (int) rows.firstByte();
        return new ByteArrayInputStream(bytes, from, bytes.length - from);
    }
}
