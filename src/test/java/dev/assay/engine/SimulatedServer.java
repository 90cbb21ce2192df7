package dev.assay.engine;

import dev.assay.observe.Metrics;
import dev.assay.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// One server of a simulation on a database that it shares: whatever it remembers is lost when it is closed.
/// It may hold what it has read and not yet written, while others go on.
final class SimulatedServer implements AutoCloseable {

    private static final int QUEUE_BYTES = 1 << 20;

    final Doors doors;
    final Writer writer;
    final SeriesReader reader;
    /// Where nobody else writes.
    final Optional<GrowingTails> growing;
    final RollUp rollUp;
    final Merges merges;
    final Sweep leftovers;
    private final Database database;
    private final StoredPacks packs;
    private final PackNumbers numbers;
    private final int packBytes;
    private Optional<TailPack> tail = Optional.empty();
    private Optional<Merges.Merged> merged = Optional.empty();

    SimulatedServer(Database database, Supplier<Instant> now, int packBytes) {
        this(database, now, packBytes, RollUp.Bounds.DEFAULT, false);
    }

    static SimulatedServer alone(Database database, Supplier<Instant> now, int packBytes) {
        return new SimulatedServer(database, now, packBytes, RollUp.Bounds.DEFAULT, true);
    }

    SimulatedServer(Database database, Supplier<Instant> now, int packBytes, RollUp.Bounds bounds) {
        this(database, now, packBytes, bounds, false);
    }

    private SimulatedServer(
            Database database, Supplier<Instant> now, int packBytes, RollUp.Bounds bounds, boolean alone) {
        this.database = database;
        this.packBytes = packBytes;
        doors = new Doors(now);
        writer = new Writer(database, QUEUE_BYTES, Duration.ofMinutes(1));
        packs = new StoredPacks(doors);
        growing = alone ? Optional.of(new GrowingTails(packs, 1)) : Optional.empty();
        reader = new SeriesReader(new SeriesDictionary(), packs, growing);
        numbers = new PackNumbers(writer);
        rollUp = new RollUp(database, writer, packs, doors, bounds, packBytes, new Metrics());
        merges = new Merges(database, writer, packs, numbers, doors, packBytes);
        leftovers = new Sweep(database, writer, doors);
    }

    void readTail(long experiment) {
        tail = TailPack.read(database, packs, experiment, numbers::take, packBytes);
    }

    void writeTail() {
        tail.ifPresent(pack -> writer.write(work -> pack.write(work.context(), doors)));
        tail = Optional.empty();
    }

    void readMerge(long experiment, boolean all) {
        merged = merges.read(experiment, all);
    }

    /// What was swept meanwhile cannot be named any more.
    void writeMerge() {
        try {
            merged.ifPresent(merges::write);
        } catch (IllegalStateException e) {
            if (e.getCause() == null
                    || !String.valueOf(e.getCause().getMessage()).contains("swept")) {
                throw e;
            }
        } finally {
            merged = Optional.empty();
        }
    }

    @Override
    public void close() {
        rollUp.close();
        writer.close();
    }
}
