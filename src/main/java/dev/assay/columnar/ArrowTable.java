package dev.assay.columnar;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Writes rows in Arrow's streaming format, batch by batch; texts stand as they are, in no dictionary.
final class ArrowTable implements RowTable {

    private static final int BATCH_ROWS_MAX = 16 * 1024;

    private final OutputStream out;
    private final List<ArrowColumn> columns = new ArrayList<>();
    private final long batchBytesMax;
    private int rows;
    private long textBytes;

    ArrowTable(OutputStream out, List<Column> wanted) {
        this.out = out;
        wanted.forEach(column -> columns.add(new ArrowColumn(column.type())));
        this.batchBytesMax = RowTable.groupBytesMax(wanted.size());
        try {
            ArrowStream.writeMessage(out, ArrowMessages.rowSchema(wanted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void bool(int column, boolean value) {
        columns.get(column).addNumber(rows, value ? 1 : 0);
    }

    @Override
    public void integer(int column, long value) {
        columns.get(column).addNumber(rows, value);
    }

    @Override
    public void decimal(int column, double value) {
        columns.get(column).addNumber(rows, Double.doubleToRawLongBits(value));
    }

    @Override
    public void time(int column, long timeMs) {
        columns.get(column).addNumber(rows, timeMs);
    }

    @Override
    public void text(int column, String value) {
        textBytes += columns.get(column).addText(rows, value);
    }

    /// A row without a value takes as much as one with it.
    @Override
    public void endRow() {
        rows++;
        long bytes = textBytes + (long) Long.BYTES * rows * columns.size();
        if (rows == BATCH_ROWS_MAX || bytes >= batchBytesMax) {
            endBatch();
        }
    }

    @Override
    public void end() {
        if (rows > 0) {
            endBatch();
        }
        try {
            ArrowStream.writeEnd(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void endBatch() {
        List<byte[]> buffers = new ArrayList<>();
        int[] nulls = new int[columns.size()];
        for (int i = 0; i < nulls.length; i++) {
            nulls[i] = columns.get(i).end(rows, buffers);
        }
        long[] lengths = buffers.stream().mapToLong(buffer -> buffer.length).toArray();
        try {
            ArrowStream.writeMessage(out, ArrowMessages.rowBatch(rows, nulls, lengths));
            for (byte[] buffer : buffers) {
                ArrowStream.writeBuffer(out, buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows = 0;
        textBytes = 0;
    }
}
