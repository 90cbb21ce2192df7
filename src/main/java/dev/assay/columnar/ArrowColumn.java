package dev.assay.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.bytes.ByteWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// The values of one column in the batch that is being made.
final class ArrowColumn {

    private static final int CAPACITY = 16;

    private final RowTable.Type type;
    private final BitSet present = new BitSet();
    private int nextRow;
    /// Of each row up to the last one with a value; of texts, where they end.
    private long[] numbers = {};
    private ByteWriter texts = new ByteWriter();

    ArrowColumn(RowTable.Type type) {
        this.type = type;
    }

    /// The row gets its only value.
    void addNumber(int row, long bits) {
        beginValue(row);
        numbers[row] = bits;
    }

    /// Returns what it takes in bytes.
    int addText(int row, String value) {
        beginValue(row);
        byte[] utf8 = value.getBytes(UTF_8);
        texts.writeBytes(utf8);
        numbers[row] = texts.size();
        return utf8.length;
    }

    private void beginValue(int row) {
        if (row < nextRow) {
            throw new IllegalStateException("BUG: two values of a column in one row");
        }
        passOver(row + 1);
        present.set(row);
    }

    /// The rows up to there are there; those without a value hold nothing.
    private void passOver(int rows) {
        if (rows > numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(CAPACITY, Math.max(rows, 2 * numbers.length)));
        }
        Arrays.fill(numbers, nextRow, rows, type == RowTable.Type.STRING ? texts.size() : 0);
        nextRow = rows;
    }

    /// Adds the buffers of a batch of so many rows and returns how many have no value; the next batch begins empty.
    int end(int rows, List<byte[]> buffers) {
        passOver(rows);
        int nulls = rows - present.cardinality();
        buffers.add(nulls == 0 ? new byte[0] : bits(present, rows));
        switch (type) {
            case BOOLEAN -> buffers.add(bits(set(rows), rows));
            case INTEGER, DOUBLE, TIME -> buffers.add(longs(rows));
            case STRING -> {
                buffers.add(ends(rows));
                buffers.add(texts.toBytes());
            }
        }
        present.clear();
        nextRow = 0;
        texts = new ByteWriter();
        return nulls;
    }

    private BitSet set(int rows) {
        BitSet set = new BitSet();
        for (int row = 0; row < rows; row++) {
            set.set(row, numbers[row] != 0);
        }
        return set;
    }

    private static byte[] bits(BitSet set, int rows) {
        return Arrays.copyOf(set.toByteArray(), Math.ceilDiv(rows, Byte.SIZE));
    }

    private byte[] longs(int rows) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * rows).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(numbers, 0, rows);
        return bytes.array();
    }

    /// Each text begins where the one before it ends.
    private byte[] ends(int rows) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (rows + 1)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0);
        for (int row = 0; row < rows; row++) {
            bytes.putInt((int) numbers[row]);
        }
        return bytes.array();
    }
}
