package dev.assay.columnar;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.assay.domain.Faults;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Unpacks the buffers of one stream, up to a limit for all of them together: a few bytes may claim to be a great many.
final class Decompression {

    /// Of one stream: as much as the most points of a request take in the widest layout, and as much again.
    static final int BYTES_MAX = 128 << 20;

    /// zstd at its levels up to 19 needs no more of a window; as a power of two.
    private static final int WINDOW_LOG_MAX = 23;

    private long left = BYTES_MAX;

    /// The first so many bytes of what was packed, fewer where there are fewer. Throws `RequestTooLarge`.
    ByteBuffer unpack(ByteBuffer packed, long bytes) throws IOException {
        if (bytes > left) {
            throw Faults.tooLarge("the body after decompression", BYTES_MAX);
        }
        left -= bytes;
        try (ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(
                new ByteArrayInputStream(packed.array(), packed.arrayOffset(), packed.remaining()))) {
            zstd.setLongMax(WINDOW_LOG_MAX);
            return ByteBuffer.wrap(zstd.readNBytes((int) bytes)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
