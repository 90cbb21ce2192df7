package dev.assay.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Every answer carries `X-Request-Id`: the client's own if it is sane, else one of ours.
public final class RequestIds {

    static final String HEADER = "X-Request-Id";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private RequestIds() {}

    public static String of(Context context) {
        return Optional.ofNullable(context.res().getHeader(HEADER))
                .orElseThrow(() -> new IllegalStateException("BUG: a request without an id"));
    }

    static String choose(@Nullable String given) {
        return given != null && SANE.matcher(given).matches() ? given : next().toString();
    }

    /// A random UUID (RFC 9562, version 4). Nobody need be kept from guessing it, so it does not cost what a secret
    /// does.
    private static UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(version4, variant);
    }
}
