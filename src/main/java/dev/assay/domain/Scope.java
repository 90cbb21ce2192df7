package dev.assay.domain;

import java.util.Arrays;
import java.util.Optional;

/// What a token may be used for. A scope never implies another.
public enum Scope {
    MODELS_READ("api:models-read"),
    MODELS_WRITE("api:models-write"),
    ADMIN("assay:admin");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<Scope> find(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }
}
