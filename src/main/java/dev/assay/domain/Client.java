package dev.assay.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// An application that signs in by itself, without its secret, which is nowhere kept. It acts as a user of its own.
///
/// @param scopes what its tokens may be used for
public record Client(
        UUID id,
        User user,
        String name,
        Role role,
        Set<Scope> scopes,
        Instant createdTime,
        Optional<Instant> revokedTime) {

    /// In characters (code points); with the id it is the name of the user.
    public static final int NAME_CHARS_MAX = 200;

    /// That are valid at the same time.
    public static final int TOKENS_MAX = 10_000;

    public Client {
        scopes = Set.copyOf(scopes);
    }
}
