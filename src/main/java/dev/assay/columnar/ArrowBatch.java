package dev.assay.columnar;

import dev.assay.columnar.ArrowFormat.RecordBatch;
import dev.assay.domain.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A batch of rows that arrived: what was said of it, and its body, whose buffers are asked for in their order. No
/// length is believed that the body does not bear out.
final class ArrowBatch {

    private static final int NODE_BYTES = 16;
    private static final int BUFFER_BYTES = 16;
    private static final long NOT_COMPRESSED = -1;

    private final FlatTable head;
    private final ByteBuffer body;
    private final boolean compressed;
    private final Decompression decompression;
    private final int rows;
    private int nodes;
    private int buffers;
    private int variadics;

    /// @param rowsMax how many rows it may have; with more it is `LimitReached`
    ArrowBatch(FlatTable head, ByteBuffer body, Decompression decompression, String what, int rowsMax, int limit) {
        this.head = head;
        this.body = body;
        this.compressed = isCompressed(head);
        this.decompression = decompression;
        long length = head.longAt(RecordBatch.LENGTH);
        if (length < 0) {
            throw head.malformed("less than no rows");
        }
        if (length > rowsMax) {
            throw Faults.limitReached(what, limit);
        }
        this.rows = (int) length;
    }

    int rows() {
        return rows;
    }

    /// To be called at the beginning of each column: none of its rows may be null.
    void requireNoNulls(String column, long rowsBefore) {
        if (nodes >= head.count(RecordBatch.NODES, NODE_BYTES)) {
            throw head.malformed("fewer columns than the schema has");
        }
        long length = head.longElement(RecordBatch.NODES, 2 * nodes);
        long nulls = head.longElement(RecordBatch.NODES, 2 * nodes + 1);
        nodes++;
        if (length != rows) {
            throw head.malformed("a column of " + length + " rows in a batch of " + rows);
        }
        if (bufferBytes(buffers) == 0) {
            buffers++;
            if (nulls != 0) {
                throw Faults.malformedBody(column, nulls + " nulls, without saying where");
            }
            return;
        }
        ByteBuffer validity = buffer(Math.ceilDiv(rows, Byte.SIZE));
        for (int row = 0; row < rows; row++) {
            if ((validity.get(row / Byte.SIZE) >>> (row % Byte.SIZE) & 1) == 0) {
                throw Faults.malformedBody(column + ", row " + (rowsBefore + row), "null");
            }
        }
    }

    /// The next buffer, of which at least so many bytes are wanted.
    ByteBuffer buffer(long wantedBytes) {
        if (wantedBytes > Integer.MAX_VALUE - 8) {
            throw head.malformed("a buffer of " + wantedBytes + " bytes");
        }
        ByteBuffer bytes = slice(buffers++);
        if (compressed && bytes.hasRemaining()) {
            bytes = decompressed(bytes, wantedBytes);
        }
        if (bytes.remaining() < wantedBytes) {
            throw head.malformed("a buffer of " + bytes.remaining() + " bytes where " + wantedBytes + " are wanted");
        }
        return bytes;
    }

    /// The next buffer, all of it.
    ByteBuffer wholeBuffer() {
        ByteBuffer bytes = slice(buffers++);
        return compressed && bytes.hasRemaining() ? decompressed(bytes, Long.MAX_VALUE) : bytes;
    }

    /// How many buffers the next column of views has beside the views.
    int variadicCount() {
        int vectors = head.count(RecordBatch.VARIADIC_COUNTS, Long.BYTES);
        long count = variadics < vectors ? head.longElement(RecordBatch.VARIADIC_COUNTS, variadics) : 0;
        variadics++;
        if (count < 0 || count > head.count(RecordBatch.BUFFERS, BUFFER_BYTES) - buffers) {
            throw head.malformed("more buffers of views than there are buffers");
        }
        return (int) count;
    }

    private long bufferBytes(int index) {
        if (index >= head.count(RecordBatch.BUFFERS, BUFFER_BYTES)) {
            throw head.malformed("fewer buffers than the schema wants");
        }
        return head.longElement(RecordBatch.BUFFERS, 2 * index + 1);
    }

    private ByteBuffer slice(int index) {
        long length = bufferBytes(index);
        long offset = head.longElement(RecordBatch.BUFFERS, 2 * index);
        if (offset < 0 || length < 0 || offset > body.capacity() || length > body.capacity() - offset) {
            throw head.malformed("a buffer beyond the end of the body");
        }
        return body.slice((int) offset, (int) length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// A compressed buffer begins with the length of what is in it.
    private long plainBytes(ByteBuffer bytes) {
        if (bytes.remaining() < Long.BYTES) {
            throw head.malformed("a compressed buffer without its length");
        }
        long length = bytes.getLong(0);
        if (length < NOT_COMPRESSED) {
            throw head.malformed("a compressed buffer of less than nothing");
        }
        return length;
    }

    private ByteBuffer decompressed(ByteBuffer bytes, long wantedBytes) {
        long length = plainBytes(bytes);
        ByteBuffer packed = bytes.slice(Long.BYTES, bytes.remaining() - Long.BYTES);
        if (length == NOT_COMPRESSED) {
            return packed.order(ByteOrder.LITTLE_ENDIAN);
        }
        try {
            return decompression.unpack(packed, Math.min(length, wantedBytes));
        } catch (IOException e) {
            throw head.malformed("a buffer that is not zstd, as it should be, or has a window past 8 MB");
        }
    }

    /// Whether its buffers are, by the only codec that is taken.
    static boolean isCompressed(FlatTable head) {
        return head.find(RecordBatch.COMPRESSION)
                .map(compression -> {
                    int codec = compression.byteAt(RecordBatch.CODEC);
                    if (codec != RecordBatch.ZSTD) {
                        throw head.malformed("compressed by another codec than zstd");
                    }
                    return true;
                })
                .orElse(false);
    }
}
