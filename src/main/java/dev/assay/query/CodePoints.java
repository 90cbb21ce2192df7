package dev.assay.query;

/// The order of texts by code points, which is the order of their UTF-8. (Java's own goes by UTF-16,
/// where what is past U+FFFF comes before U+E000.)
public final class CodePoints {

    private CodePoints() {}

    public static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char one = a.charAt(i);
            char other = b.charAt(i);
            if (one != other) {
                boolean sameKind = Character.isSurrogate(one) == Character.isSurrogate(other);
                return sameKind ? one - other : Character.isSurrogate(one) ? afterAll(other) : -afterAll(one);
            }
        }
        return a.length() - b.length();
    }

    /// A surrogate stands for what is past every character of one char.
    private static int afterAll(char other) {
        return Character.MAX_CODE_POINT - other;
    }
}
