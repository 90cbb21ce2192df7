package dev.assay.parquet;

import dev.assay.bytes.ByteSource;
import dev.assay.bytes.DamagedBytes;
import dev.assay.domain.Artifact.Column;
import dev.assay.domain.Artifact.ColumnType;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.table.Cell;
import dev.assay.table.RowSink;
import dev.assay.table.TableSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tables that are Parquet files. Whatever the bytes are, reading them takes no more memory than the limits here and in
/// this room allow: a page and the dictionary of one column, and some rows. An `IOException` is the source's.
public final class ParquetTables {

    /// What all pages of a file may unpack to: so many times the file, and some more.
    private static final long UNPACKED_SHARE_MAX = 256;

    private static final long UNPACKED_ALWAYS = 1L << 30;
    private static final int BLOCK_ROWS_MAX = 100;

    private ParquetTables() {}

    /// Reads every page once. A summary means that every row can be read; anything else is the fault `MalformedBody`.
    public static TableSummary inspect(ByteSource file) throws IOException {
        Shape shape = shape(file);
        List<Column> columns = columns(shape);
        new Inspection(file, shape, new Unpacking(UNPACKED_ALWAYS + UNPACKED_SHARE_MAX * file.size())).run();
        return new TableSummary(shape.rows(), columns, List.of());
    }

    /// Gives at most `limit` rows to the sink, without the first `offset` of them; none past the last. Throws
    /// `LimitReached` where a row is too large to be held, `MalformedBody` where the file is not the same any more.
    public static void read(ByteSource file, long offset, long limit, RowSink sink) throws IOException {
        Shape shape = shape(file);
        long before = 0;
        long left = limit;
        for (Shape.RowGroup group : shape.groups()) {
            long from = Math.max(0, offset - before);
            long to = Math.min(group.rows(), from + Math.min(left, group.rows()));
            if (from < to) {
                new GroupRows(file, shape.fields(), group).read(from, to, sink);
                left -= to - from;
            }
            before += group.rows();
        }
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
    private record GroupRows(ByteSource file, List<Node> fields, Shape.RowGroup group) {

        void read(long from, long to, RowSink sink) throws IOException {
            long at = from;
            long rows = BLOCK_ROWS_MAX;
            while (at < to) {
                long end = Math.min(to, at + rows);
                try {
                    block(at, end).forEach(sink::row);
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

        private List<List<Cell>> block(long from, long to) throws IOException {
            Unpacking unpacking = new Unpacking(Long.MAX_VALUE);
            Budget budget = new Budget();
            List<Triplets> columns = new ArrayList<>();
            for (Node field : fields) {
                for (Leaf leaf : field.leaves()) {
                    Chunk chunk = group.chunks().get(leaf.index());
                    columns.add(LeafRows.read(file, leaf, chunk, unpacking, from, to, budget));
                }
            }
            Assembly assembly = new Assembly(columns);
            List<List<Cell>> rows = new ArrayList<>();
            for (long row = from; row < to; row++) {
                rows.add(fields.stream().map(assembly::next).toList());
            }
            return rows;
        }
    }
}
