package dev.assay.series;

import java.util.List;
import java.util.OptionalLong;
import org.jooq.DSLContext;

/// Keeps packs of points. A pack never changes; others see it once the transaction that put it has committed,
/// and see it until one that deletes it has. Everything is asked in the caller's transaction.
public interface PackStore {

    /// Fails if there is a pack with this key. A store outside the database keeps the bytes before the commit, under a
    /// name that a retry repeats.
    void put(DSLContext transaction, PackKey key, byte[] pack);

    /// How many bytes the pack has.
    OptionalLong findSize(DSLContext transaction, PackKey key);

    /// `length` bytes from `offset`, or as many as there are before the pack ends: none where there is no such pack.
    /// Touches little more than what it returns.
    byte[] read(DSLContext transaction, PackKey key, long offset, int length);

    /// The numbers of all packs of an experiment, ascending: roll-up merges packs, so that they are few.
    List<Long> list(DSLContext transaction, long experiment);

    /// Whether there was one.
    boolean delete(DSLContext transaction, PackKey key);
}
