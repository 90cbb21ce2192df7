package dev.assay.app;

import dev.assay.domain.Role;
import dev.assay.domain.Scope;
import java.util.Set;

/// An application to be.
public record NewClient(String name, Role role, Set<Scope> scopes) {

    public NewClient {
        scopes = Set.copyOf(scopes);
    }
}
