package dev.assay.series.codec;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/// Decompresses with contexts that are used again: making one costs as much as a block. A few are kept for ever, each
/// some 100 KB of native memory. Thread-safe.
final class Unzip {

    private static final int KEPT_MAX = 16;
    private static final Queue<ZstdDecompressCtx> KEPT = new ArrayBlockingQueue<>(KEPT_MAX);

    private Unzip() {}

    /// How many bytes came, at most `size` of them. Throws `ZstdException` where the bytes are not what zstd writes.
    static int unzip(byte[] target, int size, byte[] bytes, int from, int length) {
        ZstdDecompressCtx kept = KEPT.poll();
        ZstdDecompressCtx context = kept == null ? new ZstdDecompressCtx() : kept;
        try {
            int came = context.decompressByteArray(target, 0, size, bytes, from, length);
            if (KEPT.offer(context)) {
                context = null;
            }
            return came;
        } finally {
            if (context != null) {
                context.close();
            }
        }
    }
}
