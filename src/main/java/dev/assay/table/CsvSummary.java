package dev.assay.table;

import dev.assay.domain.Artifact.ColumnType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Reads a CSV to know what it holds.
final class CsvSummary implements CsvParser.Sink {

    private final Columns columns = new Columns();
    private final List<ColumnValues> columnsInOrder = new ArrayList<>();

    private CsvSummary() {}

    static TableSummary read(InputStream source) throws IOException {
        CsvSummary summary = new CsvSummary();
        CsvParser parser = CsvParser.whole(source, summary);
        parser.read();
        return new TableSummary(parser.rowCount(), summary.columns.list(ColumnType.STRING), parser.marks());
    }

    @Override
    public void column(String name, String where) {
        columnsInOrder.add(columns.add(name, where));
    }

    @Override
    public void cell(int column, BoundedText text) {
        if (text.length() > 0) {
            columnsInOrder.get(column).takeText(text.chars(), text.length());
        }
    }

    @Override
    public boolean endRow() {
        return true;
    }
}
