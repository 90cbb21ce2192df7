package dev.assay.sql;

/// The database did not do what it was asked: it is full, gone, or busy beyond patience. Nothing of the transaction was
/// kept, unless the disk failed in its commit: then nobody knows.
public final class DatabaseException extends RuntimeException {

    private final Harm harm;

    DatabaseException(String what, Throwable cause) {
        this(what, Harm.NONE, cause);
    }

    DatabaseException(String what, Harm harm, Throwable cause) {
        super(what, cause);
        this.harm = harm;
    }

    public Harm harm() {
        return harm;
    }
}
