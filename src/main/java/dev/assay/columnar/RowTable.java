package dev.assay.columnar;

/// Rows under named columns, written in their order while at most one group of them is held in memory. A row gets at
/// most one value of each column; what it does not get is null. A failing stream comes as an `UncheckedIOException`.
/// Not
/// for several threads.
///
/// ```
/// RowTable table = ColumnarFormat.PARQUET.openRows(
///         out, List.of(new Column("n", Type.INTEGER), new Column("s", Type.STRING)));
/// table.integer(0, 7);
/// table.endRow(); // without a value of `s`
/// table.end();
/// ```
public sealed interface RowTable permits ArrowTable, ParquetTable {

    int GROUP_BYTES_MAX = 8 << 20;
    /// With many columns a group has more bytes, lest what is said of the groups have more than the rows.
    int GROUP_BYTES_PER_COLUMN_MIN = 4 << 10;

    /// What a column holds; every row may be without a value.
    enum Type {
        BOOLEAN,
        /// An int64.
        INTEGER,
        DOUBLE,
        /// Milliseconds since 1970, in UTC.
        TIME,
        STRING
    }

    record Column(String name, Type type) {}

    /// What a group of rows may have in memory.
    static long groupBytesMax(int columns) {
        return Math.max(GROUP_BYTES_MAX, (long) GROUP_BYTES_PER_COLUMN_MIN * columns);
    }

    void bool(int column, boolean value);

    void integer(int column, long value);

    /// Every bit of it is kept.
    void decimal(int column, double value);

    void time(int column, long timeMs);

    void text(int column, String value);

    void endRow();

    /// To be called once, after the last row.
    void end();
}
