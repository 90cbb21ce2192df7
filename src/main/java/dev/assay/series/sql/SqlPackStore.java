package dev.assay.series.sql;

import static dev.assay.sql.tables.Tables.PACK;

import dev.assay.series.PackKey;
import dev.assay.series.PackStore;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/// Packs as rows of the metadata database: nothing more to install, and one backup holds everything.
public final class SqlPackStore implements PackStore {

    @Override
    public void put(DSLContext transaction, PackKey key, byte[] pack) {
        transaction
                .insertInto(PACK)
                .set(PACK.EXPERIMENT_ID, key.experiment())
                .set(PACK.NUMBER, key.number())
                .set(PACK.BYTES, pack)
                .execute();
    }

    @Override
    public Optional<byte[]> find(DSLContext transaction, PackKey key) {
        return transaction.select(PACK.BYTES).from(PACK).where(is(key)).fetchOptional(PACK.BYTES);
    }

    @Override
    public List<Long> list(DSLContext transaction, long experiment) {
        return transaction
                .select(PACK.NUMBER)
                .from(PACK)
                .where(PACK.EXPERIMENT_ID.eq(experiment))
                .orderBy(PACK.NUMBER)
                .fetch(PACK.NUMBER);
    }

    @Override
    public boolean delete(DSLContext transaction, PackKey key) {
        return transaction.deleteFrom(PACK).where(is(key)).execute() > 0;
    }

    private static Condition is(PackKey key) {
        return PACK.EXPERIMENT_ID.eq(key.experiment()).and(PACK.NUMBER.eq(key.number()));
    }
}
