package dev.assay.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.bytes.ByteWriter;
import dev.assay.columnar.ParquetFooter.Chunk;
import dev.assay.columnar.ParquetFooter.Column;
import dev.assay.columnar.ParquetFooter.Kind;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Points as a Parquet file: each batch is a group of rows.
final class ParquetWriter implements BatchWriter {

    private static final int ROWS_MAX = 64 * 1024;

    private final List<TextColumn> leading;
    private final List<Column> columns = new ArrayList<>();
    private final ParquetFile file;

    ParquetWriter(OutputStream out, List<TextColumn> leading) {
        this.leading = List.copyOf(leading);
        leading.forEach(column -> columns.add(new Column(column.name(), Kind.TEXT, false)));
        columns.add(new Column("step", Kind.STEP, false));
        columns.add(new Column("timestamp", Kind.TIME, false));
        columns.add(new Column("value", Kind.VALUE, false));
        this.file = new ParquetFile(out, "points", columns);
    }

    @Override
    public int rowsMax() {
        return ROWS_MAX;
    }

    @Override
    public void write(PointRows rows) {
        List<Chunk> chunks = new ArrayList<>();
        for (int column = 0; column < leading.size(); column++) {
            TextPages pages = TextPages.of(leading.get(column).values(), rows.leading(column), rows.count());
            chunks.add(file.writeWithDictionary(
                    columns.get(column), rows.count(), pages.dictionary(), pages.values(), pages.data()));
        }
        chunks.add(writeIntegers(columns.get(leading.size()), rows.steps(), rows.count()));
        chunks.add(writeIntegers(columns.get(leading.size() + 1), rows.timesMs(), rows.count()));
        chunks.add(writeValues(columns.getLast(), rows.values(), rows.count()));
        file.endGroup(rows.count(), chunks);
    }

    @Override
    public void end() {
        file.end();
    }

    private Chunk writeIntegers(Column column, long[] numbers, int rows) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            min = Math.min(min, numbers[i]);
            max = Math.max(max, numbers[i]);
        }
        List<byte[]> range = List.of(ParquetFile.eightBytes(min), ParquetFile.eightBytes(max));
        return file.write(column, rows, DeltaPacking.pack(numbers, rows), 0, range);
    }

    private Chunk writeValues(Column column, double[] values, int rows) {
        ByteWriter page = new ByteWriter(Double.BYTES * rows);
        for (int i = 0; i < rows; i++) {
            page.writeDouble(values[i]);
        }
        return file.write(column, rows, page.toBytes(), 0, List.of());
    }

    /// A column of texts as the texts that it has, each once, and the runs of rows that have the same.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    private record TextPages(int values, byte[] dictionary, byte[] data) {

        private static final int RUN_LENGTH_SHIFT = 1;

        static TextPages of(List<String> values, int[] places, int rows) {
            int[] starts = IntStream.range(0, rows)
                    .filter(i -> i == 0 || places[i] != places[i - 1])
                    .toArray();
            int[] present = Arrays.stream(starts)
                    .map(start -> places[start])
                    .distinct()
                    .sorted()
                    .toArray();
            ByteWriter dictionary = new ByteWriter();
            for (int place : present) {
                byte[] utf8 = values.get(place).getBytes(UTF_8);
                dictionary.writeInt(utf8.length);
                dictionary.writeBytes(utf8);
            }
            return new TextPages(present.length, dictionary.toBytes(), runs(present, places, starts, rows));
        }

        private static byte[] runs(int[] present, int[] places, int[] starts, int rows) {
            int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(present.length - 1));
            ByteWriter runs = new ByteWriter();
            runs.writeByte(bits);
            for (int run = 0; run < starts.length; run++) {
                int end = run + 1 < starts.length ? starts[run + 1] : rows;
                runs.writeVarint((long) (end - starts[run]) << RUN_LENGTH_SHIFT);
                int index = Arrays.binarySearch(present, places[starts[run]]);
                for (int shift = 0; shift < bits; shift += Byte.SIZE) {
                    runs.writeByte(index >>> shift);
                }
            }
            return runs.toBytes();
        }
    }
}
