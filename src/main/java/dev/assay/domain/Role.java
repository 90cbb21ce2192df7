package dev.assay.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a user may do with the whole store, whatever scopes a token has: a token does what both allow. People are
/// owners;
/// each application has the role that it was made with.
public enum Role {
    /// Reads everything.
    VIEWER,
    /// Also writes, but deletes and restores no model and no experiment.
    EDITOR,
    /// Also deletes, restores, purges, and says who may come in.
    OWNER;

    /// What it lets its user do.
    public Set<Scope> scopes() {
        return switch (this) {
            case VIEWER -> Set.of(Scope.MODELS_READ);
            case EDITOR -> Set.of(Scope.MODELS_READ, Scope.MODELS_WRITE);
            case OWNER -> Set.of(Scope.MODELS_READ, Scope.MODELS_WRITE, Scope.ADMIN);
        };
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> find(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }

    /// The least role that lets its user do what the scope is for.
    static Role of(Scope scope) {
        return switch (scope) {
            case MODELS_READ -> VIEWER;
            case MODELS_WRITE -> EDITOR;
            case ADMIN -> OWNER;
        };
    }
}
