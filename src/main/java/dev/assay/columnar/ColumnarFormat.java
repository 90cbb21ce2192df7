package dev.assay.columnar;

import java.io.OutputStream;
import java.util.List;

/// How a table of points is written. Both hold the same rows in the same order: the leading columns of texts, then
/// `step` (int64), the time (UTC, in milliseconds) and `value` (double), none of them ever null.
public enum ColumnarFormat {
    /// Arrow's streaming format; the time is called `time`, so that the table can be logged as it is.
    ARROW("application/vnd.apache.arrow.stream"),
    /// Apache Parquet; the time is called `timestamp`, as Foundry calls it.
    PARQUET("application/vnd.apache.parquet");

    private final String mediaType;

    ColumnarFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /// Begins a table of any rows; the stream stays open when it ends.
    public RowTable openRows(OutputStream out, List<RowTable.Column> columns) {
        return switch (this) {
            case ARROW -> new ArrowTable(out, columns);
            case PARQUET -> ParquetTable.open(out, columns);
        };
    }

    /// Begins a table of points; the stream stays open when it ends.
    public PointTable open(OutputStream out, List<TextColumn> leading) {
        return new PointTable(
                switch (this) {
                    case ARROW -> new ArrowWriter(out, leading);
                    case PARQUET -> new ParquetWriter(out, leading);
                },
                leading.size());
    }
}
