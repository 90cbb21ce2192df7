package dev.assay.series.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.assay.bytes.ByteWriter;
import java.util.Arrays;
import java.util.List;

/// Writes columns of bytes: those that zstd makes smaller together in one zstd frame, and those that are noise as they
/// are, for among the others they would only spoil the statistics. Holds native memory until it is closed. Not
/// thread-safe.
final class ColumnsWriter implements AutoCloseable {

    private static final int LEVEL = 1;
    /// A shorter column is not worth a trial.
    private static final int TRIAL_BYTES_MIN = 64;
    private static final int TRIAL_BYTES_MAX = 1_024;
    private static final int TRIAL_PIECES = 4;
    /// What loses less than a 32nd of its bytes is noise.
    private static final int NOISE_PARTS = 32;

    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
    private byte[] compressed = new byte[0];

    /// The lengths of the first `varying` columns are written, those of the others must be known to the reader.
    void write(ByteWriter target, List<byte[]> columns, int varying) {
        for (byte[] column : columns.subList(0, varying)) {
            target.writeVarint(column.length);
        }
        int plain = 0;
        ByteWriter together = new ByteWriter();
        for (int i = 0; i < columns.size(); i++) {
            if (i >= varying && isNoise(columns.get(i))) {
                plain |= 1 << i;
            } else {
                together.writeBytes(columns.get(i));
            }
        }
        int size = compress(together.toBytes());
        if (size >= together.size()) {
            plain = (1 << columns.size()) - 1;
            size = 0;
        }
        target.writeVarint(plain);
        target.writeVarint(size);
        target.writeBytes(compressed, 0, size);
        for (int i = 0; i < columns.size(); i++) {
            if (Columns.isPlain(plain, i)) {
                target.writeBytes(columns.get(i));
            }
        }
    }

    /// The bytes as zstd has them, or as they are where that is not longer.
    byte[] smaller(byte[] bytes) {
        int size = compress(bytes);
        return size < bytes.length ? Arrays.copyOf(compressed, size) : bytes;
    }

    @Override
    public void close() {
        zstd.close();
    }

    /// A long column is tried by pieces from all over it.
    private boolean isNoise(byte[] column) {
        if (column.length < TRIAL_BYTES_MIN) {
            return false;
        }
        byte[] tried = column.length <= TRIAL_BYTES_MAX ? column : sample(column);
        return compress(tried) > tried.length - tried.length / NOISE_PARTS;
    }

    private static byte[] sample(byte[] column) {
        byte[] sample = new byte[TRIAL_BYTES_MAX];
        int piece = TRIAL_BYTES_MAX / TRIAL_PIECES;
        for (int i = 0; i < TRIAL_PIECES; i++) {
            int from = (int) ((long) (column.length - piece) * i / (TRIAL_PIECES - 1));
            System.arraycopy(column, from, sample, i * piece, piece);
        }
        return sample;
    }

    private int compress(byte[] bytes) {
        int bound = Math.toIntExact(Zstd.compressBound(bytes.length));
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        return zstd.compressByteArray(compressed, 0, compressed.length, bytes, 0, bytes.length);
    }
}
