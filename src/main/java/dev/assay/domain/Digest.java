package dev.assay.domain;

import java.util.regex.Pattern;

/// The SHA-256 of some bytes, in 64 lower-case hex digits.
public record Digest(String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public Digest {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalStateException("BUG: not a SHA-256 digest: " + hex);
        }
    }
}
