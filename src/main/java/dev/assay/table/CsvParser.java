package dev.assay.table;

import dev.assay.domain.Artifact.RowMark;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.CharBuffer;
import java.util.List;

/// One reading of one CSV: a machine that is fed characters and knows where in a record it stands.
final class CsvParser {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private enum Place {
        CELL_START,
        PLAIN,
        QUOTED,
        /// After a quote within a quoted cell: its end, or the first half of a quote that is data.
        QUOTE_IN_QUOTED,
        CARRIAGE_RETURN
    }

    /// What a reading is for.
    interface Sink {

        /// A cell of the header.
        void column(String name, String where);

        /// A cell of a row, its text good until this returns.
        void cell(int column, BoundedText text);

        /// False where no more rows are wanted.
        boolean endRow();
    }

    private final Utf8Source source;
    private final Sink sink;
    private final BoundedText cell = new BoundedText(TableReader.CELL_CHARS_MAX);
    private final RowMarks marks = new RowMarks();
    private Place place = Place.CELL_START;
    private boolean inHeader;
    private boolean goesOn = true;
    private int columns;
    private int cellsInRecord;
    private long charsInRecord;
    private long rowCount;
    private long line = 1;
    private long lineOfRecord = 1;
    private long lineOfQuote;

    private CsvParser(InputStream source, Sink sink, boolean inHeader, int columns) {
        this.source = new Utf8Source(source);
        this.sink = sink;
        this.inHeader = inHeader;
        this.columns = columns;
    }

    /// From its header on.
    static CsvParser whole(InputStream source, Sink sink) {
        return new CsvParser(source, sink, true, 0);
    }

    /// From the beginning of a row on.
    static CsvParser rows(InputStream source, int columns, Sink sink) {
        return new CsvParser(source, sink, false, columns);
    }

    void read() throws IOException {
        CharBuffer chars = next();
        int from = inHeader && chars.hasRemaining() && chars.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        while (chars.hasRemaining() && goesOn) {
            take(chars.array(), from, chars.limit());
            chars = next();
            from = 0;
        }
        if (goesOn) {
            end();
        }
    }

    long rowCount() {
        return rowCount;
    }

    List<RowMark> marks() {
        return marks.list();
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
        boolean marked = false;
        while (at < to && goesOn) {
            switch (place) {
                case CELL_START -> {
                    if (!marked && cellsInRecord == 0 && !inHeader) {
                        marks.add(rowCount, source.offset(at));
                        marked = true;
                    }
                    at = startCell(chars, at);
                }
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
            sink.column(cell.toString(), where(line));
            columns++;
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
        if (cellsInRecord == columns) {
            throw malformed(lineOfRecord, "more cells than the header's " + columns);
        }
        charsInRecord += cell.length();
        if (charsInRecord > TableReader.LINE_CHARS_MAX) {
            throw malformed(lineOfRecord, "a row of more than " + TableReader.LINE_CHARS_MAX + " characters");
        }
        sink.cell(cellsInRecord, cell);
    }

    private void endRecord() {
        if (inHeader) {
            inHeader = false;
        } else if (cellsInRecord < columns) {
            throw malformed(lineOfRecord, "fewer cells than the header's " + columns);
        } else {
            rowCount++;
            goesOn = sink.endRow();
        }
        cellsInRecord = 0;
        charsInRecord = 0;
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
