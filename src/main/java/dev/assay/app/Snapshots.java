package dev.assay.app;

import dev.assay.domain.Experiment;
import dev.assay.domain.SeriesAggregates;
import dev.assay.engine.SeriesReader;
import dev.assay.engine.StoredSeries;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Row;
import dev.assay.search.Search.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Reads the experiments of a page, many at once, and remembers those that were read last as long as they
/// are unchanged. Thread-safe.
final class Snapshots {

    /// What all that are remembered may weigh.
    private static final long REMEMBERED_BYTES_MAX = 32L << 20;

    /// What an experiment weighs beside its texts and its series.
    private static final long EXPERIMENT_BYTES = 1_024;

    /// Of a series, a parameter, a tag.
    private static final long ITEM_BYTES = 256;

    private record Remembered(Object unchanged, Snapshot snapshot) {}

    private final SeriesReader reader;
    private final StoredSeries stored;
    private final Map<Long, Remembered> remembered = new LinkedHashMap<>(16, 0.75f, true);
    private long rememberedBytes;

    Snapshots(SeriesReader reader, StoredSeries stored) {
        this.reader = reader;
        this.stored = stored;
    }

    /// In the same order.
    List<Snapshot> read(DSLContext transaction, List<Found> found) {
        Map<Long, Snapshot> known = new HashMap<>();
        List<Found> unknown = new ArrayList<>();
        for (Found one : found) {
            Snapshot snapshot = find(one);
            if (snapshot == null) {
                unknown.add(one);
            } else {
                known.put(one.key(), snapshot);
            }
        }
        if (!unknown.isEmpty()) {
            readAll(transaction, unknown, known);
        }
        return found.stream().map(one -> known.get(one.key())).toList();
    }

    private void readAll(DSLContext transaction, List<Found> found, Map<Long, Snapshot> read) {
        Map<Long, Row> rows = new HashMap<>();
        ExperimentTable.list(transaction, found.stream().map(Found::key).toList())
                .forEach(row -> rows.put(row.key(), row));
        Map<Long, SortedMap<String, SeriesAggregates>> series = stored.aggregates(
                transaction,
                found.stream()
                        .filter(one -> one.unchanged().isPresent())
                        .map(Found::key)
                        .toList());
        for (Found one : found) {
            Row row = rows.get(one.key());
            if (row == null) {
                throw new IllegalStateException("BUG: found an experiment that is not there");
            }
            Map<String, SeriesAggregates> all = series.get(one.key());
            Snapshot snapshot = Reads.snapshot(row, all == null ? reader.aggregates(transaction, one.key()) : all);
            read.put(one.key(), snapshot);
            one.unchanged().ifPresent(unchanged -> remember(one.key(), new Remembered(unchanged, snapshot)));
        }
    }

    /// That its model was deleted or restored changes nothing of an experiment.
    private synchronized @Nullable Snapshot find(Found found) {
        Remembered before = remembered.get(found.key());
        if (before == null
                || found.unchanged().filter(before.unchanged()::equals).isEmpty()) {
            return null;
        }
        Snapshot snapshot = before.snapshot();
        return snapshot.deleted() == found.deleted()
                ? snapshot
                : new Snapshot(snapshot.experiment(), found.deleted(), snapshot.series(), snapshot.summaryMetrics());
    }

    private synchronized void remember(long key, Remembered fresh) {
        Remembered before = remembered.put(key, fresh);
        rememberedBytes += weigh(fresh.snapshot()) - (before == null ? 0 : weigh(before.snapshot()));
        while (rememberedBytes > REMEMBERED_BYTES_MAX) {
            Map.Entry<Long, Remembered> eldest =
                    remembered.entrySet().iterator().next();
            remembered.remove(eldest.getKey());
            rememberedBytes -= weigh(eldest.getValue().snapshot());
        }
    }

    /// What it holds in memory, about.
    static long weigh(Snapshot snapshot) {
        Experiment experiment = snapshot.experiment();
        long bytes = EXPERIMENT_BYTES + ITEM_BYTES * snapshot.series().size();
        bytes += experiment.parameters().stream()
                .mapToLong(parameter -> 2L * parameter.value().text().length() + ITEM_BYTES)
                .sum();
        bytes += experiment.tags().stream()
                .mapToLong(tag -> 2L * tag.value().length() + ITEM_BYTES)
                .sum();
        return bytes;
    }
}
