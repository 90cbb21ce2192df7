package dev.assay.table;

import dev.assay.domain.Artifact;
import dev.assay.domain.Artifact.ColumnType;
import dev.assay.domain.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/// Reads the rows of a CSV as values of the types that its columns are known to have.
final class CsvRows implements CsvParser.Sink {

    private final ColumnType[] types;
    private final Cell[] cells;
    private final Window window;

    private CsvRows(Artifact.Table table, Window window) {
        this.types = table.columns().stream().map(Artifact.Column::type).toArray(ColumnType[]::new);
        this.cells = new Cell[types.length];
        Arrays.fill(cells, Cell.NOTHING);
        this.window = window;
    }

    static void read(Artifact.Table table, InputStream source, boolean fromHeader, Window window) throws IOException {
        CsvRows rows = new CsvRows(table, window);
        CsvParser parser = fromHeader
                ? CsvParser.whole(source, rows)
                : CsvParser.rows(source, table.columns().size(), rows);
        parser.read();
    }

    @Override
    public void column(String name, String where) {}

    @Override
    public void cell(int column, BoundedText text) {
        if (window.wants(column)) {
            cells[column] = text.length() == 0 ? Cell.NOTHING : cell(types[column], text.toString());
        }
    }

    @Override
    public boolean endRow() {
        return window.pass(List.of(cells));
    }

    /// Texts are what the grammar of parameters has found them to be, unless they have changed.
    private static Cell cell(ColumnType type, String text) {
        try {
            return typed(type, text);
        } catch (NumberFormatException e) {
            throw Faults.malformedBody("", "a cell that is no number where there was one");
        }
    }

    private static Cell typed(ColumnType type, String text) {
        return switch (type) {
            case BOOLEAN -> new Cell.Bool(Boolean.parseBoolean(text));
            case INTEGER -> new Cell.Int(Long.parseLong(text));
            case DOUBLE -> new Cell.Dbl(number(text));
            case STRING, ANY -> new Cell.Text(text);
        };
    }

    private static double number(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
