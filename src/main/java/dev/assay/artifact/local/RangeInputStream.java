package dev.assay.artifact.local;

import dev.assay.domain.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/// The bytes of a file from one place on, up to a number of them.
final class RangeInputStream extends InputStream {

    /// The JDK keeps a buffer as large as the largest read of a thread; this bounds it.
    private static final int READ_BYTES_MAX = 64 * 1024;

    private final FileChannel channel;
    private long position;
    private long remaining;

    RangeInputStream(FileChannel channel, long offset, long length) {
        this.channel = channel;
        this.position = offset;
        this.remaining = length;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (remaining == 0) {
            return -1;
        }
        int count = readChannel(bytes, offset, (int) Math.min(Math.min(length, READ_BYTES_MAX), remaining));
        if (count > 0) {
            position += count;
            remaining -= count;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private int readChannel(byte[] bytes, int offset, int length) {
        try {
            return channel.read(ByteBuffer.wrap(bytes, offset, length), position);
        } catch (IOException e) {
            throw Faults.unavailable("an artifact cannot be read", e);
        }
    }
}
