package dev.assay.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Bytes as characters, strictly UTF-8. The JDK's own reader is strict too, but throws away the characters before the
/// bad byte, and with them the line that it is on.
final class Utf8Source {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream source;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES);
    private boolean ended;
    private long bytesDecoded;
    private long bytesBefore;

    Utf8Source(InputStream source) {
        this.source = source;
    }

    /// The next characters, none at the end. They are good until the next call. What is no UTF-8 is thrown when every
    /// character before it was handed out.
    CharBuffer next() throws IOException {
        chars.clear();
        while (chars.position() == 0) {
            readMore();
            bytesBefore = bytesDecoded;
            int from = bytes.position();
            CoderResult result = decoder.decode(bytes, chars, ended);
            bytesDecoded += bytes.position() - from;
            if (result.isError() && chars.position() == 0) {
                throw new Malformed();
            }
            if (ended && !bytes.hasRemaining()) {
                break;
            }
        }
        return chars.flip();
    }

    /// How many bytes come before a character of those that were handed out last.
    long offset(int at) {
        long offset = bytesBefore;
        for (int i = 0; i < at; i++) {
            char c = chars.get(i);
            // A pair of surrogates, which is never cut, has four bytes.
            offset += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return offset;
    }

    private void readMore() throws IOException {
        bytes.compact();
        if (!ended && bytes.hasRemaining()) {
            int count = source.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = count < 0;
            bytes.position(bytes.position() + Math.max(count, 0));
        }
        bytes.flip();
    }

    /// The bytes at hand are not UTF-8.
    static final class Malformed extends CharacterCodingException {}
}
