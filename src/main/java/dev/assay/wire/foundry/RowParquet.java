package dev.assay.wire.foundry;

import dev.assay.columnar.ParquetTable;
import dev.assay.columnar.RowTable;
import dev.assay.domain.Artifact;
import dev.assay.domain.Artifact.Column;
import dev.assay.domain.Artifact.ColumnType;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.json.Json;
import dev.assay.table.Cell;
import dev.assay.table.RowSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Rows of a table as Parquet. A cell of a type that its column does not have is `Unavailable`. In a column of values
/// of several types each stands as its JSON.
final class RowParquet implements RowSink {

    private final ParquetTable parquet;
    private final List<ColumnType> types;

    private RowParquet(ParquetTable parquet, List<ColumnType> types) {
        this.parquet = parquet;
        this.types = types;
    }

    static RowParquet open(OutputStream out, List<Artifact.Column> columns) {
        List<RowTable.Column> described = columns.stream()
                .map(column -> new RowTable.Column(column.name(), type(column.type())))
                .toList();
        return new RowParquet(
                ParquetTable.open(out, described),
                columns.stream().map(Column::type).toList());
    }

    private static RowTable.Type type(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> RowTable.Type.BOOLEAN;
            case INTEGER -> RowTable.Type.INTEGER;
            case DOUBLE -> RowTable.Type.DOUBLE;
            case STRING, ANY -> RowTable.Type.STRING;
        };
    }

    @Override
    public void row(List<Cell> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).equals(Cell.NOTHING)) {
                write(i, cells.get(i));
            }
        }
        parquet.endRow();
    }

    /// To be called once, after the last row.
    void end() {
        parquet.end();
    }

    private void write(int column, Cell cell) {
        switch (types.get(column)) {
            case ANY -> parquet.text(column, json(cell));
            case DOUBLE -> parquet.decimal(column, number(cell));
            case BOOLEAN, INTEGER, STRING -> writePlain(column, cell);
        }
    }

    private void writePlain(int column, Cell cell) {
        switch (cell) {
            case Cell.Bool(boolean value) -> parquet.bool(column, value);
            case Cell.Int(long value) -> parquet.integer(column, value);
            case Cell.Text(String text) -> parquet.text(column, text);
            case Cell.Nothing _, Cell.Dbl _, Cell.Num _, Cell.Json _ -> throw misplaced(cell);
        }
    }

    /// An integer in a column of doubles is exactly a double.
    private static double number(Cell cell) {
        return switch (cell) {
            case Cell.Dbl(double value) -> value;
            case Cell.Int(long value) -> value;
            case Cell.Nothing _, Cell.Bool _, Cell.Text _, Cell.Num _, Cell.Json _ -> throw misplaced(cell);
        };
    }

    private static String json(Cell cell) {
        return switch (cell) {
            case Cell.Bool(boolean value) -> Boolean.toString(value);
            case Cell.Int(long value) -> Long.toString(value);
            case Cell.Dbl(double value) -> Double.toString(value);
            case Cell.Num(String text) -> text;
            case Cell.Json(String text) -> text;
            case Cell.Text(String text) -> quoted(text);
            case Cell.Nothing _ -> throw misplaced(cell);
        };
    }

    private static String quoted(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(out)) {
            json.writeString(text);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /// What was read when the table came is not what stands there now.
    private static Fault misplaced(Cell cell) {
        String found = "a column of another type with a " + cell.getClass().getSimpleName();
        return Faults.unavailable("an artifact is damaged", new IOException(found));
    }
}
