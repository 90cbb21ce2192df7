package dev.assay.table;

import dev.assay.domain.Artifact;
import dev.assay.domain.Artifact.RowMark;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads rows of a table that `TableReader` has read before, from any of them on, and holds one at a time. A content
/// that is not the same any more may end in the fault `MalformedBody`; an `IOException` is the source's.
public final class TableRows {

    private static final RowMark FIRST = new RowMark(0, 0);

    private final Artifact.Table table;
    private final RowMark mark;
    private final Picks picks;

    private TableRows(Artifact.Table table, RowMark mark, Picks picks) {
        this.table = table;
        this.mark = mark;
        this.picks = picks;
    }

    /// Readings that have all of the rows, one after the other; none where the table has none of them. What lies
    /// between two readings nobody needs to read.
    public static List<TableRows> of(Artifact.Table table, Picks picks) {
        if (picks.count() == 0 || picks.row(0) >= table.rowCount()) {
            return List.of();
        }
        return switch (picks) {
            case Picks.Range range -> List.of(new TableRows(table, nearest(table, range.first()), range));
            case Picks.Listed listed -> byMark(table, listed);
        };
    }

    private static List<TableRows> byMark(Artifact.Table table, Picks.Listed listed) {
        List<TableRows> readings = new ArrayList<>();
        long from = 0;
        while (from < listed.count()) {
            RowMark mark = nearest(table, listed.row(from));
            long to = from + 1;
            while (to < listed.count() && nearest(table, listed.row(to)).equals(mark)) {
                to++;
            }
            readings.add(new TableRows(table, mark, listed.part(from, to)));
            from = to;
        }
        return readings;
    }

    private static RowMark nearest(Artifact.Table table, long row) {
        RowMark nearest = FIRST;
        for (RowMark mark : table.marks()) {
            if (mark.row() <= row) {
                nearest = mark;
            }
        }
        return nearest;
    }

    /// The byte of the content that reading begins at; the first where all of it is read.
    public long firstByte() {
        return mark.offset();
    }

    /// Gives them to the sink.
    ///
    /// @param source the content from `firstByte` on
    public void read(InputStream source, RowSink sink) throws IOException {
        read(source, Window.of(picks, mark.row(), sink));
    }

    /// Gives what they have in one column to the sink.
    public void readColumn(InputStream source, int column, Consumer<Cell> sink) throws IOException {
        read(source, Window.ofColumn(picks, column, mark.row(), cells -> sink.accept(cells.get(column))));
    }

    private void read(InputStream source, Window window) throws IOException {
        switch (table.format()) {
            case CSV -> CsvRows.read(table, source, mark.equals(FIRST), window);
            case JSON_LINES -> JsonLinesRows.read(table, source, window);
            case PARQUET -> throw new IllegalStateException("BUG: Parquet is not read from the front");
        }
    }
}
