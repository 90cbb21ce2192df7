package dev.assay.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A token without its text, which is nowhere kept. `role` is its user's. `mainAdmin` marks the one that the first
/// start made or that `ASSAY_ADMIN_TOKEN` named: there is at most one that is valid.
public record Token(
        UUID id,
        User user,
        String name,
        Set<Scope> scopes,
        boolean mainAdmin,
        Instant createdTime,
        Optional<Instant> expiresTime,
        Optional<Instant> revokedTime,
        Role role) {

    public Token {
        scopes = Set.copyOf(scopes);
    }

    /// A person's.
    public Token(
            UUID id,
            User user,
            String name,
            Set<Scope> scopes,
            boolean mainAdmin,
            Instant createdTime,
            Optional<Instant> expiresTime,
            Optional<Instant> revokedTime) {
        this(id, user, name, scopes, mainAdmin, createdTime, expiresTime, revokedTime, Role.OWNER);
    }

    public boolean isValid(Instant now) {
        return revokedTime.isEmpty() && expiresTime.map(now::isBefore).orElse(true);
    }
}
