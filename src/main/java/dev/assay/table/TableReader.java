package dev.assay.table;

import dev.assay.domain.Artifact.TableFormat;
import java.io.IOException;
import java.io.InputStream;

/// Reads a table once, from its first byte to its last, and says what it holds. It keeps no rows: its memory is bounded
/// by the limits here, whatever the size of the table. A summary means that every byte was read and is of the format;
/// anything else is the fault `MalformedBody` with the line, and then some of the source may be unread. An
/// `IOException` is the source's. The source is not closed.
///
/// The type of a column is boolean, integer or double where every value that is not null is that. Integers and doubles
/// together are doubles, provided that a double holds each of the integers exactly.
public final class TableReader {

    public static final int COLUMNS_MAX = 10_000;
    /// All names of a table's columns together, in UTF-16 units.
    public static final int COLUMN_NAMES_CHARS_MAX = 1 << 20;
    /// A cell of CSV, in UTF-16 units.
    public static final int CELL_CHARS_MAX = 1 << 20;
    /// A line of JSON lines, or a row of CSV, in UTF-16 units.
    public static final int LINE_CHARS_MAX = 8 << 20;
    /// Objects and lists in each other, the row itself counted.
    public static final int JSON_DEPTH_MAX = 64;

    private TableReader() {}

    public static TableSummary read(TableFormat format, InputStream source) throws IOException {
        return switch (format) {
            case CSV -> csv(source);
            case JSON_LINES -> jsonLines(source);
            case PARQUET -> throw new IllegalStateException("BUG: Parquet is not read as it arrives");
        };
    }

    /// RFC 4180 in UTF-8, a byte order mark allowed. The first record is the header, with names that are
    /// not empty and not equal; every other has as many cells. Lines end in CRLF or LF. An empty cell,
    /// quoted or not, is null. Cells read by the grammar of parameters; a column of mixed types is of
    /// strings, and so is one without a value.
    public static TableSummary csv(InputStream source) throws IOException {
        return CsvSummary.read(source);
    }

    /// UTF-8 without a byte order mark; every line that is not blank is one JSON object. The columns are the
    /// objects' fields in the order of their first appearance; a field that is missing is null. A column that
    /// is of no one type, or holds lists, objects, integers past int64 or numbers past a double, or nothing but
    /// null, is of the type ANY.
    public static TableSummary jsonLines(InputStream source) throws IOException {
        return JsonLinesSummary.read(source);
    }
}
