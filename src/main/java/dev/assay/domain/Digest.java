package dev.assay.domain;

/// The SHA-256 of some bytes, in 64 lower-case hex digits.
public record Digest(String hex) {

    private static final int DIGITS = 64;

    public Digest {
        if (!isHex(hex)) {
            throw new IllegalStateException("BUG: not a SHA-256 digest: " + hex);
        }
    }

    /// By hand: every request has one, that of its token.
    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!('0' <= c && c <= '9') && !('a' <= c && c <= 'f')) {
                return false;
            }
        }
        return text.length() == DIGITS;
    }
}
