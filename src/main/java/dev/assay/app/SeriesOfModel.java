package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import dev.assay.engine.SeriesAcross;
import dev.assay.engine.SeriesDictionary;
import dev.assay.engine.SeriesReader;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ModelTable;
import dev.assay.sql.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jooq.DSLContext;

/// What is known of one series in every experiment of a model, as of one moment: what is stored, and the aggregates of
/// the few experiments whose log holds more. Thread-safe.
public final class SeriesOfModel {

    private static final int EXPERIMENTS_PER_STEP = 500;

    private final Database database;
    private final SeriesReader reader;
    private final SeriesDictionary dictionary;

    /// Takes the experiments that have points of the series, the newest first.
    public interface Sink {

        /// Where every value is NaN, `min` and `max` are absent.
        void experiment(ExperimentId id, long length, double last, Optional<Double> min, Optional<Double> max);
    }

    SeriesOfModel(Database database, SeriesReader reader, SeriesDictionary dictionary) {
        this.database = database;
        this.reader = reader;
        this.dictionary = dictionary;
    }

    /// Nothing comes where the model has no such series. Throws `ModelNotFound` before the sink is called;
    /// `TooManyRequests` where too many such answers are under way.
    public void read(Caller caller, ModelId modelId, String series, Sink sink) {
        caller.require(Scope.MODELS_READ);
        database.stream(transaction -> {
            Model model = ModelTable.find(transaction, modelId)
                    .filter(found -> found.deletedTime().isEmpty())
                    .orElseThrow(() -> Faults.modelNotFound(modelId.rid()));
            Long id = dictionary
                    .find(transaction, model.number(), List.of(series))
                    .get(series);
            if (id != null) {
                new Reading(transaction, id, model.number(), sink).read();
            }
            return model;
        });
    }

    private final class Reading {

        private final DSLContext transaction;
        private final long series;
        private final long modelNumber;
        private final Sink sink;
        /// Those with a tail that were not given yet; what is stored of them is not the whole.
        private final SortedMap<Long, ExperimentId> tails;

        Reading(DSLContext transaction, long series, long modelNumber, Sink sink) {
            this.transaction = transaction;
            this.series = series;
            this.modelNumber = modelNumber;
            this.sink = sink;
            this.tails = ExperimentTable.listWithTail(transaction, modelNumber);
        }

        void read() {
            List<Long> all = ExperimentTable.keysOfModel(transaction, modelNumber);
            for (int from = 0; from < all.size(); from += EXPERIMENTS_PER_STEP) {
                List<Long> step = all.subList(from, Math.min(all.size(), from + EXPERIMENTS_PER_STEP));
                SeriesAcross.list(transaction, step, series).forEach(this::give);
            }
            giveTailsDownTo(Long.MIN_VALUE);
        }

        private void give(SeriesAcross.Stored stored) {
            boolean hasTail = tails.containsKey(stored.experiment());
            giveTailsDownTo(stored.experiment());
            if (!hasTail) {
                give(stored.id(), stored.aggregates());
            }
        }

        private void giveTailsDownTo(long key) {
            while (!tails.isEmpty() && tails.firstKey() >= key) {
                Map.Entry<Long, ExperimentId> next = tails.pollFirstEntry();
                reader.findAggregates(transaction, next.getKey(), series)
                        .ifPresent(found -> give(next.getValue(), found));
            }
        }

        private void give(ExperimentId id, SeriesAggregates found) {
            sink.experiment(
                    id,
                    found.length(),
                    found.last().value(),
                    found.min().map(Extreme::value),
                    found.max().map(Extreme::value));
        }
    }
}
