package dev.assay.table;

import java.util.List;

/// Which of the rows that come by are wanted: those after some, and no more than so many.
final class Window {

    private final RowSink sink;
    private long before;
    private long left;

    /// @param before how many rows to pass over
    /// @param limit 1 or more
    Window(long before, long limit, RowSink sink) {
        this.before = before;
        this.left = limit;
        this.sink = sink;
    }

    /// Whether the row that comes now is one of them.
    boolean isOpen() {
        return before == 0;
    }

    /// At the end of each row. False where no more are wanted.
    boolean pass(List<Cell> cells) {
        if (before > 0) {
            before--;
            return true;
        }
        sink.row(cells);
        left--;
        return left > 0;
    }
}
