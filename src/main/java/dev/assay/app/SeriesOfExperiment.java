package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Point;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.engine.SeriesDictionary;
import dev.assay.engine.SeriesReader;
import dev.assay.meta.ExperimentTable.Head;
import dev.assay.series.Parts;
import dev.assay.series.PointCursor;
import dev.assay.series.PointRange;
import dev.assay.sql.Database;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/// The points of one series of an experiment that is found by its model, as of one moment. Thread-safe.
public final class SeriesOfExperiment {

    private final Database database;
    private final SeriesReader reader;
    private final SeriesDictionary dictionary;

    SeriesOfExperiment(Database database, SeriesReader reader, SeriesDictionary dictionary) {
        this.database = database;
        this.reader = reader;
        this.dictionary = dictionary;
    }

    /// At most `limit` points after the first `offset` of them; none past the last. Throws `ModelExperimentNotFound`,
    /// `ExperimentSeriesNotFound`.
    public List<Point> page(Caller caller, Rid model, Rid experiment, String series, long offset, int limit) {
        caller.require(Scope.MODELS_READ);
        List<Point> page = new ArrayList<>();
        PointSink sink = (_, step, timeMs, value) -> page.add(new Point(step, timeMs, value));
        return database.read(transaction -> {
            new Reading(transaction, model, experiment, series).send(PointRange.page(offset, limit), sink);
            return page;
        });
    }

    /// Gives every point to the sink. Throws what `page` does before the sink is called, and `TooManyRequests` where
    /// too many such answers are under way.
    public void read(Caller caller, Rid model, Rid experiment, String series, PointSink sink) {
        caller.require(Scope.MODELS_READ);
        database.stream(transaction -> {
            new Reading(transaction, model, experiment, series).send(PointRange.ALL, sink);
            return series;
        });
    }

    private final class Reading {

        private final DSLContext transaction;
        private final Rid model;
        private final Rid experiment;
        private final String series;

        Reading(DSLContext transaction, Rid model, Rid experiment, String series) {
            this.transaction = transaction;
            this.model = model;
            this.experiment = experiment;
            this.series = series;
        }

        void send(PointRange range, PointSink sink) {
            Head head = Heads.getOfModel(transaction, model, experiment);
            Long id = dictionary
                    .find(transaction, head.modelNumber(), List.of(series))
                    .get(series);
            if (id == null) {
                throw Faults.experimentSeriesNotFound(model, experiment, series);
            }
            Parts parts = reader.parts(transaction, head.key());
            PointCursor points = PointCursor.open(parts, id, range);
            boolean more = points.next();
            if (!more && !parts.ids().contains(id)) {
                throw Faults.experimentSeriesNotFound(model, experiment, series);
            }
            sink.begin(List.of(series));
            while (more) {
                sink.point(series, points.step(), points.timeMs(), points.value());
                more = points.next();
            }
        }
    }
}
