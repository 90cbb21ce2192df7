package dev.assay.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks at a body once before it is parsed: Jackson decodes UTF-8 without checking all of it.
final class BodyText {

    /// What a look found. Only an escape can bring a lone surrogate into a body that is valid UTF-8.
    enum Found {
        INVALID_UTF8,
        PLAIN,
        SURROGATE_ESCAPES
    }

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long BACKSLASHES = 0x5C5C_5C5C_5C5C_5C5CL;

    private BodyText() {}

    static Found look(byte[] body) {
        boolean surrogates = false;
        int at = 0;
        while (at < body.length) {
            if (at + Long.BYTES <= body.length && isPlain((long) LONGS.get(body, at))) {
                at += Long.BYTES;
                continue;
            }
            int length = characterBytes(body, at);
            if (length == 0) {
                return Found.INVALID_UTF8;
            }
            surrogates |= body[at] == '\\' && escapesSurrogate(body, at);
            at += length;
        }
        return surrogates ? Found.SURROGATE_ESCAPES : Found.PLAIN;
    }

    /// Eight ASCII characters, none of them a backslash.
    private static boolean isPlain(long word) {
        long difference = word ^ BACKSLASHES;
        return ((word | (difference - LOW_BITS)) & HIGH_BITS) == 0;
    }

    /// The escape of half a surrogate pair: a `u`, then d8 to df.
    private static boolean escapesSurrogate(byte[] body, int at) {
        return at + 3 < body.length
                && body[at + 1] == 'u'
                && (body[at + 2] | 0x20) == 'd'
                && (body[at + 3] == '8' || body[at + 3] == '9' || body[at + 3] >= 'A');
    }

    /// The length of the UTF-8 character at `at`; 0 where there is none (RFC 3629: no surrogates, nothing overlong).
    private static int characterBytes(byte[] body, int at) {
        int first = body[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (at + length > body.length) {
            return 0;
        }
        int second = body[at + 1] & 0xFF;
        if (second < secondMin(first) || second > secondMax(first)) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((body[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static int secondMin(int first) {
        return first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    }

    private static int secondMax(int first) {
        return first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    }
}
