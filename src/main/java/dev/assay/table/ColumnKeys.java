package dev.assay.table;

import dev.assay.domain.ExactOrder;
import dev.assay.domain.Faults;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/// What the rows of a table have in one column, to sort them by: first numbers by what they are worth, exactly,
/// then `false` and `true`, then texts by code points, then lists and objects by their JSON, then NaN, then what is
/// null. No direction turns these kinds round, only what is within one of them; rows that are equal stay as they
/// were.
public final class ColumnKeys {

    public static final int ROWS_MAX = 1_000_000;

    /// Of all texts of a column together, in UTF-8.
    public static final int TEXT_BYTES_MAX = 64 << 20;

    private static final int FIRST_BYTES = 4 << 10;

    /// In the order in which they stand.
    private enum Kind {
        INTEGER,
        DOUBLE,
        DECIMAL,
        BOOLEAN,
        TEXT,
        JSON,
        NAN,
        NOTHING;

        boolean isNumber() {
            return compareTo(DECIMAL) <= 0;
        }
    }

    private final int textBytesMax;
    private final Kind[] kinds;
    /// A number or a boolean itself; where in `texts` all else begins, and how many bytes it has.
    private final long[] values;
    private byte[] texts = {};
    private int textBytes;
    private int rows;

    private ColumnKeys(int rows, int textBytesMax) {
        this.textBytesMax = textBytesMax;
        this.kinds = new Kind[rows];
        this.values = new long[rows];
    }

    /// Throws `LimitReached` for more rows than there may be.
    ///
    /// @param rows that the table has
    public static ColumnKeys of(long rows) {
        requireRows(rows);
        return new ColumnKeys((int) rows, TEXT_BYTES_MAX);
    }

    /// The same before there is anything to be read.
    public static void requireRows(long rows) {
        if (rows > ROWS_MAX) {
            throw Faults.limitReached("rows in a table that is sorted", ROWS_MAX);
        }
    }

    /// With another limit, for tests.
    static ColumnKeys of(int rows, int textBytesMax) {
        return new ColumnKeys(rows, textBytesMax);
    }

    /// The next row's. Throws `LimitReached` for more text than there may be; `MalformedBody` for more rows than the
    /// table is known to have.
    public void add(Cell cell) {
        if (rows == kinds.length) {
            throw Faults.malformedBody("", "more rows than there were");
        }
        switch (cell) {
            case Cell.Nothing _ -> add(Kind.NOTHING, 0);
            case Cell.Bool(boolean value) -> add(Kind.BOOLEAN, value ? 1 : 0);
            case Cell.Int(long value) -> add(Kind.INTEGER, value);
            case Cell.Dbl(double value) ->
                add(Double.isNaN(value) ? Kind.NAN : Kind.DOUBLE, Double.doubleToRawLongBits(value));
            case Cell.Num(String text) -> addBytes(Kind.DECIMAL, DecimalKey.of(text));
            case Cell.Text(String text) -> addBytes(Kind.TEXT, text.getBytes(StandardCharsets.UTF_8));
            case Cell.Json(String text) -> addBytes(Kind.JSON, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void add(Kind kind, long value) {
        kinds[rows] = kind;
        values[rows] = value;
        rows++;
    }

    private void addBytes(Kind kind, byte[] bytes) {
        if (bytes.length > textBytesMax - textBytes) {
            throw Faults.limitReached("bytes of text in a column that is sorted by", textBytesMax);
        }
        if (bytes.length > texts.length - textBytes) {
            int wanted = Math.max(FIRST_BYTES, Math.max(2 * texts.length, textBytes + bytes.length));
            texts = Arrays.copyOf(texts, Math.min(wanted, textBytesMax));
        }
        System.arraycopy(bytes, 0, texts, textBytes, bytes.length);
        add(kind, (long) textBytes << Integer.SIZE | bytes.length);
        textBytes += bytes.length;
    }

    /// The rows in their order: how many come before each in the table.
    public int[] sorted(boolean descending) {
        return IntStream.range(0, rows)
                .boxed()
                .sorted((a, b) -> compare(a, b, descending))
                .mapToInt(row -> row)
                .toArray();
    }

    private int compare(int a, int b, boolean descending) {
        Kind one = kinds[a];
        Kind other = kinds[b];
        int order;
        if (one.isNumber() && other.isNumber()) {
            order = compareNumbers(one, a, other, b);
        } else if (one == other) {
            order = switch (one) {
                case NOTHING, NAN -> 0;
                case BOOLEAN -> Long.compare(values[a], values[b]);
                case TEXT, JSON -> compareBytes(a, b);
                case INTEGER, DOUBLE, DECIMAL -> throw new IllegalStateException("BUG: numbers are no numbers");
            };
        } else {
            return one.compareTo(other);
        }
        return descending ? -order : order;
    }

    private int compareNumbers(Kind one, int a, Kind other, int b) {
        if (one == Kind.DECIMAL || other == Kind.DECIMAL) {
            return one == other ? compareBytes(a, b) : Arrays.compareUnsigned(decimal(one, a), decimal(other, b));
        }
        if (one == Kind.INTEGER) {
            return other == Kind.INTEGER
                    ? Long.compare(values[a], values[b])
                    : ExactOrder.compare(values[a], Double.longBitsToDouble(values[b]));
        }
        double value = Double.longBitsToDouble(values[a]);
        if (other == Kind.INTEGER) {
            return -ExactOrder.compare(values[b], value);
        }
        double with = Double.longBitsToDouble(values[b]);
        return value < with ? -1 : value > with ? 1 : 0;
    }

    private byte[] decimal(Kind kind, int row) {
        return switch (kind) {
            case INTEGER -> DecimalKey.of(Long.toString(values[row]));
            case DOUBLE -> DecimalKey.of(Double.longBitsToDouble(values[row]));
            case DECIMAL -> Arrays.copyOfRange(texts, from(row), to(row));
            case BOOLEAN, TEXT, JSON, NAN, NOTHING -> throw new IllegalStateException("BUG: no number");
        };
    }

    private int compareBytes(int a, int b) {
        return Arrays.compareUnsigned(texts, from(a), to(a), texts, from(b), to(b));
    }

    private int from(int row) {
        return (int) (values[row] >> Integer.SIZE);
    }

    private int to(int row) {
        return from(row) + (int) values[row];
    }
}
