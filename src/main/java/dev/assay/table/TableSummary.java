package dev.assay.table;

import dev.assay.domain.Artifact.Column;
import java.util.List;

/// What is known of a table after one reading: how many rows, under which columns.
public record TableSummary(long rowCount, List<Column> columns) {

    public TableSummary {
        columns = List.copyOf(columns);
    }
}
