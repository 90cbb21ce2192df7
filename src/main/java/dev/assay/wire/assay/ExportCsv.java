package dev.assay.wire.assay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.app.ExportSink;
import dev.assay.domain.ParameterValue.Dbl;
import dev.assay.domain.Tag;
import dev.assay.wire.json.TimeJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/// Writes an export as RFC 4180 has it, in UTF-8, as our own tables are read: a cell without a value is empty and an
/// empty text is `""`; numbers and booleans are Python's.
final class ExportCsv implements ExportSink {

    private static final int BUFFER_CHARS = 16 * 1024;

    private final OutputStream out;
    private final StringBuilder text = new StringBuilder();
    private int columns;
    private int next;

    ExportCsv(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin(List<Column> all) {
        columns = all.size();
        for (int i = 0; i < columns; i++) {
            text(i, all.get(i).name());
        }
        endRow();
    }

    @Override
    public void bool(int column, boolean value) {
        put(column, Boolean.toString(value));
    }

    @Override
    public void integer(int column, long value) {
        put(column, Long.toString(value));
    }

    @Override
    public void decimal(int column, double value) {
        put(column, new Dbl(value).text());
    }

    @Override
    public void time(int column, Instant value) {
        put(column, TimeJson.text(value));
    }

    @Override
    public void text(int column, String value) {
        put(column, quoted(value));
    }

    @Override
    public void tags(int column, List<Tag> value) {
        put(column, quoted(TagJson.text(value)));
    }

    private static String quoted(String value) {
        boolean plain =
                !value.isEmpty() && value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private void put(int column, String cell) {
        passTo(column);
        text.append(cell);
    }

    /// Commas stand between the cells, also between those that are empty.
    private void passTo(int column) {
        while (next < column) {
            text.append(',');
            next++;
        }
    }

    @Override
    public void endRow() {
        passTo(columns - 1);
        text.append("\r\n");
        next = 0;
        if (text.length() >= BUFFER_CHARS) {
            flush();
        }
    }

    /// To be called once, after the last row.
    void end() {
        flush();
    }

    private void flush() {
        try {
            out.write(text.toString().getBytes(UTF_8));
            text.setLength(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
