package dev.assay.table;

import java.util.List;

/// Takes rows as they are read.
public interface RowSink {

    /// In the order of the table's columns.
    void row(List<Cell> cells);
}
