package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.engine.SeriesDictionary;
import dev.assay.engine.SeriesReader;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Head;
import dev.assay.series.Axis;
import dev.assay.series.Bucket;
import dev.assay.series.BucketGrid;
import dev.assay.series.Buckets;
import dev.assay.series.Parts;
import dev.assay.series.PointCursor;
import dev.assay.series.PointRange;
import dev.assay.series.Span;
import dev.assay.sql.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/// What is read of many experiments in one call: each answer is the store as it was at one moment. Thread-safe.
public final class ManyReads {

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Database database;
    private final SeriesReader reader;
    private final SeriesDictionary dictionary;
    private final ExecutorService beside = new ThreadPoolExecutor(
            0,
            Runtime.getRuntime().availableProcessors(),
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().name("charts-", 0).daemon().factory());

    ManyReads(Database database, SeriesReader reader, SeriesDictionary dictionary) {
        this.database = database;
        this.reader = reader;
        this.dictionary = dictionary;
    }

    /// Throws `ExperimentNotFound` before the sink is called; `TooManyRequests` where too many such answers are under
    /// way.
    public void charts(Caller caller, ChartQuery query, ChartSink sink) {
        caller.require(Scope.MODELS_READ);
        database.stream(transaction -> new Charts(transaction, query).draw(sink));
    }

    /// The same, but that each series is cut by itself: where the query does not say from where to where, from its own
    /// first point to its own last. The sink is not told of a span.
    public void chartsApart(Caller caller, ChartQuery query, ChartSink sink) {
        caller.require(Scope.MODELS_READ);
        database.stream(transaction -> new Charts(transaction, query).drawApart(sink));
    }

    /// Throws `ExperimentNotFound` before the sink is called; `TooManyRequests` where too many such answers are under
    /// way.
    public void rows(Caller caller, RowQuery query, RowSink sink) {
        caller.require(Scope.MODELS_READ);
        database.stream(transaction -> new Rows(transaction, query).read(sink));
    }

    /// Experiments that are there and not deleted, as they were asked for.
    private static List<Head> heads(DSLContext transaction, List<ExperimentId> wanted) {
        Map<ExperimentId, Head> found = ExperimentTable.findHeads(transaction, wanted);
        List<Head> heads = new ArrayList<>(wanted.size());
        for (ExperimentId id : wanted) {
            heads.add(Optional.ofNullable(found.get(id))
                    .filter(head -> !head.deleted())
                    .orElseThrow(() -> Faults.experimentNotFound(id.rid())));
        }
        return heads;
    }

    /// The ids of some names in the models that experiments belong to, each model asked once.
    private final class Ids {

        private final DSLContext transaction;
        private final List<String> names;
        private final Map<Long, Map<String, Long>> byModel = new HashMap<>();

        Ids(DSLContext transaction, List<String> names) {
            this.transaction = transaction;
            this.names = names;
        }

        /// In the order of the names, those that the model knows.
        Map<String, Long> of(Head head) {
            return byModel.computeIfAbsent(
                    head.modelNumber(), model -> new TreeMap<>(dictionary.find(transaction, model, names)));
        }
    }

    private final class Charts {

        private final DSLContext transaction;
        private final ChartQuery query;
        private final List<Head> heads;
        private final Ids ids;
        private final Axis axis;

        Charts(DSLContext transaction, ChartQuery query) {
            this.transaction = transaction;
            this.query = query;
            this.heads = heads(transaction, query.experiments());
            this.ids = new Ids(transaction, query.series());
            this.axis = switch (query.axis()) {
                case STEP -> Axis.STEP;
                case TIME, RELATIVE_TIME -> Axis.TIME;
            };
        }

        /// How many there are.
        int draw(ChartSink sink) {
            Optional<Span> span = span();
            sink.begin(span);
            if (span.isEmpty()) {
                return 0;
            }
            BucketGrid grid = BucketGrid.of(span.get(), query.buckets());
            int charts = 0;
            for (Head head : heads) {
                charts += draw(head, grid.movedBy(origin(head)), sink);
            }
            return charts;
        }

        private int draw(Head head, BucketGrid grid, ChartSink sink) {
            Set<Long> wanted = wanted(head);
            Parts parts = parts(head);
            int charts = 0;
            // Nothing is written while the only one is cut.
            Executor cutter = wanted.size() > 1 ? beside : Runnable::run;
            try (CutAhead ahead =
                    CutAhead.begin(cutter, wanted, action -> Buckets.forEach(parts, wanted, axis, grid, action))) {
                for (Map.Entry<String, Long> series : ids.of(head).entrySet()) {
                    List<Bucket> buckets = ahead.take(series.getValue());
                    if (!buckets.isEmpty()) {
                        sink.chart(head.id(), series.getKey(), buckets);
                        charts++;
                    }
                }
            }
            return charts;
        }

        int drawApart(ChartSink sink) {
            int charts = 0;
            for (Head head : heads) {
                Parts parts = parts(head);
                for (Map.Entry<String, Long> series : ids.of(head).entrySet()) {
                    List<Bucket> buckets = drawApart(head, parts, series.getValue());
                    if (!buckets.isEmpty()) {
                        sink.chart(head.id(), series.getKey(), buckets);
                        charts++;
                    }
                }
            }
            return charts;
        }

        private List<Bucket> drawApart(Head head, Parts parts, long id) {
            long origin = origin(head);
            return Buckets.span(parts, Set.of(id), axis)
                    .flatMap(found -> cut(found.relativeTo(origin)))
                    .map(span -> BucketGrid.of(span, query.buckets()).movedBy(origin))
                    .flatMap(grid -> Optional.ofNullable(
                            Buckets.of(parts, Set.of(id), axis, grid).get(id)))
                    .orElse(List.of());
        }

        /// Empty too where all points lie on one side of the end that is given.
        private Optional<Span> span() {
            if (query.from().isPresent() && query.to().isPresent()) {
                return Optional.of(new Span(query.from().getAsLong(), query.to().getAsLong()));
            }
            Optional<Span> points = heads.stream()
                    .flatMap(head ->
                            Buckets.span(parts(head), wanted(head), axis)
                                    .map(span -> span.relativeTo(origin(head)))
                                    .stream())
                    .reduce(Span::union);
            return points.flatMap(this::cut);
        }

        /// As the query has it, where it says so.
        private Optional<Span> cut(Span points) {
            long from = query.from().orElse(points.from());
            long to = query.to().orElse(points.to());
            return from <= to ? Optional.of(new Span(from, to)) : Optional.empty();
        }

        /// Where on the axis of the points the axis of the chart is 0.
        private long origin(Head head) {
            return switch (query.axis()) {
                case STEP, TIME -> 0;
                case RELATIVE_TIME -> head.startTimeMs();
            };
        }

        private Set<Long> wanted(Head head) {
            return new HashSet<>(ids.of(head).values());
        }

        private Parts parts(Head head) {
            return reader.parts(transaction, head.key());
        }
    }

    private final class Rows {

        private final DSLContext transaction;
        private final RowQuery query;
        private final List<Head> heads;
        private final Ids ids;

        Rows(DSLContext transaction, RowQuery query) {
            this.transaction = transaction;
            this.query = query;
            this.heads = heads(transaction, query.experiments());
            this.ids = new Ids(transaction, query.series().orElse(List.of()));
        }

        /// How many there are.
        long read(RowSink sink) {
            sink.begin(heads.stream().map(Head::id).toList(), this::names);
            long rows = 0;
            for (Head head : heads) {
                rows += read(head, sink);
            }
            return rows;
        }

        private List<String> names() {
            Stream<String> names = query.series().isPresent()
                    ? query.series().get().stream()
                    : heads.stream().flatMap(head -> reader.series(transaction, head.key()).keySet().stream());
            return names.distinct().sorted().toList();
        }

        private long read(Head head, RowSink sink) {
            Parts parts = reader.parts(transaction, head.key());
            Map<String, Long> wanted =
                    query.series().isPresent() ? ids.of(head) : reader.series(transaction, head.key());
            Map<Long, PointCursor> cursors = PointCursor.openAll(
                    parts, new HashSet<>(wanted.values()), PointRange.steps(query.stepFrom(), query.stepTo()));
            long rows = 0;
            for (Map.Entry<String, Long> series : wanted.entrySet()) {
                PointCursor points = cursors.get(series.getValue());
                rows += points == null ? 0 : read(head.id(), series.getKey(), points, sink);
            }
            return rows;
        }

        private long read(ExperimentId experiment, String series, PointCursor points, RowSink sink) {
            long rows = 0;
            while (points.next()) {
                sink.row(experiment, series, points.step(), points.timeMs(), points.value());
                rows++;
            }
            return rows;
        }
    }
}
