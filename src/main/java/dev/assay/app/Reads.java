package dev.assay.app;

import dev.assay.app.ExperimentRef.ById;
import dev.assay.app.ExperimentRef.ByRunId;
import dev.assay.domain.Aggregation;
import dev.assay.domain.Caller;
import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.domain.ModelId;
import dev.assay.domain.Point;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import dev.assay.domain.SummaryMetric;
import dev.assay.engine.LastChanges;
import dev.assay.engine.SeriesDictionary;
import dev.assay.engine.SeriesReader;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Head;
import dev.assay.meta.ExperimentTable.Row;
import dev.assay.meta.ModelTable;
import dev.assay.series.Parts;
import dev.assay.series.PointCursor;
import dev.assay.series.PointRange;
import dev.assay.sql.Database;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.DSLContext;

/// What can be read of experiments: each answer is the store as it was at one moment. By its RID a deleted
/// experiment is not there; by MLflow's run id it is there and says that it is deleted. Thread-safe.
public final class Reads {

    private final Database database;
    private final SeriesReader seriesReader;
    private final SeriesDictionary dictionary;
    private final PageTokens pageTokens;
    private final LastChanges lastChanges;

    Reads(
            Database database,
            SeriesReader seriesReader,
            SeriesDictionary dictionary,
            PageTokens pageTokens,
            LastChanges lastChanges) {
        this.database = database;
        this.seriesReader = seriesReader;
        this.dictionary = dictionary;
        this.pageTokens = pageTokens;
        this.lastChanges = lastChanges;
    }

    /// Throws `ModelExperimentNotFound` where the model is unknown or hidden, `ExperimentNotFound` where it has no such
    /// experiment.
    public Snapshot get(Caller caller, ModelId modelId, ExperimentId id) {
        return read(caller, modelId.rid(), id.rid()).snapshot();
    }

    /// The same for RIDs of any service and type, most of which name nothing here.
    public Reading read(Caller caller, Rid modelRid, Rid rid) {
        caller.require(Scope.MODELS_READ);
        return read(transaction -> {
            return ExperimentId.find(rid)
                    .flatMap(id -> ExperimentTable.find(transaction, id))
                    .filter(row ->
                            !row.deleted() && row.experiment().model().rid().equals(modelRid))
                    .orElseThrow(() -> notFound(transaction, modelRid, rid));
        });
    }

    private static Fault notFound(DSLContext transaction, Rid modelRid, Rid rid) {
        boolean hasModel = ModelId.find(modelRid)
                .flatMap(modelId -> ModelTable.find(transaction, modelId))
                .filter(model -> model.deletedTime().isEmpty())
                .isPresent();
        return hasModel ? Faults.experimentNotFound(modelRid, rid) : Faults.modelExperimentNotFound(modelRid, rid);
    }

    /// Throws `ExperimentNotFound`.
    public Reading read(Caller caller, ExperimentId id) {
        caller.require(Scope.MODELS_READ);
        return read(transaction -> ExperimentTable.find(transaction, id)
                .filter(row -> !row.deleted())
                .orElseThrow(() -> Faults.experimentNotFound(id.rid())));
    }

    /// Throws `ExperimentNotFound`.
    public Snapshot get(Caller caller, ExperimentId id) {
        return read(caller, id).snapshot();
    }

    /// What a write answers with, which wants no more than the scope to write: the experiment as it is now, also where
    /// it was deleted meanwhile.
    public Snapshot getWritten(Caller caller, ExperimentId id) {
        caller.require(Scope.MODELS_WRITE);
        return read(transaction ->
                        ExperimentTable.find(transaction, id).orElseThrow(() -> Faults.experimentNotFound(id.rid())))
                .snapshot();
    }

    /// By MLflow's run id, the deleted too. Throws `RunNotFound`.
    public Reading readRun(Caller caller, String runId) {
        caller.require(Scope.MODELS_READ);
        return read(transaction ->
                ExperimentTable.findByRunId(transaction, runId).orElseThrow(() -> Faults.runNotFound(runId)));
    }

    /// The same without its series, which makes it quick however many there are.
    public Optional<Snapshot> findRunHead(Caller caller, String runId) {
        caller.require(Scope.MODELS_READ);
        return database.read(
                transaction -> ExperimentTable.findByRunId(transaction, runId).map(row -> snapshot(row, Map.of())));
    }

    private Reading read(Function<DSLContext, Row> find) {
        long since = lastChanges.now();
        return database.read(transaction -> {
            Row row = find.apply(transaction);
            return new Reading(snapshot(transaction, row), () -> lastChanges.isUnchanged(row.key(), since));
        });
    }

    /// Gives the points to the sink, series by series in the order of their names. Throws `ExperimentNotFound`;
    /// `TooManyRequests` where too many such answers are under way.
    public void points(Caller caller, ExperimentRef ref, PointQuery query, PointSink sink) {
        caller.require(Scope.MODELS_READ);
        database.stream(transaction -> {
            send(cursors(transaction, ref, query), query, sink);
            return ref;
        });
    }

    private static void send(Map<String, PointCursor> cursors, PointQuery query, PointSink sink) {
        sink.begin(List.copyOf(cursors.keySet()));
        long toSkip = query.offset();
        long left = query.limit();
        for (Map.Entry<String, PointCursor> series : cursors.entrySet()) {
            PointCursor points = series.getValue();
            while (left > 0 && points.next()) {
                if (toSkip > 0) {
                    toSkip--;
                } else {
                    sink.point(series.getKey(), points.step(), points.timeMs(), points.value());
                    left--;
                }
            }
        }
    }

    /// A series in the order of its points, `pageSize` (1 or more) at a time; a page token is a point, so pages
    /// stay right while points are added. A series that is not there has none. Throws `RunNotFound`,
    /// `InvalidPageToken`.
    public Page<Point> history(
            Caller caller, ExperimentRef ref, String series, int pageSize, Optional<String> pageToken) {
        caller.require(Scope.MODELS_READ);
        String about = "history " + ref + " " + series;
        Optional<Point> after = pageToken
                .map(token -> pageTokens.read(about, token, 3))
                .map(place -> new Point(place[0], place[1], Double.longBitsToDouble(place[2])));
        PointQuery query = new PointQuery(
                List.of(series), after.map(Point::step).orElse(Long.MIN_VALUE), Long.MAX_VALUE, 0, Long.MAX_VALUE);
        return database.read(transaction -> {
            PointCursor points = cursors(transaction, ref, query).get(series);
            return points == null
                    ? new Page<>(List.of(), Optional.empty())
                    : historyPage(points, after, pageSize, about);
        });
    }

    private Page<Point> historyPage(PointCursor points, Optional<Point> after, int pageSize, String about) {
        List<Point> page = new ArrayList<>();
        while (points.next()) {
            Point point = new Point(points.step(), points.timeMs(), points.value());
            if (after.isPresent() && point.compareTo(after.get()) <= 0) {
                continue;
            }
            if (page.size() == pageSize) {
                Point last = page.getLast();
                return new Page<>(
                        page,
                        Optional.of(pageTokens.write(
                                about, last.step(), last.timeMs(), Double.doubleToRawLongBits(last.value()))));
            }
            page.add(point);
        }
        return new Page<>(page, Optional.empty());
    }

    private Map<String, PointCursor> cursors(DSLContext transaction, ExperimentRef ref, PointQuery query) {
        Head head = getHead(transaction, ref);
        Parts parts = seriesReader.parts(transaction, head.key());
        Map<String, Long> ids = query.series().isEmpty()
                ? seriesReader.series(transaction, head.key())
                : dictionary.find(transaction, head.modelNumber(), query.series());
        Map<Long, PointCursor> byId = PointCursor.openAll(
                parts, new HashSet<>(ids.values()), PointRange.steps(query.stepFrom(), query.stepTo()));
        Map<String, PointCursor> byName = new LinkedHashMap<>();
        new TreeMap<>(ids).forEach((name, id) -> byName.put(name, byId.get(id)));
        return byName;
    }

    private static Head getHead(DSLContext transaction, ExperimentRef ref) {
        return switch (ref) {
            case ById byId ->
                ExperimentTable.findHead(transaction, byId.id())
                        .filter(head -> !head.deleted())
                        .orElseThrow(() -> Faults.experimentNotFound(byId.id().rid()));
            case ByRunId byRunId ->
                ExperimentTable.findHeadByRunId(transaction, byRunId.runId())
                        .orElseThrow(() -> Faults.runNotFound(byRunId.runId()));
        };
    }

    private Snapshot snapshot(DSLContext transaction, Row row) {
        return snapshot(row, seriesReader.aggregates(transaction, row.key()));
    }

    static Snapshot snapshot(Row row, Map<String, SeriesAggregates> series) {
        return new Snapshot(
                row.experiment(),
                row.deleted(),
                series.entrySet().stream()
                        .map(entry -> new Snapshot.NamedSeries(entry.getKey(), entry.getValue()))
                        .toList(),
                summaryMetrics(row.experiment(), series));
    }

    private static List<Snapshot.SummaryValue> summaryMetrics(
            Experiment experiment, Map<String, SeriesAggregates> series) {
        Map<String, List<SummaryMetric>> chosen = new TreeMap<>();
        experiment
                .summaryMetrics()
                .forEach(metric -> chosen.computeIfAbsent(metric.seriesName(), _ -> new ArrayList<>())
                        .add(metric));
        List<Snapshot.SummaryValue> values = new ArrayList<>();
        series.forEach((name, aggregates) -> {
            for (SummaryMetric metric : chosen.getOrDefault(name, List.of(new SummaryMetric(name, Aggregation.LAST)))) {
                value(aggregates, metric.aggregation())
                        .ifPresent(value -> values.add(new Snapshot.SummaryValue(metric, value)));
            }
        });
        return values;
    }

    private static OptionalDouble value(SeriesAggregates aggregates, Aggregation aggregation) {
        return switch (aggregation) {
            case MIN -> optional(aggregates.min());
            case MAX -> optional(aggregates.max());
            case LAST -> OptionalDouble.of(aggregates.last().value());
        };
    }

    private static OptionalDouble optional(Optional<Extreme> extreme) {
        return extreme.map(found -> OptionalDouble.of(found.value())).orElse(OptionalDouble.empty());
    }
}
