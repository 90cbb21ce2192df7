package dev.assay.table;

import java.util.List;

/// Which of the rows and cells that come by are wanted.
final class Window {

    private static final int ALL = -1;

    private final Picks picks;
    private final int column;
    private final RowSink sink;
    private long row;
    private long next;

    private Window(Picks picks, int column, long row, RowSink sink) {
        this.picks = picks;
        this.column = column;
        this.row = row;
        this.sink = sink;
    }

    /// @param picks one or more
    /// @param row the first that comes
    static Window of(Picks picks, long row, RowSink sink) {
        return new Window(picks, ALL, row, sink);
    }

    /// Cells of other columns need not be read.
    static Window ofColumn(Picks picks, int column, long row, RowSink sink) {
        return new Window(picks, column, row, sink);
    }

    /// Whether the cell in the row that comes now is one of them.
    boolean wants(int cell) {
        return (column == ALL || column == cell) && picks.row(next) == row;
    }

    /// At the end of each row. False where no more are wanted.
    boolean pass(List<Cell> cells) {
        if (picks.row(next) == row) {
            sink.row(cells);
            next++;
        }
        row++;
        return next < picks.count();
    }
}
