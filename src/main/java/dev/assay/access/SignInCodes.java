package dev.assay.access;

import dev.assay.domain.Digest;
import dev.assay.domain.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Codes that sign somebody in once: a link for the page carries one. They are kept in memory alone, and end with the
/// process. Thread-safe.
public final class SignInCodes {

    /// How long a code may wait to be used.
    public static final Duration LIFETIME = Duration.ofHours(1);

    /// Codes that wait at a time; the oldest goes first.
    private static final int WAITING_MAX = 100;

    private record Waiting(User user, Instant until) {}

    private final InstantSource clock;
    private final Map<Digest, Waiting> waiting = new LinkedHashMap<>();

    public SignInCodes(InstantSource clock) {
        this.clock = clock;
    }

    /// One that nobody can guess.
    public synchronized TokenText mint(User user) {
        TokenText code = TokenText.mintCode();
        waiting.put(code.hash(), new Waiting(user, clock.instant().plus(LIFETIME)));
        if (waiting.size() > WAITING_MAX) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        return code;
    }

    /// Whom it signs in; from then on it signs in nobody.
    public synchronized Optional<User> use(String code) {
        Waiting found = waiting.remove(new TokenText(code).hash());
        return Optional.ofNullable(found)
                .filter(one -> clock.instant().isBefore(one.until()))
                .map(Waiting::user);
    }
}
