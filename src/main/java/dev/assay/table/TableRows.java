package dev.assay.table;

import dev.assay.domain.Artifact;
import dev.assay.domain.Artifact.RowMark;
import java.io.IOException;
import java.io.InputStream;

/// Reads rows of a table that `TableReader` has read before, from any of them on, and holds one at a time. A content
/// that is not the same any more may end in the fault `MalformedBody`; an `IOException` is the source's.
public final class TableRows {

    private static final RowMark FIRST = new RowMark(0, 0);

    private final Artifact.Table table;
    private final long offset;
    private final RowMark mark;

    private TableRows(Artifact.Table table, long offset, RowMark mark) {
        this.table = table;
        this.offset = offset;
        this.mark = mark;
    }

    /// The rows that `offset` others come before.
    public static TableRows from(Artifact.Table table, long offset) {
        RowMark nearest = FIRST;
        for (RowMark mark : table.marks()) {
            if (mark.row() <= offset) {
                nearest = mark;
            }
        }
        return new TableRows(table, offset, nearest);
    }

    /// The byte of the content that reading begins at; the first where all of it is read.
    public long firstByte() {
        return mark.offset();
    }

    /// At most `limit` of them, none past the last.
    ///
    /// @param source the content from `firstByte` on
    public void read(InputStream source, long limit, RowSink sink) throws IOException {
        if (limit <= 0 || offset >= table.rowCount()) {
            return;
        }
        Window window = new Window(offset - mark.row(), limit, sink);
        switch (table.format()) {
            case CSV -> CsvRows.read(table, source, mark.equals(FIRST), window);
            case JSON_LINES -> JsonLinesRows.read(table, source, window);
            case PARQUET -> throw new IllegalStateException("BUG: Parquet is not read from the front");
        }
    }
}
