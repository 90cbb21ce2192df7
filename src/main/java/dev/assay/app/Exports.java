package dev.assay.app;

import dev.assay.app.ExportQuery.Aggregate;
import dev.assay.app.ExportSink.Column;
import dev.assay.domain.Caller;
import dev.assay.domain.Experiment;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.Parameter;
import dev.assay.domain.Scope;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.Status;
import dev.assay.engine.SeriesDictionary;
import dev.assay.engine.SeriesReader;
import dev.assay.engine.StoredSeries;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Row;
import dev.assay.meta.ModelTable;
import dev.assay.query.Order;
import dev.assay.query.Order.SortKey;
import dev.assay.query.Order.Term;
import dev.assay.query.TextField;
import dev.assay.query.TimeField;
import dev.assay.search.Search;
import dev.assay.search.Search.Found;
import dev.assay.sql.Database;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.DSLContext;

/// A whole model as one table, a row an experiment, the newest first: all of it of one moment. It is read twice, first
/// for its columns and then for its rows, some experiments at a time. Thread-safe.
public final class Exports {

    /// What one export may have, in rows.
    public static final int EXPERIMENTS_MAX = 100_000;
    /// What one export may have, in columns, unless it is set otherwise.
    public static final int COLUMNS_MAX = 20_000;

    /// As many are in memory at a time.
    private static final int PER_STEP = 64;

    private static final Order NEWEST_FIRST = new Order(List.of(
            new Term(new SortKey.OfTime(TimeField.CREATED), true),
            new Term(new SortKey.OfText(TextField.RUN_ID), true)));

    private static final int RID = 0;
    private static final int NAME = 1;
    private static final int STATUS = 2;
    private static final int CREATED = 3;
    private static final int DURATION = 4;
    private static final int CREATOR = 5;
    private static final int BRANCH = 6;
    private static final int TAGS = 7;

    /// The columns that every export has, in the order of these places.
    private static final List<Column> FIXED = List.of(
            new Column("rid", ExportSink.Type.TEXT),
            new Column("name", ExportSink.Type.TEXT),
            new Column("status", ExportSink.Type.TEXT),
            new Column("created", ExportSink.Type.TIME),
            new Column("duration", ExportSink.Type.INTEGER),
            new Column("creator", ExportSink.Type.TEXT),
            new Column("branch", ExportSink.Type.TEXT),
            new Column("tags", ExportSink.Type.TAGS));

    private final Database database;
    private final Search search;
    private final SeriesReader reader;
    private final StoredSeries stored;
    private final SeriesDictionary dictionary;
    private final int columnsMax;

    Exports(
            Database database,
            Search search,
            SeriesReader reader,
            StoredSeries stored,
            SeriesDictionary dictionary,
            int columnsMax) {
        this.database = database;
        this.search = search;
        this.reader = reader;
        this.stored = stored;
        this.dictionary = dictionary;
        this.columnsMax = columnsMax;
    }

    /// Throws `ModelNotFound`, `LimitReached` before the sink is called; `TooManyRequests` where too many long answers
    /// are under way.
    public void export(Caller caller, ExportQuery query, ExportSink sink) {
        caller.require(Scope.MODELS_READ);
        long model = database.read(transaction -> ModelTable.find(transaction, query.model()))
                .filter(found -> found.deletedTime().isEmpty())
                .map(Model::number)
                .orElseThrow(() -> Faults.modelNotFound(query.model().rid()));
        database.stream(transaction -> {
            List<Found> found = search.find(
                    transaction,
                    new Search.Query(
                            List.of(model),
                            Optional.of(false),
                            query.filter(),
                            NEWEST_FIRST,
                            EXPERIMENTS_MAX + 1,
                            Optional.empty()));
            if (found.size() > EXPERIMENTS_MAX) {
                throw Faults.limitReached("experiments in an export", EXPERIMENTS_MAX);
            }
            new Export(transaction, query, found).write(sink);
            return model;
        });
    }

    private record SeriesColumns(long id, Map<Aggregate, Integer> places) {}

    private record ParameterPlace(int column, ExportSink.Type type) {}

    private final class Export {

        private final DSLContext transaction;
        private final ExportQuery query;
        private final List<Found> found;
        private final List<Column> columns = new ArrayList<>();
        private final Map<String, ParameterPlace> parameters = new HashMap<>();
        /// In the order of their names.
        private final List<SeriesColumns> series = new ArrayList<>();

        Export(DSLContext transaction, ExportQuery query, List<Found> found) {
            this.transaction = transaction;
            this.query = query;
            this.found = found;
        }

        void write(ExportSink sink) {
            findColumns();
            sink.begin(List.copyOf(columns));
            for (List<Found> step : steps()) {
                Map<Long, Experiment> experiments = experiments(step);
                Map<Long, SortedMap<Long, SeriesAggregates>> aggregates =
                        query.aggregates().isEmpty() ? Map.of() : stored.aggregatesById(transaction, keys(step, false));
                for (Found one : step) {
                    writeFixed(sink, experiment(experiments, one));
                    writeParameters(sink, experiment(experiments, one).parameters());
                    writeSeries(
                            sink,
                            one.unchanged().isPresent()
                                    ? aggregates.getOrDefault(one.key(), new TreeMap<>())
                                    : reader.aggregatesById(transaction, one.key()));
                    sink.endRow();
                }
            }
        }

        private List<List<Found>> steps() {
            List<List<Found>> steps = new ArrayList<>();
            for (int from = 0; from < found.size(); from += PER_STEP) {
                steps.add(found.subList(from, Math.min(found.size(), from + PER_STEP)));
            }
            return steps;
        }

        private void findColumns() {
            columns.addAll(FIXED);
            SortedMap<String, ParameterColumn> ofParameters = new TreeMap<>();
            Set<Long> ids = new HashSet<>();
            for (List<Found> step : steps()) {
                experiments(step)
                        .values()
                        .forEach(experiment -> experiment
                                .parameters()
                                .forEach(parameter -> ofParameters
                                        .computeIfAbsent(parameter.name(), _ -> new ParameterColumn())
                                        .add(parameter.value())));
                stored.forEachId(transaction, keys(step, false), ids::add);
                keys(step, true)
                        .forEach(key -> ids.addAll(
                                reader.aggregatesById(transaction, key).keySet()));
            }
            ofParameters.forEach((name, column) -> {
                parameters.put(name, new ParameterPlace(columns.size(), column.type()));
                columns.add(new Column("params." + name, column.type()));
            });
            addSeries(ids);
            if (columns.size() > columnsMax) {
                throw Faults.limitReached("columns in an export", columnsMax);
            }
        }

        private void addSeries(Set<Long> ids) {
            SortedMap<String, Long> byName = new TreeMap<>();
            dictionary.names(transaction, ids).forEach((id, name) -> byName.put(name, id));
            query.series().ifPresent(byName.keySet()::retainAll);
            byName.forEach((name, id) -> {
                Map<Aggregate, Integer> places = new EnumMap<>(Aggregate.class);
                for (Aggregate aggregate : Aggregate.values()) {
                    if (query.aggregates().contains(aggregate)) {
                        places.put(aggregate, columns.size());
                        columns.add(column(name, aggregate));
                    }
                }
                series.add(new SeriesColumns(id, places));
            });
        }

        private static Column column(String series, Aggregate aggregate) {
            String name = "series." + series;
            return switch (aggregate) {
                case LAST -> new Column(name + ".last", ExportSink.Type.DOUBLE);
                case MIN -> new Column(name + ".min", ExportSink.Type.DOUBLE);
                case MAX -> new Column(name + ".max", ExportSink.Type.DOUBLE);
                case LENGTH -> new Column(name + ".length", ExportSink.Type.INTEGER);
            };
        }

        /// Of those whose points are all in packs, or of the others.
        private static List<Long> keys(List<Found> step, boolean withTail) {
            return step.stream()
                    .filter(one -> one.unchanged().isEmpty() == withTail)
                    .map(Found::key)
                    .toList();
        }

        private Map<Long, Experiment> experiments(List<Found> step) {
            Map<Long, Experiment> experiments = new HashMap<>();
            for (Row row : ExperimentTable.list(
                    transaction, step.stream().map(Found::key).toList())) {
                experiments.put(row.key(), row.experiment());
            }
            return experiments;
        }

        private static Experiment experiment(Map<Long, Experiment> experiments, Found one) {
            return Optional.ofNullable(experiments.get(one.key()))
                    .orElseThrow(() -> new IllegalStateException("BUG: found an experiment that is not there"));
        }

        private static void writeFixed(ExportSink sink, Experiment experiment) {
            Status status = experiment.status();
            sink.text(RID, experiment.id().rid().text());
            sink.text(NAME, experiment.name());
            sink.text(STATUS, word(status));
            sink.time(CREATED, experiment.createdTime());
            if (status.word().isEnd() && status.endTimeMs().isPresent()) {
                sink.integer(DURATION, status.endTimeMs().getAsLong() - status.startTimeMs());
            }
            sink.text(CREATOR, experiment.createdBy().toString());
            sink.text(BRANCH, experiment.branch());
            sink.tags(TAGS, experiment.tags());
        }

        private static String word(Status status) {
            return switch (status.word()) {
                case RUNNING, SCHEDULED -> "RUNNING";
                case FINISHED -> "SUCCEEDED";
                case FAILED, KILLED -> "FAILED";
            };
        }

        /// They come in the order of their names, as the columns do.
        private void writeParameters(ExportSink sink, List<Parameter> ofExperiment) {
            for (Parameter parameter : ofExperiment) {
                ParameterPlace place = parameters.get(parameter.name());
                if (place == null) {
                    throw new IllegalStateException("BUG: a parameter that was not there before");
                }
                ParameterColumn.write(sink, place.column(), place.type(), parameter.value());
            }
        }

        private void writeSeries(ExportSink sink, SortedMap<Long, SeriesAggregates> aggregates) {
            for (SeriesColumns one : series) {
                SeriesAggregates of = aggregates.get(one.id());
                if (of != null) {
                    one.places().forEach((aggregate, column) -> write(sink, column, aggregate, of));
                }
            }
        }

        private static void write(ExportSink sink, int column, Aggregate aggregate, SeriesAggregates of) {
            switch (aggregate) {
                case LAST -> sink.decimal(column, of.last().value());
                case MIN -> of.min().ifPresent(min -> sink.decimal(column, min.value()));
                case MAX -> of.max().ifPresent(max -> sink.decimal(column, max.value()));
                case LENGTH -> sink.integer(column, of.length());
            }
        }
    }
}
