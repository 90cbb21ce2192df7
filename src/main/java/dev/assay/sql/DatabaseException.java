package dev.assay.sql;

/// The database did not do what it was asked: it is full, gone, or busy beyond patience. Nothing of the transaction was
/// kept.
public final class DatabaseException extends RuntimeException {

    DatabaseException(String what, Throwable cause) {
        super(what, cause);
    }
}
