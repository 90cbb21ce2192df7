package dev.assay.domain;

import java.util.regex.Pattern;

/// A resource identifier, `ri.<service>.<instance>.<type>.<locator>`. Its pattern is the one that Palantir's
/// Python SDK holds every RID of an answer to.
public record Rid(String text) {

    /// Longer ones are refused, so that a RID can be a key everywhere.
    public static final int CHARS_MAX = 512;

    private static final Pattern PATTERN =
            Pattern.compile("ri\\.[a-z][a-z0-9-]*\\.([a-z0-9][a-z0-9\\-]*)?\\.[a-z][a-z0-9-]*\\.[a-zA-Z0-9._-]+");

    public Rid {
        requireRid("rid", text);
    }

    /// The RID that an argument is.
    public static Rid parse(String argument, String text) {
        requireRid(argument, text);
        return new Rid(text);
    }

    private static void requireRid(String argument, String text) {
        if (!isRid(text)) {
            throw Faults.invalid(argument, "not a resource identifier of at most " + CHARS_MAX + " characters");
        }
    }

    public static boolean isRid(String text) {
        return text.length() <= CHARS_MAX && PATTERN.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
