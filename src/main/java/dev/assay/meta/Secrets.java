package dev.assay.meta;

import static dev.assay.sql.tables.Tables.SECRET;

import java.util.Optional;
import org.jooq.DSLContext;

/// Rows of `secret`: random bytes that all servers of a store share.
public final class Secrets {

    private Secrets() {}

    public static Optional<byte[]> find(DSLContext transaction, String name) {
        return transaction.selectFrom(SECRET).where(SECRET.NAME.eq(name)).fetchOptional(SECRET.VALUE);
    }

    public static void insert(DSLContext transaction, String name, byte[] value) {
        transaction
                .insertInto(SECRET, SECRET.NAME, SECRET.VALUE)
                .values(name, value)
                .execute();
    }
}
