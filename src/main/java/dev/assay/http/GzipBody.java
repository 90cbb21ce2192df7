package dev.assay.http;

import dev.assay.domain.Faults;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// A body that arrives compressed. Opens at the first read, so that nothing is read before somebody asks.
final class GzipBody extends FilterInputStream {

    private static final int BUFFER_BYTES = 16 * 1024;

    private boolean opened;

    GzipBody(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        try {
            if (!opened) {
                in = new GZIPInputStream(in, BUFFER_BYTES);
                opened = true;
            }
            return super.read(bytes, offset, count);
        } catch (IOException e) {
            throw Faults.malformedBody("", "not gzip, as its content encoding says");
        }
    }
}
