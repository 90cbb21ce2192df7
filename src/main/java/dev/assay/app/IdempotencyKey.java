package dev.assay.app;

import dev.assay.domain.Digest;
import dev.assay.domain.Texts;

/// Makes a write happen once, however often it is sent within 24 hours: `key` is the caller's, `request` is the
/// digest of the method, the path and the body that it came with.
public record IdempotencyKey(String key, Digest request) {

    public static final int CHARS_MAX = 255;

    public IdempotencyKey {
        Texts.requireName("Idempotency-Key", key, CHARS_MAX);
    }
}
