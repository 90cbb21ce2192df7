package dev.assay.engine;

import dev.assay.series.PackKey;
import dev.assay.series.PackStore;
import dev.assay.series.sql.SqlPackStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/// The pack store and the clock of one server of a simulation. After a number of calls the server is dead: each further
/// one ends in a crash, and so does the transaction around it.
final class Doors implements PackStore, InstantSource {

    private final PackStore store = new SqlPackStore();
    private final Supplier<Instant> now;
    private final AtomicInteger putsToFail = new AtomicInteger();
    private long calls;
    private long callsLeft = Long.MAX_VALUE;

    Doors(Supplier<Instant> now) {
        this.now = now;
    }

    void crashAfter(long calls) {
        callsLeft = calls;
    }

    void stayAlive() {
        callsLeft = Long.MAX_VALUE;
    }

    /// So many puts from now on end in a failure, which the server survives.
    void failPuts(int puts) {
        putsToFail.set(puts);
    }

    /// How often the server came to one.
    long calls() {
        return calls;
    }

    private void pass() {
        calls++;
        if (callsLeft-- <= 0) {
            callsLeft = 0;
            throw new Crash();
        }
    }

    @Override
    public Instant instant() {
        pass();
        return now.get();
    }

    @Override
    public void put(DSLContext transaction, PackKey key, byte[] pack) {
        pass();
        if (putsToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("no room for packs");
        }
        store.put(transaction, key, pack);
    }

    @Override
    public OptionalLong findSize(DSLContext transaction, PackKey key) {
        pass();
        return store.findSize(transaction, key);
    }

    @Override
    public byte[] read(DSLContext transaction, PackKey key, long offset, int length) {
        pass();
        return store.read(transaction, key, offset, length);
    }

    @Override
    public List<Long> list(DSLContext transaction, long experiment) {
        pass();
        return store.list(transaction, experiment);
    }

    @Override
    public boolean delete(DSLContext transaction, PackKey key) {
        pass();
        return store.delete(transaction, key);
    }
}
