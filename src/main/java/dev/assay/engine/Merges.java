package dev.assay.engine;

import dev.assay.meta.LoosePackTable;
import dev.assay.meta.PackEntry;
import dev.assay.meta.RollupTable;
import dev.assay.series.PackCutter;
import dev.assay.series.PackCutter.Packed;
import dev.assay.series.PackKey;
import dev.assay.series.Parts;
import dev.assay.sql.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/// Makes few runs of packs out of many; the points and their aggregates stay what they are. What is small is
/// done in one unit of work. Else each new pack is written by a unit of its own, as a loose one; one small
/// unit then puts the new ones in the place of the old; and these, loose now, are deleted one by one.
final class Merges {

    /// A pack that is loose for so long belongs to nobody who still works on it.
    private static final Duration LOOSE_MAX = Duration.ofMinutes(10);

    private static final int SWEPT_AT_ONCE = 100;

    private final Database database;
    private final Writer writer;
    private final StoredPacks packs;
    private final PackNumbers numbers;
    private final InstantSource clock;
    private final int packBytes;

    /// Read and encoded.
    ///
    /// @param small whether the new packs still are in memory alone
    record Merged(long experiment, List<PackEntry> before, List<NumberedPack> after, boolean small) {

        List<PackEntry> entries() {
            return after.stream()
                    .map(pack -> pack.entry(after.getFirst().number()))
                    .toList();
        }

        List<Long> numbers() {
            return after.stream().map(NumberedPack::number).toList();
        }
    }

    Merges(
            Database database,
            Writer writer,
            StoredPacks packs,
            PackNumbers numbers,
            InstantSource clock,
            int packBytes) {
        this.database = database;
        this.writer = writer;
        this.packs = packs;
        this.numbers = numbers;
        this.clock = clock;
        this.packBytes = packBytes;
    }

    /// Makes one run of several, where that is worth it. True where it did, and there may be more to do.
    ///
    /// @param all once it has ended, all that are small together
    boolean merge(long experiment, boolean all) {
        return read(experiment, all).filter(this::write).isPresent();
    }

    Optional<Merged> read(long experiment, boolean all) {
        return database.read(transaction -> read(transaction, experiment, all));
    }

    /// False where another server was faster; nothing is changed then.
    boolean write(Merged merged) {
        boolean first =
                writer.write(bytes(merged), work -> replace(work.changesOnly().context(), merged));
        if (first) {
            packs.forget(merged.experiment(), numbers(merged.before()));
        }
        if (!merged.small()) {
            List<Long> loose = first ? numbers(merged.before()) : merged.numbers();
            loose.forEach(number -> delete(merged.experiment(), number));
        }
        return first;
    }

    /// Deletes packs that a crash left loose.
    void sweep() {
        List<LoosePackTable.Row> loose = database.read(
                transaction -> LoosePackTable.list(transaction, clock.instant().minus(LOOSE_MAX), SWEPT_AT_ONCE));
        loose.forEach(pack -> delete(pack.experiment(), pack.number()));
    }

    private Optional<Merged> read(DSLContext transaction, long experiment, boolean all) {
        List<PackEntry> entries = RollupTable.find(transaction, experiment)
                .map(RollupTable.Row::packs)
                .orElse(List.of());
        Set<Long> runs = MergePlan.choose(entries, all, packBytes);
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        List<PackEntry> before =
                entries.stream().filter(pack -> runs.contains(pack.run())).toList();
        boolean small = before.stream().mapToLong(PackEntry::bytes).sum() <= packBytes;
        List<NumberedPack> after = new ArrayList<>();
        try (PackCutter cutter = new PackCutter(packBytes, packed -> after.add(keep(experiment, packed, small)))) {
            Parts.of(packs.openOnce(transaction, experiment, before)).forEachSeries(cutter::add);
            cutter.finish();
        }
        return Optional.of(new Merged(experiment, before, after, small));
    }

    private NumberedPack keep(long experiment, Packed packed, boolean inMemory) {
        NumberedPack pack = NumberedPack.of(numbers.take(), packed);
        if (inMemory) {
            return pack;
        }
        writer.write(packed.bytes().length, work -> {
            LoosePackTable.insert(work.changesOnly().context(), experiment, List.of(pack.number()), clock.instant());
            packs.store().put(work.context(), new PackKey(experiment, pack.number()), packed.bytes());
            return true;
        });
        return pack.written();
    }

    private boolean replace(DSLContext transaction, Merged merged) {
        Optional<RollupTable.Row> row = RollupTable.find(transaction, merged.experiment())
                .filter(found -> found.packs().containsAll(merged.before()));
        if (row.isEmpty()) {
            return false;
        }
        List<PackEntry> entries = new ArrayList<>(merged.entries());
        row.get().packs().stream()
                .filter(pack -> !merged.before().contains(pack))
                .forEach(entries::add);
        long version = row.get().version();
        RollupTable.Row after = new RollupTable.Row(version + 1, entries);
        boolean first = RollupTable.compareAndSet(transaction, merged.experiment(), version, after);
        if (first) {
            name(transaction, merged);
        }
        return first;
    }

    private void name(DSLContext transaction, Merged merged) {
        long experiment = merged.experiment();
        if (!merged.small()) {
            if (LoosePackTable.delete(transaction, experiment, merged.numbers())
                    != merged.after().size()) {
                throw new IllegalStateException("a merge took so long that its packs were swept");
            }
            LoosePackTable.insert(transaction, experiment, numbers(merged.before()), clock.instant());
            return;
        }
        merged.after()
                .forEach(pack -> packs.store().put(transaction, new PackKey(experiment, pack.number()), pack.bytes()));
        merged.before().forEach(pack -> packs.store().delete(transaction, new PackKey(experiment, pack.number())));
    }

    /// Whoever takes the row away deletes the pack.
    private void delete(long experiment, long number) {
        writer.write(work -> LoosePackTable.delete(work.changesOnly().context(), experiment, List.of(number)) == 1
                && packs.store().delete(work.context(), new PackKey(experiment, number)));
    }

    private static long bytes(Merged merged) {
        return merged.after().stream().mapToLong(pack -> pack.bytes().length).sum();
    }

    private static List<Long> numbers(List<PackEntry> entries) {
        return entries.stream().map(PackEntry::number).toList();
    }
}
