package dev.assay.columnar;

import dev.assay.columnar.ParquetFooter.Chunk;
import dev.assay.columnar.ParquetFooter.Kind;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Writes rows under named columns as Parquet, and holds one group of rows in memory. A failing stream comes as an
/// `UncheckedIOException`. Not for several threads.
///
/// ```
/// ParquetTable table = ParquetTable.open(out, List.of(new Column("n", Type.INTEGER), new Column("s", Type.STRING)));
/// table.integer(0, 7);
/// table.endRow(); // without a value of `s`, which is null
/// table.end();
/// ```
public final class ParquetTable {

    private static final int GROUP_ROWS_MAX = 64 * 1024;
    private static final int GROUP_BYTES_MAX = 8 << 20;
    /// With many columns a group has more bytes, lest the footer have more than the rows.
    private static final int GROUP_BYTES_PER_COLUMN_MIN = 4 << 10;

    /// What a column holds; every row may be without a value.
    public enum Type {
        BOOLEAN(Kind.BOOLEAN),
        /// An int64.
        INTEGER(Kind.INTEGER),
        DOUBLE(Kind.VALUE),
        STRING(Kind.STRING);

        private final Kind kind;

        Type(Kind kind) {
            this.kind = kind;
        }
    }

    public record Column(String name, Type type) {}

    private final ParquetFile file;
    private final List<ParquetColumn> columns = new ArrayList<>();
    private final long groupBytesMax;
    private int rows;
    private long bytes;

    private ParquetTable(OutputStream out, List<Column> wanted) {
        List<ParquetFooter.Column> described = wanted.stream()
                .map(column -> new ParquetFooter.Column(column.name(), column.type().kind, true))
                .toList();
        this.file = new ParquetFile(out, "table", described);
        described.forEach(column -> columns.add(new ParquetColumn(column)));
        this.groupBytesMax = Math.max(GROUP_BYTES_MAX, (long) GROUP_BYTES_PER_COLUMN_MIN * wanted.size());
    }

    /// The stream stays open when the table ends.
    public static ParquetTable open(OutputStream out, List<Column> columns) {
        return new ParquetTable(out, columns);
    }

    public void bool(int column, boolean value) {
        bytes += columns.get(column).addBoolean(rows, value);
    }

    public void integer(int column, long value) {
        bytes += columns.get(column).addInteger(rows, value);
    }

    /// Every bit of it is kept.
    public void decimal(int column, double value) {
        bytes += columns.get(column).addDouble(rows, value);
    }

    public void text(int column, String value) {
        bytes += columns.get(column).addText(rows, value);
    }

    public void endRow() {
        rows++;
        if (rows == GROUP_ROWS_MAX || bytes >= groupBytesMax) {
            endGroup();
        }
    }

    /// To be called once, after the last row.
    public void end() {
        if (rows > 0) {
            endGroup();
        }
        file.end();
    }

    private void endGroup() {
        List<Chunk> chunks = new ArrayList<>(columns.size());
        columns.forEach(column -> chunks.add(column.write(file, rows)));
        file.endGroup(rows, chunks);
        rows = 0;
        bytes = 0;
    }
}
