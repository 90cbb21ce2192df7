package dev.assay.engine;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Tells whether what was read of an experiment is what a read would find now, without asking the database: it knows
/// when each changed last, in a time of its own that every commit moves on. The one writer tells it before a commit
/// and after; in between nothing that changes counts as unchanged, so that nobody sees first the new and then the old.
/// Experiments share places: one may count as changed that is not, never the other way round. Thread-safe.
public final class LastChanges {

    /// Keys are given out one after another, so that so many of them in a row have places of their own. A power of two.
    private static final int PLACES = 1 << 14;

    /// Later than every moment.
    private static final long CHANGING = Long.MAX_VALUE;

    /// What a commit changes of what is read of experiments.
    ///
    /// @param any may be any of them
    record Touched(Set<Long> experiments, boolean any) {

        static final Touched NOTHING = new Touched(Set.of(), false);
    }

    private final boolean shared;
    private final AtomicLongArray places = new AtomicLongArray(PLACES);
    private final AtomicLong any;
    /// Moved on by the writer's thread alone.
    private volatile long now;

    /// @param shared whether others write to the database too: then everything may always have changed
    LastChanges(boolean shared) {
        this.shared = shared;
        this.any = new AtomicLong(shared ? CHANGING : 0);
    }

    /// To be asked before the transaction begins in which is read.
    public long now() {
        return now;
    }

    /// Whether a transaction that began after that moment saw of the experiment, and of its model, what one would see
    /// that begins now.
    public boolean isUnchanged(long experiment, long since) {
        return places.get(place(experiment)) <= since && any.get() <= since;
    }

    /// Before the commit.
    void begin(Touched touched) {
        touched.experiments().forEach(experiment -> places.set(place(experiment), CHANGING));
        if (touched.any()) {
            any.set(CHANGING);
        }
    }

    /// After it, before anybody is answered; also where it failed.
    void end(Touched touched) {
        long next = now + 1;
        touched.experiments().forEach(experiment -> places.set(place(experiment), next));
        if (any.get() == CHANGING && !shared) {
            any.set(next);
        }
        now = next;
    }

    /// Until the next commit nobody knows what the store will have kept of the last.
    void doubt() {
        any.set(CHANGING);
    }

    private static int place(long experiment) {
        return (int) (experiment & (PLACES - 1));
    }
}
