package dev.assay.series.sql;

import static dev.assay.sql.tables.Tables.PACK;

import dev.assay.series.PackKey;
import dev.assay.series.PackStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Packs as rows of the metadata database: nothing more to install, and one backup holds everything. A pack is cut into
/// parts, all of one size but the last, so that a range of it is read without the rest.
public final class SqlPackStore implements PackStore {

    static final int PART_BYTES = 256 * 1024;

    private static final String OF_PART = " FROM " + PACK.getName() + " WHERE " + PACK.EXPERIMENT_ID.getName()
            + " = ? AND " + PACK.NUMBER.getName() + " = ? AND " + PACK.PART.getName() + " = ?";

    /// Both databases know it under this name and answer without reading the bytes.
    private static final Field<Integer> SIZE = DSL.field("octet_length({0})", Integer.class, PACK.BYTES);

    @Override
    public void put(DSLContext transaction, PackKey key, byte[] pack) {
        // The first part, which an empty pack has too, fails where there is such a pack.
        int parts = Math.max(1, Math.ceilDiv(pack.length, PART_BYTES));
        for (int part = 0; part < parts; part++) {
            int from = part * PART_BYTES;
            transaction
                    .insertInto(PACK)
                    .set(PACK.EXPERIMENT_ID, key.experiment())
                    .set(PACK.NUMBER, key.number())
                    .set(PACK.PART, part)
                    .set(PACK.BYTES, Arrays.copyOfRange(pack, from, from + Math.min(PART_BYTES, pack.length - from)))
                    .execute();
        }
    }

    @Override
    public OptionalLong findSize(DSLContext transaction, PackKey key) {
        return transaction
                .select(PACK.PART, SIZE)
                .from(PACK)
                .where(is(key))
                .orderBy(PACK.PART.desc())
                .limit(1)
                .fetchOptional(last -> OptionalLong.of((long) last.value1() * PART_BYTES + last.value2()))
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public byte[] read(DSLContext transaction, PackKey key, long offset, int length) {
        byte[] first = readPiece(transaction, key, offset, length);
        return first.length == length || first.length == 0 ? first : readOn(first, transaction, key, offset, length);
    }

    @Override
    public List<Long> list(DSLContext transaction, long experiment) {
        return transaction
                .select(PACK.NUMBER)
                .from(PACK)
                .where(PACK.EXPERIMENT_ID.eq(experiment))
                .and(PACK.PART.eq(0))
                .orderBy(PACK.NUMBER)
                .fetch(PACK.NUMBER);
    }

    @Override
    public boolean delete(DSLContext transaction, PackKey key) {
        return transaction.deleteFrom(PACK).where(is(key)).execute() > 0;
    }

    /// What follows the first piece lies in other parts.
    private static byte[] readOn(byte[] first, DSLContext transaction, PackKey key, long offset, int length) {
        byte[] bytes = Arrays.copyOf(first, length);
        int size = first.length;
        while (size < length) {
            byte[] piece = readPiece(transaction, key, offset + size, length - size);
            if (piece.length == 0) {
                return Arrays.copyOf(bytes, size);
            }
            System.arraycopy(piece, 0, bytes, size, piece.length);
            size += piece.length;
        }
        return bytes;
    }

    /// As much of what is asked for as one part has. The statement goes to JDBC as it is: a chart reads hundreds of
    /// pieces, and jOOQ would render it anew for each.
    private static byte[] readPiece(DSLContext transaction, PackKey key, long offset, int length) {
        int from = (int) (offset % PART_BYTES);
        int size = Math.min(length, PART_BYTES - from);
        String bytes = PACK.BYTES.getName();
        String piece = size == PART_BYTES ? bytes : "substr(" + bytes + ", " + (from + 1) + ", " + size + ")";
        return transaction.connectionResult(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT " + piece + OF_PART)) {
                statement.setLong(1, key.experiment());
                statement.setLong(2, key.number());
                statement.setInt(3, Math.toIntExact(offset / PART_BYTES));
                try (ResultSet part = statement.executeQuery()) {
                    // Of no bytes SQLite's driver says nothing.
                    byte @Nullable [] read = part.next() ? part.getBytes(1) : null;
                    return read == null ? new byte[0] : read;
                }
            }
        });
    }

    private static Condition is(PackKey key) {
        return PACK.EXPERIMENT_ID.eq(key.experiment()).and(PACK.NUMBER.eq(key.number()));
    }
}
