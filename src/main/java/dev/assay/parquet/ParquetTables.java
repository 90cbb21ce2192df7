package dev.assay.parquet;

import dev.assay.bytes.ByteSource;
import dev.assay.bytes.DamagedBytes;
import dev.assay.domain.Artifact.Column;
import dev.assay.domain.Artifact.ColumnType;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.table.Cell;
import dev.assay.table.Picks;
import dev.assay.table.RowSink;
import dev.assay.table.TableSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Tables that are Parquet files. Whatever the bytes are, reading them takes no more memory than the limits here and in
/// this room allow: a page and the dictionary of one column, and some rows. An `IOException` is the source's.
public final class ParquetTables {

    /// What all pages of a file may unpack to: so many times the file, and some more.
    private static final long UNPACKED_SHARE_MAX = 256;

    private static final long UNPACKED_ALWAYS = 1L << 30;
    /// Rows that are in memory at a time.
    private static final int BLOCK_ROWS_MAX = 100;
    /// The same where one column is read: each block begins its pages anew.
    private static final int COLUMN_BLOCK_ROWS_MAX = 100_000;

    private ParquetTables() {}

    /// Reads every page once. A summary means that every row can be read; anything else is the fault `MalformedBody`.
    public static TableSummary inspect(ByteSource file) throws IOException {
        Shape shape = shape(file);
        List<Column> columns = columns(shape);
        new Inspection(file, shape, new Unpacking(UNPACKED_ALWAYS + UNPACKED_SHARE_MAX * file.size())).run();
        return new TableSummary(shape.rows(), columns, List.of());
    }

    /// Gives the rows to the sink, as far as there are so many. Throws `LimitReached` where a row is too large to be
    /// held, `MalformedBody` where the file is not the same any more.
    public static void read(ByteSource file, Picks picks, RowSink sink) throws IOException {
        Shape shape = shape(file);
        read(file, shape, shape.fields(), picks, BLOCK_ROWS_MAX, sink);
    }

    /// Gives what every row has in a column to the sink, and no other column is read. Decimals, which are texts
    /// otherwise, come as the numbers that they are. Throws as `read` does.
    public static void readColumn(ByteSource file, int column, Consumer<Cell> sink) throws IOException {
        Shape shape = shape(file);
        Node field = shape.fields().get(column);
        boolean decimal = field.isPlain() && field.leaves().getFirst().type().kind() == LeafType.Kind.DECIMAL;
        read(file, shape, List.of(field), Picks.all(), COLUMN_BLOCK_ROWS_MAX, cells -> {
            Cell cell = cells.getFirst();
            sink.accept(decimal && cell instanceof Cell.Text(String text) ? new Cell.Num(text) : cell);
        });
    }

    private static void read(
            ByteSource file, Shape shape, List<Node> fields, Picks picks, int blockRowsMax, RowSink sink)
            throws IOException {
        long first = 0;
        long from = 0;
        for (Shape.RowGroup group : shape.groups()) {
            long to = placeOf(first + group.rows(), picks, from);
            if (from < to) {
                new GroupRows(file, fields, group, first).read(picks.part(from, to), blockRowsMax, sink);
            }
            from = to;
            first += group.rows();
        }
    }

    /// How many of the picks come before the row, of which so many are known to do so.
    private static long placeOf(long row, Picks picks, long from) {
        return switch (picks) {
            case Picks.Range(long first, long end) -> Math.clamp(row, first, end) - first;
            case Picks.Listed listed -> {
                long at = from;
                while (at < listed.count() && listed.row(at) < row) {
                    at++;
                }
                yield at;
            }
        };
    }

    private static Shape shape(ByteSource file) throws IOException {
        try {
            return Shape.read(file);
        } catch (Broken | DamagedBytes e) {
            throw Faults.malformedBody("", String.valueOf(e.getMessage()));
        }
    }

    private static List<Column> columns(Shape shape) {
        Set<String> names = new HashSet<>();
        List<Column> columns = new ArrayList<>();
        for (Node field : shape.fields()) {
            try {
                columns.add(new Column(field.name(), type(field)));
            } catch (Fault fault) {
                throw Faults.malformedBody("", fault.text());
            }
            if (!names.add(field.name())) {
                throw Faults.malformedBody("", "two columns have the same name: " + field.name());
            }
        }
        return columns;
    }

    private static ColumnType type(Node field) {
        if (!(field instanceof Node.Value value) || !field.isPlain()) {
            return ColumnType.ANY;
        }
        return switch (value.leaf().type().kind()) {
            case BOOLEAN -> ColumnType.BOOLEAN;
            case SIGNED -> ColumnType.INTEGER;
            case UNSIGNED -> value.leaf().type().bits() < Long.SIZE ? ColumnType.INTEGER : ColumnType.ANY;
            case FLOAT, DOUBLE, FLOAT16 -> ColumnType.DOUBLE;
            case DECIMAL, DATE, TIMESTAMP, INT96, TEXT, UUID, INTERVAL, BINARY -> ColumnType.STRING;
            case TIME, NOTHING -> ColumnType.ANY;
        };
    }

    /// The rows of one group.
    ///
    /// @param first row of it in the table
    private record GroupRows(ByteSource file, List<Node> fields, Shape.RowGroup group, long first) {

        void read(Picks picks, int blockRowsMax, RowSink sink) throws IOException {
            long at = 0;
            long rows = blockRowsMax;
            while (at < picks.count()) {
                long end = Math.min(picks.count(), at + rows);
                try {
                    block(picks.part(at, end)).forEach(sink::row);
                    at = end;
                } catch (Budget.Exceeded e) {
                    if (end - at == 1) {
                        throw Faults.limitReached("bytes in a row that is read", Budget.BYTES_MAX);
                    }
                    rows = (end - at) / 2;
                } catch (Broken | DamagedBytes e) {
                    throw Faults.malformedBody("", String.valueOf(e.getMessage()));
                }
            }
        }

        private List<List<Cell>> block(Picks picks) throws IOException {
            Unpacking unpacking = new Unpacking(Long.MAX_VALUE);
            Budget budget = new Budget();
            List<Triplets> columns = new ArrayList<>();
            for (Node field : fields) {
                for (Leaf leaf : field.leaves()) {
                    Chunk chunk = group.chunks().get(leaf.index());
                    columns.add(LeafRows.read(file, leaf, chunk, unpacking, first, picks, budget));
                }
            }
            int firstLeaf =
                    fields.isEmpty() ? 0 : fields.getFirst().leaves().getFirst().index();
            Assembly assembly = new Assembly(firstLeaf, columns);
            List<List<Cell>> rows = new ArrayList<>();
            for (long row = 0; row < picks.count(); row++) {
                rows.add(fields.stream().map(assembly::next).toList());
            }
            return rows;
        }
    }
}
