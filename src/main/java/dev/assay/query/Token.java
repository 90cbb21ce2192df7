package dev.assay.query;

import java.util.List;

/// A word of the language.
///
/// @param position of its first character, from 1
record Token(Kind kind, String text, List<String> path, int position) {

    private static final int SHOWN_CHARS_MAX = 60;

    enum Kind {
        /// Names joined by dots; `path` holds them without their quotes.
        NAME,
        /// `text` without its quotes.
        TEXT,
        NUMBER,
        SYMBOL,
        END
    }

    Token(Kind kind, String text, int position) {
        this(kind, text, List.of(), position);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /// Words that have a meaning in the language are not told apart by case.
    boolean isWord(String word) {
        return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    String shown() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "a text";
            case NUMBER -> "the number " + cut(text);
            case NAME, SYMBOL -> cut(text);
        };
    }

    /// Enough of a text to find it by.
    static String cut(String text) {
        int end = text.offsetByCodePoints(0, Math.min(SHOWN_CHARS_MAX, text.codePointCount(0, text.length())));
        return end == text.length() ? text : text.substring(0, end) + "…";
    }
}
