package dev.assay.domain;

import java.util.Set;

/// Who asks, and what the token that came along may be used for.
public record Caller(User user, Set<Scope> scopes) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /// Throws `ApiUsageDenied` where the token lacks the scope.
    public void require(Scope scope) {
        if (!scopes.contains(scope)) {
            throw Faults.missingScope(scope);
        }
    }
}
