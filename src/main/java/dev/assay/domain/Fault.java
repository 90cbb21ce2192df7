package dev.assay.domain;

import java.util.Map;

/// A failure that the caller is told about: `name` is part of the API and never changes; the message and `args`
/// are safe to show. What only we may see goes into the cause, which reaches the log alone.
public final class Fault extends RuntimeException {

    /// Each wire API answers every kind with its own status and code, in one exhaustive switch.
    public enum Kind {
        INVALID,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        NOT_ACCEPTABLE,
        CONFLICT,
        TOO_LARGE,
        RANGE_NOT_SATISFIABLE,
        UNSUPPORTED_MEDIA_TYPE,
        MISDIRECTED,
        HEADERS_TOO_LARGE,
        BUSY,
        UNAVAILABLE,
        INTERNAL;

        /// Ours to mend, not the caller's: it is logged as an error, and found there by its instance.
        public boolean isOurs() {
            return switch (this) {
                case UNAVAILABLE, INTERNAL -> true;
                case INVALID,
                        UNAUTHENTICATED,
                        FORBIDDEN,
                        NOT_FOUND,
                        METHOD_NOT_ALLOWED,
                        NOT_ACCEPTABLE,
                        CONFLICT,
                        TOO_LARGE,
                        RANGE_NOT_SATISFIABLE,
                        UNSUPPORTED_MEDIA_TYPE,
                        MISDIRECTED,
                        HEADERS_TOO_LARGE,
                        BUSY -> false;
            };
        }
    }

    private final Kind kind;
    private final String name;
    private final transient Map<String, String> args;

    Fault(Kind kind, String name, Map<String, String> args, String message) {
        super(message);
        this.kind = kind;
        this.name = name;
        this.args = Map.copyOf(args);
    }

    Fault(Kind kind, String name, Map<String, String> args, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.name = name;
        this.args = Map.copyOf(args);
    }

    public Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    public Map<String, String> args() {
        return args;
    }

    /// One sentence for a person.
    public String text() {
        return String.valueOf(getMessage());
    }
}
