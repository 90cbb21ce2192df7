package dev.assay.app;

import dev.assay.domain.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A token to be, of the user who makes it.
public record NewToken(String name, Set<Scope> scopes, Optional<Instant> expiresTime) {

    public NewToken {
        scopes = Set.copyOf(scopes);
    }
}
