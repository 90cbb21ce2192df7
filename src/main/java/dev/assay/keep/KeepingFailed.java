package dev.assay.keep;

import dev.assay.sql.DatabaseException;

/// The store's files are not as the work needs them; nothing was changed. The message is a line for a person.
public final class KeepingFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeepingFailed(String message) {
        super(message);
    }

    static KeepingFailed of(DatabaseException failure) {
        KeepingFailed failed = new KeepingFailed(String.valueOf(failure.getMessage()));
        failed.initCause(failure);
        return failed;
    }

    KeepingFailed(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
