package dev.assay.series.codec;

import com.github.luben.zstd.ZstdException;
import dev.assay.bytes.ByteReader;
import java.util.ArrayList;
import java.util.List;

/// Columns of bytes, as `ColumnsWriter` writes them.
final class Columns {

    /// Stands for the length of a column that only the bytes know.
    static final long VARYING = -1;

    private Columns() {}

    /// All of the bytes left in `reader`, which stands in `bytes`. `sizes` are the lengths of the columns, those that
    /// vary first. No more than `sizeMax` bytes come out.
    static List<Column> read(ByteReader reader, byte[] bytes, long[] sizes, int sizeMax) {
        long left = sizeMax;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == VARYING) {
                sizes[i] = reader.readVarint();
            }
            if (sizes[i] < 0 || sizes[i] > left) {
                throw reader.damaged("a column of " + sizes[i] + " bytes where " + left + " may follow");
            }
            left -= sizes[i];
        }
        long plain = reader.readVarint();
        if (plain >>> sizes.length != 0) {
            throw reader.damaged("columns past the last are plain");
        }
        int compressed = reader.readCount(1);
        int compressedFrom = reader.position();
        reader.skip(compressed);
        byte[] together = decompress(reader, bytes, compressedFrom, compressed, size(sizes, plain));
        return columns(reader, bytes, together, sizes, plain);
    }

    static boolean isPlain(long plain, int column) {
        return ((plain >>> column) & 1) == 1;
    }

    /// Fails unless exactly `size` bytes come out.
    static byte[] decompress(ByteReader reader, byte[] bytes, int from, int length, int size) {
        byte[] target = new byte[size];
        if (length == 0 && size == 0) {
            return target;
        }
        try {
            int came = Unzip.unzip(target, size, bytes, from, length);
            if (came != size) {
                throw reader.damaged(came + " bytes decompressed, not " + size);
            }
        } catch (ZstdException e) {
            throw reader.damaged("zstd says: " + e.getMessage());
        }
        return target;
    }

    private static int size(long[] sizes, long plain) {
        long size = 0;
        for (int i = 0; i < sizes.length; i++) {
            size += isPlain(plain, i) ? 0 : sizes[i];
        }
        return (int) size;
    }

    private static List<Column> columns(ByteReader reader, byte[] bytes, byte[] together, long[] sizes, long plain) {
        List<Column> columns = new ArrayList<>(sizes.length);
        int at = 0;
        for (int i = 0; i < sizes.length; i++) {
            int size = (int) sizes[i];
            if (isPlain(plain, i)) {
                int from = reader.position();
                reader.skip(size);
                columns.add(new Column(bytes, from, from + size));
            } else {
                columns.add(new Column(together, at, at + size));
                at += size;
            }
        }
        reader.requireEnd();
        return columns;
    }

    /// The bytes from `from` to before `to`.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these; they live while a block is read.
    record Column(byte[] bytes, int from, int to) {

        ByteReader reader(String what) {
            return new ByteReader(what, bytes, from, to);
        }
    }
}
