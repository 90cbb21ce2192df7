package dev.assay.engine;

import dev.assay.domain.SeriesAggregates;
import dev.assay.meta.AggregatesTable;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.LogTable;
import dev.assay.meta.PackEntry;
import dev.assay.meta.RollupTable;
import dev.assay.series.Fold;
import dev.assay.series.PackCutter;
import dev.assay.series.PackKey;
import dev.assay.series.PackStore;
import dev.assay.series.Parts;
import dev.assay.series.codec.AggregateChunks;
import dev.assay.series.codec.DecodedFrames;
import dev.assay.sql.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jooq.DSLContext;

/// The tail of an experiment's log, or as much of it as one step takes, made into a run of packs: everything
/// is encoded, and only has to be written.
///
/// @param before the row that it was made beside
/// @param rows those of the log that it stands for
/// @param aggregates the chunks of stored aggregates that it changes
/// @param partial whether the log holds more
record TailPack(
        long experiment,
        RollupTable.Row before,
        RollupTable.Row after,
        List<LogTable.Row> rows,
        List<NumberedPack> packs,
        SortedMap<Long, byte[]> aggregates,
        boolean partial) {

    /// What stands for the row of an experiment that has none yet.
    static final RollupTable.Row NOTHING = new RollupTable.Row(0, List.of());

    /// Empty where the log holds nothing of the experiment. Of a long log it takes about as much as a pack holds.
    static Optional<TailPack> read(
            Database database, StoredPacks packs, long experiment, LongSupplier numbers, int packBytes) {
        return database.read(transaction -> read(transaction, packs, experiment, numbers, packBytes));
    }

    private static Optional<TailPack> read(
            DSLContext transaction, StoredPacks packs, long experiment, LongSupplier numbers, int packBytes) {
        List<LogTable.Row> rows = LogTable.list(transaction, experiment, packBytes);
        if (rows.isEmpty() || isGone(transaction, experiment)) {
            return Optional.empty();
        }
        RollupTable.Row before = RollupTable.find(transaction, experiment).orElse(NOTHING);
        NavigableMap<Long, SeriesAggregates> aggregates = AggregateChunks.decode(
                AggregatesTable.list(transaction, experiment).values());
        SortedMap<Long, SeriesAggregates> changed = new TreeMap<>();
        List<NumberedPack> packed = new ArrayList<>();
        try (PackCutter cutter =
                new PackCutter(packBytes, pack -> packed.add(NumberedPack.of(numbers.getAsLong(), pack)))) {
            DecodedFrames.forEach(rows.stream().map(LogTable.Row::frames).toList(), some -> {
                changed.putAll(Fold.onto(
                        aggregates,
                        Parts.of(List.of(some)),
                        () -> Parts.of(packs.open(transaction, experiment, before.packs()))));
                some.forEachRun(_ -> true, run -> cutter.add(run.id(), run.points()));
            });
            cutter.finish();
        }
        aggregates.putAll(changed);
        List<PackEntry> entries = new ArrayList<>(before.packs());
        packed.forEach(pack -> entries.add(pack.entry(packed.getFirst().number())));
        RollupTable.Row after = new RollupTable.Row(before.version() + 1, entries);
        SortedMap<Long, byte[]> chunks = AggregateChunks.encode(aggregates, changed.keySet());
        boolean partial = LogTable.hasMore(transaction, rows.getLast());
        return Optional.of(new TailPack(experiment, before, after, rows, packed, chunks, partial));
    }

    /// What is left of an experiment that was purged is freed, not packed.
    private static boolean isGone(DSLContext transaction, long experiment) {
        return ExperimentTable.findKey(transaction, experiment).isEmpty();
    }

    /// What it weighs until it is written.
    long bytes() {
        return aggregates.values().stream().mapToLong(chunk -> chunk.length).sum()
                + packs.stream().mapToLong(pack -> pack.bytes().length).sum();
    }

    /// False, and nothing is written, where another server was faster, or the experiment was purged meanwhile.
    boolean write(DSLContext transaction, PackStore store) {
        if (isGone(transaction, experiment)) {
            return false;
        }
        boolean first = before.version() == 0
                ? RollupTable.insert(transaction, experiment, after)
                : RollupTable.compareAndSet(transaction, experiment, before.version(), after);
        if (!first) {
            return false;
        }
        if (!LogTable.delete(transaction, rows)) {
            throw new IllegalStateException("BUG: rows of the log went, and the roll-up stayed as it was");
        }
        AggregatesTable.put(transaction, experiment, aggregates);
        packs.forEach(pack -> store.put(transaction, new PackKey(experiment, pack.number()), pack.bytes()));
        return true;
    }
}
