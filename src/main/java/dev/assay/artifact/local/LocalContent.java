package dev.assay.artifact.local;

import dev.assay.artifact.OpenContent;
import dev.assay.domain.Faults;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A file that is read in any order; what the system fails to read is `Unavailable`.
record LocalContent(FileChannel channel) implements OpenContent {

    /// The JDK keeps a buffer as large as the largest read of a thread; this bounds it.
    private static final int READ_BYTES_MAX = 64 * 1024;

    @Override
    public long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw Faults.unavailable("an artifact cannot be read", e);
        }
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws EOFException {
        for (int done = 0; done < length; ) {
            int count = Math.min(READ_BYTES_MAX, length - done);
            int read = read(position + done, ByteBuffer.wrap(target, offset + done, count));
            if (read < 0) {
                throw new EOFException("a content that ends before byte " + (position + length));
            }
            done += read;
        }
    }

    private int read(long position, ByteBuffer target) {
        try {
            return channel.read(target, position);
        } catch (IOException e) {
            throw Faults.unavailable("an artifact cannot be read", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Faults.unavailable("an artifact cannot be closed", e);
        }
    }
}
