package dev.assay.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Texts that come again and again in bodies, mostly in the order in which they came before: such a text is known by
/// its characters, and no new string is made of them. Thread-safe.
public final class RecurringTexts {

    private static final int CHARS_MAX = 250;
    private static final int TEXTS_MAX = 20_000;

    private static final byte[] NONE = {};

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Known start = new Known("");

    /// `next` is what followed it lately. Threads may see one that is older, which costs a look-up and nothing else.
    private static final class Known {

        private final String text;
        /// Its bytes and a quote, where it stands in JSON as it is; else nothing.
        private final byte[] quoted;
        private final Optional<String> found;
        private @Nullable Known next;

        Known(String text) {
            this.text = text;
            this.found = Optional.of(text);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            this.quoted = isPlain(bytes) ? (text + '"').getBytes(StandardCharsets.UTF_8) : NONE;
        }
    }

    /// Where one body stands. Not thread-safe.
    public final class Place {

        private Known last = start;

        private Place() {}

        /// The text that followed lately what came last here, if it comes at `from`, up to its quote.
        Optional<String> guess(byte[] body, int from) {
            Known next = last.next;
            if (next == null || next.quoted.length == 0 || from + next.quoted.length > body.length) {
                return Optional.empty();
            }
            if (!Arrays.equals(body, from, from + next.quoted.length, next.quoted, 0, next.quoted.length)) {
                return Optional.empty();
            }
            last = next;
            return next.found;
        }

        String find(String text) {
            Known next = lookUp(text);
            last.next = next;
            last = next;
            return next.text;
        }

        String find(char[] characters, int offset, int length) {
            Known next = last.next;
            if (next == null || !isEqual(next.text, characters, offset, length)) {
                next = lookUp(new String(characters, offset, length));
                last.next = next;
            }
            last = next;
            return next.text;
        }
    }

    /// For a body that begins.
    public Place begin() {
        return new Place();
    }

    /// Whether JSON needs no escape for it, and it is ASCII.
    static boolean isPlain(byte character) {
        return character >= ' ' && character != '"' && character != '\\' && character != 0x7F;
    }

    private static boolean isPlain(byte[] bytes) {
        for (byte character : bytes) {
            if (!isPlain(character)) {
                return false;
            }
        }
        return bytes.length > 0;
    }

    private Known lookUp(String text) {
        Known found = known.get(text);
        if (found != null) {
            return found;
        }
        Known made = new Known(text);
        if (text.length() <= CHARS_MAX) {
            keep(made);
        }
        return made;
    }

    private void keep(Known made) {
        if (known.size() >= TEXTS_MAX) {
            known.clear();
            start.next = null;
        }
        known.put(made.text, made);
    }

    private static boolean isEqual(String text, char[] characters, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != characters[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
