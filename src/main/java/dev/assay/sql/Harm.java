package dev.assay.sql;

/// What a failure of the database says of the disk under it.
public enum Harm {
    /// Nothing: the transaction is gone, and the next one may go well.
    NONE,
    /// It had no room. Nothing of the transaction was kept, and nothing else is in doubt.
    DISK_FULL,
    /// It did not do what it was asked. What was read back since may not be what is on it, so nothing may be
    /// acknowledged until the database was closed, opened again and recovered.
    DISK_FAILED
}
