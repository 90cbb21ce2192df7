package dev.assay.access;

import dev.assay.domain.Digest;
import dev.assay.domain.Digests;
import java.security.SecureRandom;
import java.util.Base64;

/// The text of a token: whoever shows it is its user. It is shown once and never stored, never logged.
public record TokenText(String text) {

    private static final String PREFIX = "assay_";
    private static final String SECRET_PREFIX = "assay_secret_";
    private static final String PAGE_PREFIX = "assay_page_";
    private static final int RANDOM_BYTES = 32;
    private static final int CODE_BYTES = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// A new one that nobody can guess.
    public static TokenText mint() {
        return mint(PREFIX, RANDOM_BYTES);
    }

    /// The same for the secret of an application, which is no token.
    public static TokenText mintSecret() {
        return mint(SECRET_PREFIX, RANDOM_BYTES);
    }

    /// The same for a browser that a link signs in, which nobody types.
    public static TokenText mintForPage() {
        return mint(PAGE_PREFIX, RANDOM_BYTES);
    }

    /// Whether `mintForPage` made it.
    public boolean isForPage() {
        return text.startsWith(PAGE_PREFIX);
    }

    /// The same for a code that signs in once and soon: short enough for a line of a terminal.
    static TokenText mintCode() {
        return mint("", CODE_BYTES);
    }

    private static TokenText mint(String prefix, int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return new TokenText(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// What is stored in its place. A token has more bits than can be tried, so one pass of SHA-256 suffices.
    public Digest hash() {
        return Digests.of(text);
    }

    @Override
    public String toString() {
        return "TokenText[***]";
    }
}
