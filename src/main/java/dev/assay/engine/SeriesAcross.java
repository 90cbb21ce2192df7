package dev.assay.engine;

import dev.assay.domain.ExperimentId;
import dev.assay.domain.SeriesAggregates;
import dev.assay.meta.AggregatesTable;
import dev.assay.series.codec.AggregateChunks;
import dev.assay.series.codec.StoredAggregates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// Reads what is stored of some series across many experiments: of each experiment the chunks that the series are in.
/// Points that are in no pack are not in it.
public final class SeriesAcross {

    /// Takes the stored aggregates of series.
    public interface Sink {

        void series(long experiment, long series, SeriesAggregates stored);
    }

    /// What is stored of one series in an experiment that is not deleted.
    public record Stored(long experiment, ExperimentId id, SeriesAggregates aggregates) {}

    private SeriesAcross() {}

    /// Of every experiment of the model that has the series, in no order.
    public static void ofModel(DSLContext transaction, long model, long series, Sink sink) {
        AggregatesTable.ofModel(
                transaction,
                model,
                AggregateChunks.chunk(series),
                (experiment, bytes) -> StoredAggregates.open(bytes)
                        .find(series)
                        .ifPresent(found -> sink.series(experiment, series, found)));
    }

    /// Of those of the experiments that have one of the series, in no order.
    public static void of(DSLContext transaction, Collection<Long> experiments, Collection<Long> series, Sink sink) {
        byChunk(series)
                .forEach((chunk, some) -> AggregatesTable.of(transaction, experiments, chunk, (experiment, bytes) -> {
                    StoredAggregates opened = StoredAggregates.open(bytes);
                    some.forEach(id -> opened.find(id).ifPresent(found -> sink.series(experiment, id, found)));
                }));
    }

    /// Of those of the experiments that have the series and are not deleted, the greatest key first. There may be as
    /// many as a statement takes.
    public static List<Stored> list(DSLContext transaction, Collection<Long> experiments, long series) {
        List<Stored> stored = new ArrayList<>();
        for (AggregatesTable.Row row : AggregatesTable.list(transaction, experiments, AggregateChunks.chunk(series))) {
            StoredAggregates.open(row.bytes())
                    .find(series)
                    .ifPresent(found -> stored.add(new Stored(row.experiment(), row.id(), found)));
        }
        return stored;
    }

    /// The keys of the model's experiments that have one of the series, those that have several perhaps as often.
    public static void experimentsWith(DSLContext transaction, long model, Collection<Long> series, LongConsumer sink) {
        byChunk(series)
                .forEach((chunk, some) -> AggregatesTable.ofModel(
                        transaction,
                        model,
                        chunk,
                        (experiment, bytes) -> StoredAggregates.open(bytes).forEachId(id -> {
                            if (some.contains(id)) {
                                sink.accept(experiment);
                            }
                        })));
    }

    private static Map<Long, Set<Long>> byChunk(Collection<Long> series) {
        return series.stream().collect(Collectors.groupingBy(AggregateChunks::chunk, Collectors.toSet()));
    }
}
