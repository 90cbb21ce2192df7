package dev.assay.http;

import dev.assay.domain.Faults;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A body on its way: what the client does wrong becomes a fault, slowness included.
final class ArrivingBody extends FilterInputStream {

    private final long startedAtNanos = System.nanoTime();
    private final long deadlineNanos;

    ArrivingBody(InputStream in, Duration deadline) {
        super(in);
        this.deadlineNanos = deadline.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (System.nanoTime() - startedAtNanos > deadlineNanos) {
            throw Faults.malformedRequest("the body did not arrive in time");
        }
        try {
            return super.read(bytes, offset, count);
        } catch (IOException | RuntimeException e) {
            throw Bodies.broken(e);
        }
    }
}
