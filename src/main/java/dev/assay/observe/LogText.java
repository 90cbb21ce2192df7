package dev.assay.observe;

/// A text from outside as it may stand in a log line: no longer than a line bears, and no character that could end the
/// line, move a terminal's cursor or turn the reading direction. Secrets never get here at all.
public final class LogText {

    static final int CHARS_MAX = 500;

    private LogText() {}

    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(CHARS_MAX).forEach(point -> append(shown, point));
        if (text.codePointCount(0, text.length()) > CHARS_MAX) {
            shown.append('…');
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int point) {
        if (harmless(point)) {
            shown.appendCodePoint(point);
        } else {
            shown.append(String.format("\\u{%x}", point));
        }
    }

    private static boolean harmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
