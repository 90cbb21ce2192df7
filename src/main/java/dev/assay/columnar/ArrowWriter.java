package dev.assay.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Arrow's streaming format: the schema, a whole dictionary for each leading column, then batches of rows.
final class ArrowWriter implements BatchWriter {

    private static final int ROWS_MAX = 16 * 1024;

    private final OutputStream out;
    private final int leadingColumns;
    private ByteBuffer body = ByteBuffer.allocate(0);

    ArrowWriter(OutputStream out, List<TextColumn> leading) {
        this.out = out;
        this.leadingColumns = leading.size();
        try {
            ArrowStream.writeMessage(out, ArrowMessages.schema(leading));
            for (int column = 0; column < leading.size(); column++) {
                writeDictionary(column, leading.get(column).values());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int rowsMax() {
        return ROWS_MAX;
    }

    @Override
    public void write(PointRows rows) {
        int count = rows.count();
        startBody(count);
        for (int column = 0; column < leadingColumns; column++) {
            body.asIntBuffer().put(rows.leading(column), 0, count);
            endBuffer((long) Integer.BYTES * count);
        }
        body.asLongBuffer().put(rows.steps(), 0, count);
        endBuffer((long) Long.BYTES * count);
        body.asLongBuffer().put(rows.timesMs(), 0, count);
        endBuffer((long) Long.BYTES * count);
        body.asDoubleBuffer().put(rows.values(), 0, count);
        endBuffer((long) Double.BYTES * count);
        try {
            ArrowStream.writeMessage(out, ArrowMessages.batch(count, leadingColumns + 3, buffers(count)));
            out.write(body.array(), 0, body.position());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end() {
        try {
            ArrowStream.writeEnd(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Nothing is null, so that the first buffer of each column, which would say what is, is empty.
    private long[] buffers(int rows) {
        long[] lengths = new long[2 * (leadingColumns + 3)];
        for (int column = 0; column < leadingColumns + 3; column++) {
            lengths[2 * column + 1] = (long) rows * (column < leadingColumns ? Integer.BYTES : Long.BYTES);
        }
        return lengths;
    }

    private void startBody(int rows) {
        long bytes = 0;
        for (long length : buffers(rows)) {
            bytes += ArrowMessages.padded(length);
        }
        if (body.capacity() < bytes) {
            body = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        }
        body.clear();
    }

    /// What lies between two buffers is of no meaning.
    private void endBuffer(long bytes) {
        body.position(Math.toIntExact(body.position() + ArrowMessages.padded(bytes)));
    }

    private void writeDictionary(int id, List<String> values) throws IOException {
        ByteBuffer offsets =
                ByteBuffer.allocate(Integer.BYTES * (values.size() + 1)).order(ByteOrder.LITTLE_ENDIAN);
        int textBytes = 0;
        offsets.putInt(0);
        for (String value : values) {
            textBytes = Math.addExact(textBytes, value.getBytes(UTF_8).length);
            offsets.putInt(textBytes);
        }
        ArrowStream.writeMessage(out, ArrowMessages.dictionary(id, values.size(), 0, offsets.capacity(), textBytes));
        out.write(offsets.array());
        ArrowStream.pad(out, offsets.capacity());
        for (String value : values) {
            out.write(value.getBytes(UTF_8));
        }
        ArrowStream.pad(out, textBytes);
    }
}
