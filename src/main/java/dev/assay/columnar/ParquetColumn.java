package dev.assay.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.bytes.ByteWriter;
import dev.assay.columnar.ParquetFooter.Chunk;
import dev.assay.columnar.ParquetFooter.Column;
import java.util.Arrays;
import java.util.List;

/// The values of one column in the group of rows that is being made: which rows have one, and the values alone.
final class ParquetColumn {

    private static final int CAPACITY = 16;
    private static final int RUN_LENGTH_SHIFT = 1;

    private final Column column;
    /// Runs of rows that have a value, or have none, each as Parquet writes it.
    private ByteWriter levels = new ByteWriter();
    private boolean runHasValues = true;
    private int runStart;
    private int nextRow;
    private int count;
    /// Values of a fixed width.
    private long[] numbers = {};
    /// Values of any length, each after its length.
    private ByteWriter texts = new ByteWriter();

    ParquetColumn(Column column) {
        this.column = column;
    }

    /// The row gets its only value. Returns what it takes in bytes, as the others do.
    int addBoolean(int row, boolean value) {
        return addNumber(row, value ? 1 : 0, 1);
    }

    int addInteger(int row, long value) {
        return addNumber(row, value, Long.BYTES);
    }

    int addDouble(int row, double value) {
        return addNumber(row, Double.doubleToRawLongBits(value), Double.BYTES);
    }

    int addText(int row, String value) {
        beginValue(row);
        byte[] utf8 = value.getBytes(UTF_8);
        texts.writeInt(utf8.length);
        texts.writeBytes(utf8);
        count++;
        return Integer.BYTES + utf8.length;
    }

    private int addNumber(int row, long bits, int bytes) {
        beginValue(row);
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(CAPACITY, 2 * count));
        }
        numbers[count++] = bits;
        return bytes;
    }

    private void beginValue(int row) {
        if (row < nextRow) {
            throw new IllegalStateException("BUG: two values of " + column.name() + " in one row");
        }
        passOver(row);
        passTo(row + 1, true);
    }

    /// The rows up to this one have no value.
    private void passOver(int row) {
        if (nextRow < row) {
            passTo(row, false);
        }
    }

    private void passTo(int row, boolean hasValues) {
        if (hasValues != runHasValues) {
            endRun();
            runHasValues = hasValues;
        }
        nextRow = row;
    }

    private void endRun() {
        if (runStart < nextRow) {
            levels.writeVarint((long) (nextRow - runStart) << RUN_LENGTH_SHIFT);
            levels.writeBoolean(runHasValues);
            runStart = nextRow;
        }
    }

    /// As the page of a group of so many rows; the next group begins empty.
    Chunk write(ParquetFile file, int rows) {
        passOver(rows);
        endRun();
        ByteWriter page = new ByteWriter();
        page.writeInt(levels.size());
        page.writeBytes(levels);
        List<byte[]> range = writeValues(page);
        Chunk chunk = file.write(column, rows, page.toBytes(), rows - count, range);
        clear();
        return chunk;
    }

    private void clear() {
        levels = new ByteWriter();
        texts = new ByteWriter();
        runHasValues = true;
        runStart = 0;
        nextRow = 0;
        count = 0;
    }

    /// Returns their range, if it is told.
    private List<byte[]> writeValues(ByteWriter page) {
        return switch (column.kind()) {
            case STRING -> {
                page.writeBytes(texts);
                yield List.of();
            }
            case INTEGER, TIME -> {
                page.writeBytes(DeltaPacking.pack(numbers, count));
                yield range();
            }
            case VALUE -> {
                for (int i = 0; i < count; i++) {
                    page.writeLong(numbers[i]);
                }
                yield List.of();
            }
            case BOOLEAN -> {
                for (int i = 0; i < count; i += Byte.SIZE) {
                    page.writeByte(eight(i));
                }
                yield List.of();
            }
            case TEXT, STEP -> throw new IllegalStateException("BUG: a table with a column of points");
        };
    }

    /// The lowest bit first.
    private int eight(int from) {
        int bits = 0;
        for (int i = from; i < Math.min(count, from + Byte.SIZE); i++) {
            bits |= (int) numbers[i] << (i - from);
        }
        return bits;
    }

    private List<byte[]> range() {
        if (count == 0) {
            return List.of();
        }
        long min = Arrays.stream(numbers, 0, count).min().orElseThrow();
        long max = Arrays.stream(numbers, 0, count).max().orElseThrow();
        return List.of(ParquetFile.eightBytes(min), ParquetFile.eightBytes(max));
    }
}
