package dev.assay.keep;

import dev.assay.domain.Experiment;
import dev.assay.domain.SeriesAggregates;
import dev.assay.meta.AggregatesTable;
import dev.assay.meta.ArtifactUseTable;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.LogTable;
import dev.assay.meta.LoosePackTable;
import dev.assay.meta.PackEntry;
import dev.assay.meta.RollupTable;
import dev.assay.meta.SeriesTable;
import dev.assay.meta.StoredFileTable;
import dev.assay.series.Fold;
import dev.assay.series.PackKey;
import dev.assay.series.PackStore;
import dev.assay.series.PartCheck;
import dev.assay.series.Parts;
import dev.assay.series.codec.AggregateChunks;
import dev.assay.series.codec.Frame;
import dev.assay.series.codec.Pack;
import dev.assay.series.codec.PackSource;
import dev.assay.series.codec.StoredAggregates;
import dev.assay.sql.SqliteReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/// Reads all that the database has of an experiment, as it is at one moment: its document, the log, the packs, and what
/// is stored of them once more. Used by one thread.
final class ExperimentCheck {

    private final SqliteReader database;
    private final PackStore packs;
    private final Consumer<Finding> found;
    private String name = "";
    private long points;

    ExperimentCheck(SqliteReader database, PackStore packs, Consumer<Finding> found) {
        this.database = database;
        this.packs = packs;
        this.found = found;
    }

    /// How many points were decoded.
    long points() {
        return points;
    }

    /// One that was purged meanwhile is none.
    void check(ExperimentTable.Key key) {
        name = "experiment " + key.id().rid().text();
        Attempt.at(
                name,
                found,
                () -> database.read(transaction -> {
                    if (ExperimentTable.findKey(transaction, key.key()).isPresent()) {
                        check(transaction, key.key());
                    }
                    return key;
                }));
    }

    private void check(DSLContext transaction, long key) {
        Optional<ExperimentTable.Row> row =
                Attempt.at(name + ", its document", found, () -> ExperimentTable.getLocked(transaction, key));
        row.ifPresent(read -> checkArtifacts(transaction, key, read.experiment()));
        Set<Long> ids = new TreeSet<>();
        checkLog(transaction, key, ids);
        checkRollUp(transaction, key, ids);
        row.ifPresent(read -> checkNames(transaction, read.experiment().modelNumber(), ids));
    }

    private void checkArtifacts(DSLContext transaction, long key, Experiment experiment) {
        Set<ArtifactUseTable.Content> named = new HashSet<>();
        experiment
                .artifacts()
                .forEach(artifact -> named.add(new ArtifactUseTable.Content(artifact.digest(), artifact.sizeBytes())));
        named.addAll(StoredFileTable.contents(transaction, key));
        if (!named.equals(new HashSet<>(ArtifactUseTable.list(transaction, key)))) {
            report(", artifact_use", "it is not what the document and the files say");
        }
    }

    private void checkLog(DSLContext transaction, long key, Set<Long> ids) {
        LogTable.forEach(transaction, key, row -> {
            String where = name + ", log row " + row.seq();
            Attempt.at(where, found, () -> {
                for (Frame frame : Frame.openAll(row.frames())) {
                    points += PartCheck.check("a frame", frame);
                    frame.forEach(run -> ids.add(run.id()));
                }
                return key;
            });
        });
    }

    private void checkRollUp(DSLContext transaction, long key, Set<Long> ids) {
        Set<Long> stored = new TreeSet<>(packs.list(transaction, key));
        stored.removeAll(LoosePackTable.numbers(transaction, key));
        Optional<Optional<RollupTable.Row>> row =
                Attempt.at(name + ", its list of packs", found, () -> RollupTable.find(transaction, key));
        if (row.isEmpty()) {
            return;
        }
        List<PackEntry> entries = row.get().map(RollupTable.Row::packs).orElse(List.of());
        entries.forEach(entry -> stored.remove(entry.number()));
        stored.forEach(number -> report(", pack " + number, "nothing names it"));
        Optional<List<Pack>> opened = checkPacks(transaction, key, entries);
        Optional<Map<Long, SeriesAggregates>> aggregates = readAggregates(transaction, key);
        aggregates.ifPresent(read -> ids.addAll(read.keySet()));
        if (opened.isPresent() && aggregates.isPresent()) {
            Attempt.at(name + ", its stored aggregates", found, () -> {
                if (!Fold.aggregates(Parts.read(opened.get(), List.of())).equals(aggregates.get())) {
                    report(", its stored aggregates", "they are not those of its packs");
                }
                return key;
            });
        }
        row.get()
                .filter(read -> read.runs() != RollupTable.storedRuns(transaction, key))
                .ifPresent(_ -> report(", rollup", "the number of runs is another"));
    }

    /// Empty where not all could be read.
    private Optional<Map<Long, SeriesAggregates>> readAggregates(DSLContext transaction, long key) {
        SortedMap<Long, byte[]> chunks = AggregatesTable.list(transaction, key);
        Map<Long, SeriesAggregates> aggregates = new TreeMap<>();
        long read = 0;
        for (Map.Entry<Long, byte[]> chunk : chunks.entrySet()) {
            String where = name + ", chunk " + chunk.getKey() + " of its stored aggregates";
            Optional<Map<Long, SeriesAggregates>> opened =
                    Attempt.at(where, found, () -> open(chunk.getKey(), chunk.getValue()));
            opened.ifPresent(aggregates::putAll);
            read += opened.isPresent() ? 1 : 0;
        }
        return read == chunks.size() ? Optional.of(aggregates) : Optional.empty();
    }

    private static Map<Long, SeriesAggregates> open(long number, byte[] chunk) {
        Map<Long, SeriesAggregates> opened = StoredAggregates.open(chunk).toMap();
        for (long series : opened.keySet()) {
            if (AggregateChunks.chunk(series) != number) {
                throw new KeepingFailed("it holds series " + series + ", which belongs to another");
            }
        }
        return opened;
    }

    /// Empty where not all could be read.
    private Optional<List<Pack>> checkPacks(DSLContext transaction, long key, List<PackEntry> entries) {
        List<Pack> opened = new ArrayList<>();
        for (PackEntry entry : entries) {
            String where = name + ", pack " + entry.number();
            Attempt.at(where, found, () -> check(transaction, key, entry)).ifPresent(opened::add);
        }
        return opened.size() == entries.size() ? Optional.of(opened) : Optional.empty();
    }

    private Pack check(DSLContext transaction, long key, PackEntry entry) {
        PackKey name = new PackKey(key, entry.number());
        long size = packs.findSize(transaction, name).orElseThrow(() -> new KeepingFailed("it is missing"));
        if (size != entry.bytes()) {
            throw new KeepingFailed("it has " + size + " bytes, not " + entry.bytes());
        }
        Pack pack = Pack.open(new Stored(packs, transaction, name, size));
        long decoded = PartCheck.check("a pack", pack);
        points += decoded;
        if (decoded != entry.points() || decoded != pack.points()) {
            throw new KeepingFailed("it has " + decoded + " points, not " + entry.points());
        }
        return pack;
    }

    private void checkNames(DSLContext transaction, long model, Set<Long> ids) {
        if (SeriesTable.count(transaction, model, ids) != ids.size()) {
            report(", its series", "some have no name in the model's dictionary");
        }
    }

    private void report(String part, String what) {
        found.accept(new Finding(name + part, what));
    }

    private record Stored(PackStore store, DSLContext transaction, PackKey key, long size) implements PackSource {

        @Override
        public byte[] read(long offset, int length) {
            return store.read(transaction, key, offset, length);
        }
    }
}
