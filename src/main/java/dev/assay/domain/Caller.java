package dev.assay.domain;

import java.util.Set;
import java.util.function.Supplier;

/// Who asks, what the token that came along may be used for, and what its user may do.
public record Caller(User user, Set<Scope> scopes, Role role) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /// An owner.
    public Caller(User user, Set<Scope> scopes) {
        this(user, scopes, Role.OWNER);
    }

    /// Throws `ApiUsageDenied` where the token lacks the scope, `PermissionDenied` where the role does.
    public void require(Scope scope) {
        require(scope, () -> Faults.permissionDenied(Role.of(scope)));
    }

    /// The same for an operation that has a name of its own for what the role lacks.
    public void require(Scope scope, Supplier<Fault> denied) {
        requireScope(scope);
        if (role.compareTo(Role.of(scope)) < 0) {
            throw denied.get();
        }
    }

    /// Throws `ApiUsageDenied` where the token lacks the scope. It says nothing of the role.
    public void requireScope(Scope scope) {
        if (!scopes.contains(scope)) {
            throw Faults.missingScope(scope);
        }
    }

    /// Throws `PermissionDenied` for who is no owner.
    public void requireOwner() {
        if (role != Role.OWNER) {
            throw Faults.permissionDenied(Role.OWNER);
        }
    }
}
