package dev.assay.http;

import dev.assay.domain.Faults;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Ends with `RequestTooLarge` where more than `bytesMax` come.
final class BoundedBody extends FilterInputStream {

    private final long bytesMax;
    private long left;

    BoundedBody(InputStream in, long bytesMax) {
        super(in);
        this.bytesMax = bytesMax;
        this.left = bytesMax;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        int got = super.read(bytes, offset, count);
        left -= Math.max(got, 0);
        if (left < 0) {
            throw Faults.tooLarge("the body", bytesMax);
        }
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[Math.clamp(count, 0, 8 * 1024)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
