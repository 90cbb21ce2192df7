package dev.assay.columnar;

import dev.assay.columnar.ParquetFooter.Chunk;
import dev.assay.columnar.ParquetFooter.Kind;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Writes rows as Parquet, and holds one group of them in memory.
public final class ParquetTable implements RowTable {

    private static final int GROUP_ROWS_MAX = 64 * 1024;

    private final ParquetFile file;
    private final List<ParquetColumn> columns = new ArrayList<>();
    private final long groupBytesMax;
    private int rows;
    private long bytes;

    private ParquetTable(OutputStream out, List<Column> wanted) {
        List<ParquetFooter.Column> described = wanted.stream()
                .map(column -> new ParquetFooter.Column(column.name(), kind(column.type()), true))
                .toList();
        this.file = new ParquetFile(out, "table", described);
        described.forEach(column -> columns.add(new ParquetColumn(column)));
        this.groupBytesMax = RowTable.groupBytesMax(wanted.size());
    }

    private static Kind kind(Type type) {
        return switch (type) {
            case BOOLEAN -> Kind.BOOLEAN;
            case INTEGER -> Kind.INTEGER;
            case DOUBLE -> Kind.VALUE;
            case TIME -> Kind.TIME;
            case STRING -> Kind.STRING;
        };
    }

    /// The stream stays open when the table ends.
    public static ParquetTable open(OutputStream out, List<Column> columns) {
        return new ParquetTable(out, columns);
    }

    @Override
    public void bool(int column, boolean value) {
        bytes += columns.get(column).addBoolean(rows, value);
    }

    @Override
    public void integer(int column, long value) {
        bytes += columns.get(column).addInteger(rows, value);
    }

    @Override
    public void decimal(int column, double value) {
        bytes += columns.get(column).addDouble(rows, value);
    }

    @Override
    public void time(int column, long timeMs) {
        bytes += columns.get(column).addInteger(rows, timeMs);
    }

    @Override
    public void text(int column, String value) {
        bytes += columns.get(column).addText(rows, value);
    }

    @Override
    public void endRow() {
        rows++;
        if (rows == GROUP_ROWS_MAX || bytes >= groupBytesMax) {
            endGroup();
        }
    }

    @Override
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
