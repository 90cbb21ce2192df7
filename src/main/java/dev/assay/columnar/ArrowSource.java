package dev.assay.columnar;

import dev.assay.domain.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// The bytes of an Arrow stream: such as arrive, or such as are all there.
abstract sealed class ArrowSource {

    static ArrowSource of(InputStream in) {
        return new Arriving(in);
    }

    static ArrowSource of(byte[] whole) {
        return new Whole(whole);
    }

    /// The next so many, few; fewer where it ends.
    abstract byte[] next(int count) throws IOException;

    /// The next so many, which may be more than there are; empty where it ends before.
    abstract Optional<ByteBuffer> body(long count) throws IOException;

    /// Whether nothing follows.
    abstract boolean isAtEnd() throws IOException;

    private static final class Arriving extends ArrowSource {

        /// Room made on the word of a message alone; it grows as the body arrives.
        private static final int BELIEVED_BYTES_MAX = 256 * 1024;

        private final InputStream in;

        Arriving(InputStream in) {
            this.in = in;
        }

        @Override
        byte[] next(int count) throws IOException {
            return in.readNBytes(count);
        }

        @Override
        Optional<ByteBuffer> body(long count) throws IOException {
            byte[] bytes = new byte[(int) Math.min(count, BELIEVED_BYTES_MAX)];
            int length = 0;
            while (length < count) {
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(count, longer(bytes.length)));
                }
                int read = in.read(bytes, length, bytes.length - length);
                if (read < 0) {
                    return Optional.empty();
                }
                length += read;
            }
            return Optional.of(ByteBuffer.wrap(bytes));
        }

        private static long longer(int length) {
            if (length == Integer.MAX_VALUE - 8) {
                throw Faults.tooLarge("the body of a message", length);
            }
            return Math.min(2L * length, Integer.MAX_VALUE - 8);
        }

        @Override
        boolean isAtEnd() throws IOException {
            return in.read() < 0;
        }
    }

    /// Bodies are not copied.
    private static final class Whole extends ArrowSource {

        private final byte[] bytes;
        private int at;

        Whole(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        byte[] next(int count) {
            int from = at;
            at += Math.min(count, bytes.length - at);
            return Arrays.copyOfRange(bytes, from, at);
        }

        @Override
        Optional<ByteBuffer> body(long count) {
            if (count > bytes.length - at) {
                at = bytes.length;
                return Optional.empty();
            }
            int from = at;
            at += (int) count;
            return Optional.of(ByteBuffer.wrap(bytes, from, (int) count).slice());
        }

        @Override
        boolean isAtEnd() {
            return at == bytes.length;
        }
    }
}
