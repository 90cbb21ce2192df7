package dev.assay.domain;

import java.nio.charset.StandardCharsets;

/// The limits of texts that callers choose. Texts are kept as they came; one that cannot be kept so is refused.
public final class Texts {

    /// Series, parameter and tag keys, in characters (code points).
    public static final int KEY_CHARS_MAX = 250;
    /// Parameter and tag values, in UTF-8 bytes.
    public static final int VALUE_BYTES_MAX = 64 * 1024;
    /// Names of experiments, artifacts, branches, in characters (code points).
    public static final int NAME_CHARS_MAX = 700;
    /// A description of an artifact, in characters (code points).
    public static final int DESCRIPTION_CHARS_MAX = 8_000;

    private Texts() {}

    public static void requireKey(String what, String text) {
        requireName(what, text, KEY_CHARS_MAX);
    }

    public static void requireName(String what, String text) {
        requireName(what, text, NAME_CHARS_MAX);
    }

    /// Not empty, at most `charsMax` code points, and no U+0000, which PostgreSQL's text cannot hold.
    public static void requireName(String what, String text, int charsMax) {
        if (text.isEmpty()) {
            throw Faults.invalid(what, "empty");
        }
        if (text.length() > charsMax && text.codePointCount(0, text.length()) > charsMax) {
            throw Faults.invalid(what, "more than " + charsMax + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            throw Faults.invalid(what, "has the character U+0000");
        }
    }

    public static void requireValue(String what, String text) {
        // A char takes at most three bytes of UTF-8, so most texts need no counting.
        if (text.length() > VALUE_BYTES_MAX / 3 && text.getBytes(StandardCharsets.UTF_8).length > VALUE_BYTES_MAX) {
            throw Faults.invalid(what, "more than " + VALUE_BYTES_MAX + " bytes");
        }
    }
}
