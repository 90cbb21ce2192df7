package dev.assay.wire.assay;

import dev.assay.app.ExportSink;
import dev.assay.columnar.ColumnarFormat;
import dev.assay.columnar.RowTable;
import dev.assay.domain.Tag;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes an export in a columnar format; tags stand as JSON.
final class ExportTable implements ExportSink {

    private final ColumnarFormat format;
    private final OutputStream out;
    private Optional<RowTable> table = Optional.empty();

    ExportTable(ColumnarFormat format, OutputStream out) {
        this.format = format;
        this.out = out;
    }

    @Override
    public void begin(List<Column> columns) {
        table = Optional.of(format.openRows(
                out,
                columns.stream()
                        .map(column -> new RowTable.Column(column.name(), type(column.type())))
                        .toList()));
    }

    private static RowTable.Type type(Type type) {
        return switch (type) {
            case BOOLEAN -> RowTable.Type.BOOLEAN;
            case INTEGER -> RowTable.Type.INTEGER;
            case DOUBLE -> RowTable.Type.DOUBLE;
            case TIME -> RowTable.Type.TIME;
            case TEXT, TAGS -> RowTable.Type.STRING;
        };
    }

    @Override
    public void bool(int column, boolean value) {
        table().bool(column, value);
    }

    @Override
    public void integer(int column, long value) {
        table().integer(column, value);
    }

    @Override
    public void decimal(int column, double value) {
        table().decimal(column, value);
    }

    @Override
    public void time(int column, Instant value) {
        table().time(column, value.toEpochMilli());
    }

    @Override
    public void text(int column, String value) {
        table().text(column, value);
    }

    @Override
    public void tags(int column, List<Tag> value) {
        table().text(column, TagJson.text(value));
    }

    @Override
    public void endRow() {
        table().endRow();
    }

    /// To be called once, after the last row.
    void end() {
        table().end();
    }

    private RowTable table() {
        return table.orElseThrow(() -> new IllegalStateException("BUG: rows before their columns"));
    }
}
