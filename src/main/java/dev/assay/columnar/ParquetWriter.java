package dev.assay.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import dev.assay.bytes.ByteWriter;
import dev.assay.columnar.ParquetFooter.Chunk;
import dev.assay.columnar.ParquetFooter.Column;
import dev.assay.columnar.ParquetFooter.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/// A Parquet file: each batch is a group of rows, each column of it one page with its checksum.
final class ParquetWriter implements BatchWriter {

    private static final int ROWS_MAX = 64 * 1024;
    private static final int ZSTD_LEVEL = 1;

    private final OutputStream out;
    private final List<TextColumn> leading;
    private final List<Column> columns = new ArrayList<>();
    private final ParquetFooter footer;
    private long position;

    ParquetWriter(OutputStream out, List<TextColumn> leading) {
        this.out = out;
        this.leading = List.copyOf(leading);
        leading.forEach(column -> columns.add(new Column(column.name(), Kind.TEXT)));
        columns.add(new Column("step", Kind.STEP));
        columns.add(new Column("timestamp", Kind.TIME));
        columns.add(new Column("value", Kind.VALUE));
        this.footer = new ParquetFooter(columns);
        write(ParquetFormat.MAGIC);
    }

    @Override
    public int rowsMax() {
        return ROWS_MAX;
    }

    @Override
    public void write(PointRows rows) {
        List<Chunk> chunks = new ArrayList<>();
        for (int column = 0; column < leading.size(); column++) {
            chunks.add(
                    writeTexts(columns.get(column), leading.get(column).values(), rows.leading(column), rows.count()));
        }
        chunks.add(writeIntegers(columns.get(leading.size()), rows.steps(), rows.count()));
        chunks.add(writeIntegers(columns.get(leading.size() + 1), rows.timesMs(), rows.count()));
        chunks.add(writeValues(columns.getLast(), rows.values(), rows.count()));
        footer.add(rows.count(), chunks);
    }

    @Override
    public void end() {
        byte[] bytes = footer.toBytes();
        write(bytes);
        write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .array());
        write(ParquetFormat.MAGIC);
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Chunk writeTexts(Column column, List<String> values, int[] places, int rows) {
        TextPages pages = TextPages.of(values, places, rows);
        long dictionaryAt = position;
        long plainBytes = writePage(column, ParquetFormat.DICTIONARY_PAGE, pages.values(), pages.dictionary());
        long dataAt = position;
        plainBytes += writePage(column, ParquetFormat.DATA_PAGE, rows, pages.data());
        return new Chunk(column, rows, dictionaryAt, dataAt, plainBytes, position - dictionaryAt, List.of());
    }

    private Chunk writeIntegers(Column column, long[] numbers, int rows) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            min = Math.min(min, numbers[i]);
            max = Math.max(max, numbers[i]);
        }
        List<byte[]> range = List.of(eightBytes(min), eightBytes(max));
        return writeData(column, rows, DeltaPacking.pack(numbers, rows), range);
    }

    /// The first bytes of all values, then all second bytes, and so on: what resembles each other lies together.
    private Chunk writeValues(Column column, double[] values, int rows) {
        byte[] bytes = new byte[Double.BYTES * rows];
        for (int i = 0; i < rows; i++) {
            long bits = Double.doubleToRawLongBits(values[i]);
            for (int at = i; at < bytes.length; at += rows) {
                bytes[at] = (byte) bits;
                bits >>>= Byte.SIZE;
            }
        }
        return writeData(column, rows, bytes, List.of());
    }

    private Chunk writeData(Column column, int rows, byte[] page, List<byte[]> range) {
        long dataAt = position;
        long plainBytes = writePage(column, ParquetFormat.DATA_PAGE, rows, page);
        return new Chunk(column, rows, Chunk.NO_DICTIONARY, dataAt, plainBytes, position - dataAt, range);
    }

    /// What it would have taken uncompressed, its head included.
    private long writePage(Column column, int type, int values, byte[] plain) {
        byte[] page = compressed(column.kind(), plain);
        CRC32 checksum = new CRC32();
        checksum.update(page);
        byte[] head = ThriftWriter.toBytes(header -> {
            header.i32(1, type).i32(2, plain.length).i32(3, page.length).i32(4, (int) checksum.getValue());
            if (type == ParquetFormat.DATA_PAGE) {
                header.struct(
                        5,
                        data -> data.i32(1, values)
                                .i32(2, column.kind().encoding())
                                .i32(3, ParquetFormat.RLE)
                                .i32(4, ParquetFormat.RLE));
            } else {
                header.struct(7, dictionary -> dictionary.i32(1, values).i32(2, ParquetFormat.PLAIN));
            }
        });
        write(head);
        write(page);
        return (long) head.length + plain.length;
    }

    private static byte[] compressed(Kind kind, byte[] plain) {
        return kind.codec() == ParquetFormat.ZSTD ? Zstd.compress(plain, ZSTD_LEVEL) : plain;
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes);
            position += bytes.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] eightBytes(long number) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
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
