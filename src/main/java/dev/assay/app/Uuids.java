package dev.assay.app;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/// UUIDs of version 7 (RFC 9562): the time in milliseconds first, then random bits, so that what is made later mostly
/// sorts later.
final class Uuids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Uuids() {}

    static UUID next(InstantSource clock) {
        long high = (clock.millis() << 16) | 0x7000L | (RANDOM.nextLong() & 0x0fffL);
        long low = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /// MLflow's form: 32 hex digits.
    static String hex(UUID uuid) {
        return uuid.toString().replace("-", "");
    }
}
