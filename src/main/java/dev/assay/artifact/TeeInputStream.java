package dev.assay.artifact;

import java.io.IOException;
import java.io.InputStream;

/// Passes a source through and writes every byte that was read from it to an upload, so that one thread checks a
/// content while it stores it. What the reader leaves unread is not in the upload until `drain`. An `IOException` is
/// always the source's: the store's failures are faults. Closing it closes neither.
public final class TeeInputStream extends InputStream {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream source;
    private final Upload upload;

    public TeeInputStream(InputStream source, Upload upload) {
        this.source = source;
        this.upload = upload;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = source.read(bytes, offset, length);
        if (count > 0) {
            upload.write(bytes, offset, count);
        }
        return count;
    }

    /// Reads the source to its end.
    public void drain() throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        while (read(buffer, 0, buffer.length) >= 0) {}
    }
}
