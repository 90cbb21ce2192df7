package dev.assay.app;

import dev.assay.app.Places.Place;
import dev.assay.artifact.ArtifactStore;
import dev.assay.artifact.OpenContent;
import dev.assay.domain.Artifact;
import dev.assay.domain.Digest;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.parquet.ParquetTables;
import dev.assay.table.Cell;
import dev.assay.table.ColumnKeys;
import dev.assay.table.Picks;
import dev.assay.table.RowSink;
import dev.assay.table.TableRows;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A table that is read, and its place among those that are. Not for several threads.
public final class StoredTable implements AutoCloseable {

    /// Of rows that are in memory together, as `Held` counts them.
    static final long HELD_BYTES_MAX = 32L << 20;

    private static final String MALFORMED = "MalformedBody";

    private final Artifact.Table table;
    private final Digest digest;
    private final ArtifactStore artifacts;
    private final Place place;
    private final Places unpacking;
    private final TableOrders orders;

    StoredTable(Artifact artifact, ArtifactStore artifacts, Place place, Places unpacking, TableOrders orders) {
        this.table = switch (artifact.details()) {
            case Artifact.Table known -> known;
            case Artifact.File _ -> throw new IllegalStateException("BUG: a file is read as a table");
        };
        this.digest = artifact.digest();
        this.artifacts = artifacts;
        this.place = place;
        this.unpacking = unpacking;
        this.orders = orders;
    }

    public List<Artifact.Column> columns() {
        return table.columns();
    }

    /// Whether `content` is a Parquet file.
    public boolean isParquet() {
        return table.format() == Artifact.TableFormat.PARQUET;
    }

    /// As it came, from its first byte to its last, compared with its digest; to be closed by the caller. Throws
    /// `Unavailable`.
    public InputStream content() {
        return artifacts.find(digest).orElseThrow(this::missing);
    }

    /// Gives at most `limit` rows to the sink, without the first `offset` of them; none past the last. Where all are
    /// read, what the store holds is compared with its digest. Throws `Unavailable`.
    public void read(long offset, long limit, RowSink sink) {
        read(Picks.range(offset, limit), sink);
    }

    /// A row and how many come before it in the table.
    public record PlacedRow(long place, List<Cell> cells) {}

    /// The same where the rows stand in the order that `ColumnKeys` gives them by a column, and are held in
    /// memory. Which row comes where is found out once and remembered for some time. Throws `LimitReached` for a
    /// table of more rows than are sorted, and for one with too much in a column or in the rows;
    /// `TooManyRequests`, `Unavailable`.
    ///
    /// @param column its place among the columns
    public List<PlacedRow> readSorted(int column, boolean descending, long offset, int limit) {
        ColumnKeys.requireRows(table.rowCount());
        TableOrders.Key key = new TableOrders.Key(digest, table.format(), column, descending);
        int[] order = orders.get(key, () -> order(column, descending));
        int from = (int) Math.min(offset, order.length);
        int[] wanted = Arrays.copyOfRange(order, from, (int) Math.min(order.length, (long) from + limit));
        int[] ascending = wanted.clone();
        Arrays.sort(ascending);
        Held held = new Held(ascending);
        read(Picks.of(ascending), held);
        return held.inOrder(wanted);
    }

    private int[] order(int column, boolean descending) {
        ColumnKeys keys = ColumnKeys.of(table.rowCount());
        reading(() -> {
            switch (table.format()) {
                case CSV, JSON_LINES ->
                    readText(Picks.all(), (rows, content) -> rows.readColumn(content, column, keys::add));
                case PARQUET -> readParquet(content -> ParquetTables.readColumn(content, column, keys::add));
            }
        });
        return keys.sorted(descending);
    }

    private void read(Picks picks, RowSink sink) {
        reading(() -> {
            switch (table.format()) {
                case CSV, JSON_LINES -> readText(picks, (rows, content) -> rows.read(content, sink));
                case PARQUET -> readParquet(content -> ParquetTables.read(content, picks, sink));
            }
        });
    }

    /// What reads contents, and what it may fail with.
    private interface Reading {
        void run() throws IOException;
    }

    private static void reading(Reading reading) {
        try {
            reading.run();
        } catch (IOException e) {
            throw Faults.unavailable("an artifact cannot be read", e);
        } catch (Fault fault) {
            throw fault.name().equals(MALFORMED) ? Faults.unavailable("an artifact is damaged", fault) : fault;
        }
    }

    private interface TextReading {
        void read(TableRows rows, InputStream content) throws IOException;
    }

    private void readText(Picks picks, TextReading reading) throws IOException {
        for (TableRows rows : TableRows.of(table, picks)) {
            long first = rows.firstByte();
            try (InputStream content = first == 0
                    ? content()
                    : artifacts.find(digest, first, Long.MAX_VALUE).orElseThrow(this::missing)) {
                reading.read(rows, content);
            }
        }
    }

    private interface ParquetReading {
        void read(OpenContent content) throws IOException;
    }

    private void readParquet(ParquetReading reading) throws IOException {
        try (Place _ = unpacking.take();
                OpenContent content = artifacts.open(digest).orElseThrow(this::missing)) {
            reading.read(content);
        }
    }

    /// Some rows, of which it is known where they come from, up to a limit.
    private static final class Held implements RowSink {

        /// Of a cell without its text.
        private static final long CELL_BYTES = 32;

        private final int[] places;
        private final Map<Integer, PlacedRow> rows = new HashMap<>();
        private long bytes;

        /// @param places ascending
        Held(int[] places) {
            this.places = places;
        }

        @Override
        public void row(List<Cell> cells) {
            for (Cell cell : cells) {
                bytes += CELL_BYTES + textBytes(cell);
            }
            if (bytes > HELD_BYTES_MAX) {
                throw Faults.limitReached("bytes in rows that are sorted, for one answer", HELD_BYTES_MAX);
            }
            int place = places[rows.size()];
            rows.put(place, new PlacedRow(place, cells));
        }

        private static long textBytes(Cell cell) {
            return switch (cell) {
                case Cell.Text(String text) -> (long) Character.BYTES * text.length();
                case Cell.Num(String text) -> (long) Character.BYTES * text.length();
                case Cell.Json(String text) -> (long) Character.BYTES * text.length();
                case Cell.Nothing _, Cell.Bool _, Cell.Int _, Cell.Dbl _ -> 0;
            };
        }

        /// A content that has fewer rows than it had is damaged.
        List<PlacedRow> inOrder(int[] wanted) {
            if (rows.size() < wanted.length) {
                throw Faults.unavailable("an artifact is damaged", new IOException("rows are missing"));
            }
            return Arrays.stream(wanted).mapToObj(rows::get).toList();
        }
    }

    private Fault missing() {
        return Faults.unavailable("an artifact is missing", new IOException(digest.hex() + " is gone"));
    }

    @Override
    public void close() {
        place.close();
    }
}
