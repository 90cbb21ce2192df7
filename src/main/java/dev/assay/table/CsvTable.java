package dev.assay.table;

import dev.assay.domain.Artifact.ColumnType;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;

/// One reading of one CSV: a machine that is fed characters and knows where in a record it stands.
final class CsvTable {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private enum Place {
        CELL_START,
        PLAIN,
        QUOTED,
        /// After a quote within a quoted cell: its end, or the first half of a quote that is data.
        QUOTE_IN_QUOTED,
        CARRIAGE_RETURN
    }

    private final Utf8Source source;
    private final Columns columns = new Columns();
    private final List<ColumnValues> columnsInOrder = new ArrayList<>();
    private final BoundedText cell = new BoundedText(TableReader.CELL_CHARS_MAX);
    private Place place = Place.CELL_START;
    private boolean inHeader = true;
    private int cellsInRecord;
    private long rowCount;
    private long line = 1;
    private long lineOfRecord = 1;
    private long lineOfQuote;

    CsvTable(InputStream source) {
        this.source = new Utf8Source(source);
    }

    TableSummary read() throws IOException {
        CharBuffer chars = next();
        int from = chars.hasRemaining() && chars.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        while (chars.hasRemaining()) {
            take(chars.array(), from, chars.limit());
            chars = next();
            from = 0;
        }
        end();
        return new TableSummary(rowCount, columns.list(ColumnType.STRING));
    }

    private CharBuffer next() throws IOException {
        try {
            return source.next();
        } catch (Utf8Source.Malformed e) {
            throw malformed(line, "not UTF-8");
        }
    }

    private void take(char[] chars, int from, int to) {
        int at = from;
        while (at < to) {
            switch (place) {
                case CELL_START -> at = startCell(chars, at);
                case PLAIN -> at = takePlain(chars, at, to);
                case QUOTED -> at = takeQuoted(chars, at, to);
                case QUOTE_IN_QUOTED -> takeAfterQuote(chars[at++]);
                case CARRIAGE_RETURN -> takeAfterCarriageReturn(chars[at++]);
            }
        }
    }

    private int startCell(char[] chars, int at) {
        cell.clear();
        if (chars[at] != '"') {
            place = Place.PLAIN;
            return at;
        }
        place = Place.QUOTED;
        lineOfQuote = line;
        return at + 1;
    }

    private int takePlain(char[] chars, int from, int to) {
        int at = from;
        while (at < to && !isSpecial(chars[at])) {
            at++;
        }
        append(chars, from, at);
        if (at == to) {
            return to;
        }
        if (chars[at] == '"') {
            throw malformed(line, "a quote within a cell that does not begin with one");
        }
        endCell(chars[at]);
        return at + 1;
    }

    private int takeQuoted(char[] chars, int from, int to) {
        int at = from;
        while (at < to && chars[at] != '"') {
            if (chars[at] == '\n') {
                line++;
            }
            at++;
        }
        append(chars, from, at);
        if (at == to) {
            return to;
        }
        place = Place.QUOTE_IN_QUOTED;
        return at + 1;
    }

    private void takeAfterQuote(char next) {
        switch (next) {
            case '"' -> {
                append(new char[] {'"'}, 0, 1);
                place = Place.QUOTED;
            }
            case ',', '\r', '\n' -> endCell(next);
            default -> throw malformed(line, "more after a cell's closing quote");
        }
    }

    private void takeAfterCarriageReturn(char next) {
        if (next != '\n') {
            throw malformed(line, "a carriage return that no line feed follows");
        }
        endRecord();
    }

    private void end() {
        switch (place) {
            case QUOTED -> throw malformed(lineOfQuote, "a cell's closing quote is missing");
            case CARRIAGE_RETURN -> throw malformed(line, "a carriage return that no line feed follows");
            case PLAIN, QUOTE_IN_QUOTED -> endLastRecord();
            case CELL_START -> {
                if (cellsInRecord > 0) {
                    cell.clear();
                    endLastRecord();
                }
            }
        }
        if (inHeader) {
            throw malformed(line, "no header");
        }
    }

    private void endLastRecord() {
        endCell('\n');
    }

    private void endCell(char delimiter) {
        if (inHeader) {
            columnsInOrder.add(columns.add(cell.toString(), where(line)));
        } else {
            takeCell();
        }
        cellsInRecord++;
        switch (delimiter) {
            case ',' -> place = Place.CELL_START;
            case '\r' -> place = Place.CARRIAGE_RETURN;
            case '\n' -> endRecord();
            default -> throw new IllegalStateException("BUG: a cell that ends in U+" + (int) delimiter);
        }
    }

    private void takeCell() {
        if (cellsInRecord == columnsInOrder.size()) {
            throw malformed(lineOfRecord, "more cells than the header's " + columnsInOrder.size());
        }
        if (cell.length() > 0) {
            columnsInOrder.get(cellsInRecord).takeText(cell.chars(), cell.length());
        }
    }

    private void endRecord() {
        if (inHeader) {
            inHeader = false;
        } else if (cellsInRecord < columnsInOrder.size()) {
            throw malformed(lineOfRecord, "fewer cells than the header's " + columnsInOrder.size());
        } else {
            rowCount++;
        }
        cellsInRecord = 0;
        place = Place.CELL_START;
        line++;
        lineOfRecord = line;
    }

    private void append(char[] chars, int from, int to) {
        if (!cell.append(chars, from, to)) {
            throw malformed(line, "a cell of more than " + TableReader.CELL_CHARS_MAX + " characters");
        }
    }

    private static boolean isSpecial(char character) {
        return character == ',' || character == '\n' || character == '\r' || character == '"';
    }

    private static Fault malformed(long line, String reason) {
        return Faults.malformedBody(where(line), reason);
    }

    private static String where(long line) {
        return "line " + line;
    }
}
