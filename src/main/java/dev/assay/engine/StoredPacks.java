package dev.assay.engine;

import dev.assay.meta.PackEntry;
import dev.assay.series.PackKey;
import dev.assay.series.PackStore;
import dev.assay.series.codec.Pack;
import dev.assay.series.codec.PackSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/// Opens packs of the store inside the transaction that reads them. Remembers directories, which never change, up to a
/// number of bytes. Thread-safe.
public final class StoredPacks {

    private static final long REMEMBERED_BYTES_MAX = 32L << 20;

    private final PackStore store;
    /// The least lately used first.
    private final Map<PackKey, Pack> remembered = new LinkedHashMap<>(16, 0.75f, true);

    private long rememberedBytes;

    public StoredPacks(PackStore store) {
        this.store = store;
    }

    /// They are readable until the transaction ends.
    public List<Pack> open(DSLContext transaction, long experiment, Collection<PackEntry> entries) {
        return open(transaction, experiment, entries, true);
    }

    /// The same for who reads packs whole, and then they go: nothing of them is remembered.
    List<Pack> openOnce(DSLContext transaction, long experiment, Collection<PackEntry> entries) {
        return open(transaction, experiment, entries, false);
    }

    /// To be told of packs that are deleted.
    synchronized void forget(long experiment, Collection<Long> numbers) {
        for (long number : numbers) {
            Pack gone = remembered.remove(new PackKey(experiment, number));
            rememberedBytes -= gone == null ? 0 : gone.heldBytes();
        }
    }

    PackStore store() {
        return store;
    }

    private List<Pack> open(
            DSLContext transaction, long experiment, Collection<PackEntry> entries, boolean toBeRemembered) {
        List<Pack> packs = new ArrayList<>(entries.size());
        for (PackEntry entry : entries) {
            PackKey key = new PackKey(experiment, entry.number());
            packs.add(open(transaction, key, entry.bytes(), toBeRemembered));
        }
        return packs;
    }

    private Pack open(DSLContext transaction, PackKey key, long bytes, boolean toBeRemembered) {
        PackSource source = new ReadAhead(new Stored(store, transaction, key, bytes));
        Optional<Pack> known = recall(key);
        if (known.isPresent()) {
            return known.get().readFrom(source);
        }
        Pack pack = Pack.open(source);
        if (toBeRemembered) {
            remember(key, pack.readFrom(new Nowhere(bytes)));
        }
        return pack;
    }

    private synchronized Optional<Pack> recall(PackKey key) {
        return Optional.ofNullable(remembered.get(key));
    }

    private synchronized void remember(PackKey key, Pack pack) {
        Pack before = remembered.put(key, pack);
        rememberedBytes += pack.heldBytes() - (before == null ? 0 : before.heldBytes());
        var eldest = remembered.values().iterator();
        while (rememberedBytes > REMEMBERED_BYTES_MAX) {
            rememberedBytes -= eldest.next().heldBytes();
            eldest.remove();
        }
    }

    /// A pack where a transaction sees it.
    private record Stored(PackStore store, DSLContext transaction, PackKey key, long size) implements PackSource {

        @Override
        public byte[] read(long offset, int length) {
            return store.read(transaction, key, offset, length);
        }
    }

    /// What is remembered outlives the transaction in which it was read.
    private record Nowhere(long size) implements PackSource {

        @Override
        public byte[] read(long offset, int length) {
            throw new IllegalStateException("BUG: a directory has no blocks");
        }
    }
}
