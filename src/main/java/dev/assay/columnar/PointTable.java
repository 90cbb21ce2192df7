package dev.assay.columnar;

/// Writes points as one table, row by row, and holds one batch of rows in memory. A failing stream comes as an
/// `UncheckedIOException`. Not for several threads.
///
/// ```
/// PointTable table = ColumnarFormat.ARROW.open(out, List.of(new TextColumn("series", List.of("a", "b"))));
/// table.lead(1);
/// table.point(step, timeMs, value);
/// table.end();
/// ```
public final class PointTable {

    private final BatchWriter writer;
    private final PointRows rows;
    private final int[] lead;

    PointTable(BatchWriter writer, int leadingColumns) {
        this.writer = writer;
        this.rows = new PointRows(leadingColumns, writer.rowsMax());
        this.lead = new int[leadingColumns];
    }

    /// Which texts the rows that follow have in the leading columns: for each of those the place of its text.
    public void lead(int... places) {
        if (places.length != lead.length) {
            throw new IllegalStateException("BUG: " + places.length + " texts for " + lead.length + " columns");
        }
        System.arraycopy(places, 0, lead, 0, lead.length);
    }

    public void point(long step, long timeMs, double value) {
        rows.add(lead, step, timeMs, value);
        if (rows.isFull()) {
            flush();
        }
    }

    /// To be called once, after the last row.
    public void end() {
        if (rows.count() > 0) {
            flush();
        }
        writer.end();
    }

    private void flush() {
        writer.write(rows);
        rows.clear();
    }
}
