package dev.assay.table;

import java.io.ByteArrayInputStream;
import java.util.Random;

/// Bytes in pieces of 1 to 3, as a slow network gives them: characters and line ends are cut.
final class TricklingInputStream extends ByteArrayInputStream {

    private final Random random;

    TricklingInputStream(byte[] bytes, Random random) {
        super(bytes);
        this.random = random;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
        return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(3)));
    }
}
