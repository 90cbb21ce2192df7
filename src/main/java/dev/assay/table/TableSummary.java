package dev.assay.table;

import dev.assay.domain.Artifact.Column;
import dev.assay.domain.Artifact.RowMark;
import java.util.List;

/// What is known of a table after one reading: how many rows, under which columns, and where some of them begin.
public record TableSummary(long rowCount, List<Column> columns, List<RowMark> marks) {

    public TableSummary {
        columns = List.copyOf(columns);
        marks = List.copyOf(marks);
    }
}
