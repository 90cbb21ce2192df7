package dev.assay.query;

/// Matches SQL's LIKE. It never goes back further than to the last `%`, so that no pattern explodes.
final class LikePattern {

    private LikePattern() {}

    static boolean matches(String pattern, boolean ignoresCase, String text) {
        int inPattern = 0;
        int inText = 0;
        int afterPercent = -1;
        int resumeAt = 0;
        while (inText < text.length()) {
            int found = text.codePointAt(inText);
            if (inPattern < pattern.length() && pattern.charAt(inPattern) == '%') {
                afterPercent = ++inPattern;
                resumeAt = inText;
            } else if (inPattern < pattern.length() && fits(pattern.codePointAt(inPattern), found, ignoresCase)) {
                inPattern += Character.charCount(pattern.codePointAt(inPattern));
                inText += Character.charCount(found);
            } else if (afterPercent >= 0) {
                resumeAt += Character.charCount(text.codePointAt(resumeAt));
                inText = resumeAt;
                inPattern = afterPercent;
            } else {
                return false;
            }
        }
        while (inPattern < pattern.length() && pattern.charAt(inPattern) == '%') {
            inPattern++;
        }
        return inPattern == pattern.length();
    }

    private static boolean fits(int wanted, int found, boolean ignoresCase) {
        return wanted == '_' || wanted == found || (ignoresCase && folded(wanted) == folded(found));
    }

    private static int folded(int codePoint) {
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }
}
