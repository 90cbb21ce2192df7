package dev.assay.http;

import dev.assay.domain.Faults;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a request's path and query must be before anything is read in them, since later steps would drop or replace
/// what they cannot decode.
final class RawTarget {

    private RawTarget() {}

    /// Printable ASCII with whole percent escapes that spell UTF-8 without U+0000.
    static void require(String path, @Nullable String query) {
        requireText("path", path);
        if (query != null) {
            requireText("query", query);
        }
    }

    private static void requireText(String part, String text) {
        boolean escaped = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~') {
                throw Faults.malformedRequest("the " + part + " has a character that must be percent-encoded");
            }
            escaped |= c == '%';
        }
        if (escaped) {
            requireUtf8(part, decoded(part, text));
        }
    }

    private static ByteBuffer decoded(String part, String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '%') {
                bytes.put((byte) text.charAt(i));
                continue;
            }
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low < 0 || high + low == 0) {
                throw Faults.malformedRequest("the " + part + " has a bad percent escape");
            }
            bytes.put((byte) (high * 16 + low));
            i += 2;
        }
        return bytes.flip();
    }

    private static void requireUtf8(String part, ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            throw Faults.malformedRequest("the " + part + " is not UTF-8 once decoded");
        }
    }
}
