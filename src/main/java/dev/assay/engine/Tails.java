package dev.assay.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// What this process has lately added to the log and not yet rolled up: how much for each experiment, and since when.
/// An experiment of which nothing waits costs nothing here. Thread-safe.
final class Tails {

    /// Some 10 MB. What is past it is found in the log.
    private static final int EXPERIMENTS_MAX = 100_000;

    private final LongSupplier nanoTime;
    private final Map<Long, Tail> tails = new HashMap<>();
    private boolean lost;

    /// @param since the clock's time at the first write that waits
    /// @param notBefore the clock's time before which it is not tried again, after a failure
    record Tail(long experiment, long bytes, long since, boolean ended, int failures, long notBefore) {

        Tail with(long more, boolean end) {
            return new Tail(experiment, bytes + more, since, ended || end, failures, notBefore);
        }
    }

    Tails(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void written(Collection<UnitOfWork.Append> appends) {
        appends.forEach(append -> add(append.experiment(), append.frame().length, false));
    }

    synchronized void ended(Collection<Long> experiments) {
        experiments.forEach(experiment -> add(experiment, 0, true));
    }

    /// Tails that somebody else left, or that were forgotten.
    synchronized void found(Collection<Long> experiments) {
        experiments.forEach(experiment -> add(experiment, 0, false));
    }

    /// What was taken and could not be rolled up is tried again after `pause`.
    synchronized void failed(Tail tail, Duration pause) {
        long notBefore = nanoTime.getAsLong() + pause.toNanos();
        putBack(new Tail(tail.experiment, tail.bytes, tail.since, tail.ended, tail.failures + 1, notBefore));
    }

    /// What was taken and not tried.
    synchronized void putBack(Tail tail) {
        Tail newer = tails.get(tail.experiment);
        tails.put(tail.experiment, newer == null ? tail : tail.with(newer.bytes, newer.ended));
    }

    /// Takes those out whose time has come, the oldest first: they weigh `bytes` or more, have waited for `age`, or
    /// have ended.
    synchronized List<Tail> take(long bytes, Duration age, int limit) {
        long now = nanoTime.getAsLong();
        List<Tail> due = new ArrayList<>();
        for (Tail tail : tails.values()) {
            boolean ripe = tail.bytes >= bytes || tail.ended || now - tail.since >= age.toNanos();
            if (ripe && (tail.failures == 0 || now - tail.notBefore >= 0)) {
                due.add(tail);
            }
        }
        due.sort(Comparator.comparingLong(tail -> tail.since - now));
        List<Tail> taken = due.subList(0, Math.min(limit, due.size()));
        taken.forEach(tail -> tails.remove(tail.experiment));
        return List.copyOf(taken);
    }

    /// How long the oldest has waited, `inHand` among them; zero where none waits.
    synchronized Duration lag(Optional<Tail> inHand) {
        long now = nanoTime.getAsLong();
        return Stream.concat(tails.values().stream(), inHand.stream())
                .map(tail -> Duration.ofNanos(now - tail.since))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    synchronized boolean isEmpty() {
        return tails.isEmpty();
    }

    /// Whether some were forgotten since this was asked the last time.
    synchronized boolean takeLost() {
        boolean were = lost;
        lost = false;
        return were;
    }

    private void add(long experiment, long bytes, boolean end) {
        Tail before = tails.get(experiment);
        if (before == null && tails.size() >= EXPERIMENTS_MAX) {
            lost = true;
            return;
        }
        Tail base = before == null ? new Tail(experiment, 0, nanoTime.getAsLong(), false, 0, 0) : before;
        tails.put(experiment, base.with(bytes, end));
    }
}
