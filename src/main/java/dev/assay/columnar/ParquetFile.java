package dev.assay.columnar;

import com.github.luben.zstd.Zstd;
import dev.assay.columnar.ParquetFooter.Chunk;
import dev.assay.columnar.ParquetFooter.Column;
import dev.assay.columnar.ParquetFooter.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;

/// A Parquet file on its way out, from its first bytes to its footer: each column of a group of rows is one page with
/// its checksum. A failing stream comes as an `UncheckedIOException`.
final class ParquetFile {

    private static final int ZSTD_LEVEL = 1;

    private final OutputStream out;
    private final ParquetFooter footer;
    private long position;

    /// @param name of the root of the schema
    ParquetFile(OutputStream out, String name, List<Column> columns) {
        this.out = out;
        this.footer = new ParquetFooter(name, columns);
        write(ParquetFormat.MAGIC);
    }

    /// The columns of the next group of rows, which were written in their order.
    void endGroup(int rows, List<Chunk> chunks) {
        footer.add(rows, chunks);
    }

    void end() {
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

    /// @param values how many the dictionary has
    Chunk writeWithDictionary(Column column, int rows, byte[] dictionary, int values, byte[] page) {
        long dictionaryAt = position;
        long plainBytes = writePage(column, ParquetFormat.DICTIONARY_PAGE, values, dictionary);
        long dataAt = position;
        plainBytes += writePage(column, ParquetFormat.DATA_PAGE, rows, page);
        return new Chunk(column, rows, dictionaryAt, dataAt, plainBytes, position - dictionaryAt, 0, List.of());
    }

    Chunk write(Column column, int rows, byte[] page, int nulls, List<byte[]> range) {
        long dataAt = position;
        long plainBytes = writePage(column, ParquetFormat.DATA_PAGE, rows, page);
        return new Chunk(column, rows, Chunk.NO_DICTIONARY, dataAt, plainBytes, position - dataAt, nulls, range);
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

    static byte[] eightBytes(long number) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
    }
}
