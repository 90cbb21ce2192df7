package dev.assay.search;

import dev.assay.domain.ExperimentId;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.Status;
import dev.assay.meta.ExperimentBytes;
import dev.assay.meta.Facts;
import dev.assay.meta.SearchRows.Base;
import dev.assay.meta.SearchRows.Tail;
import dev.assay.query.Filter;
import dev.assay.query.NumberField;
import dev.assay.query.Order;
import dev.assay.query.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jooq.DSLContext;

/// The experiments of a model as a table that somebody looks at: any part of it, at once. The order of all of
/// them is remembered as long as nothing changes. Each answer is exact as of its transaction. Thread-safe.
public final class Browse {

    /// The run id of the run that a run is nested in, as MLflow writes it.
    static final String PARENT_TAG = "mlflow.parentRunId";

    /// Which rows, and how they are ordered.
    ///
    /// @param deleted whether those that are deleted are shown, or the others
    /// @param order ends with a key that no two experiments share
    /// @param nested that each row stands below the one that it is nested in, where that is there too, and which
    ///     of them are folded
    public record Query(long model, boolean deleted, Filter filter, Order order, Optional<Folds> nested) {}

    /// What is shown of them.
    public record Window(List<Target> columns, int offset, int limit) {
        public Window {
            columns = List.copyOf(columns);
        }
    }

    /// A part of the table.
    ///
    /// @param version another one as soon as anything of the answer could be another
    /// @param total experiments of the model, deleted ones or others
    /// @param matched those that the filter matches
    /// @param listed those of them that are not folded away
    public record Rows(String version, long total, long matched, long listed, List<Shown> rows) {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /// A row.
    ///
    /// @param createdBy a user's UUID
    /// @param parent the experiment of the same model that it is nested in
    /// @param depth how many rows it stands below
    /// @param children how many rows stand directly below it
    /// @param cells in the order of the columns
    public record Shown(
            ExperimentId id,
            String runId,
            String name,
            Status.Word status,
            long createdTimeMs,
            long startTimeMs,
            OptionalLong endTimeMs,
            OptionalLong lastLoggedMs,
            String createdBy,
            String branch,
            Optional<String> linkedVersion,
            Optional<ExperimentId> parent,
            boolean deleted,
            int depth,
            int children,
            List<Cell> cells) {
        public Shown {
            cells = List.copyOf(cells);
        }
    }

    /// What the values of a parameter are.
    public enum Type {
        NUMBER,
        BOOLEAN,
        TEXT,
        /// Of several kinds, or not known.
        MIXED;

        static Type of(ParameterValue value) {
            return switch (value) {
                case ParameterValue.Bool _ -> BOOLEAN;
                case ParameterValue.Int _, ParameterValue.Dbl _ -> NUMBER;
                case ParameterValue.Datetime _, ParameterValue.Str _ -> TEXT;
            };
        }
    }

    /// A parameter that experiments have.
    ///
    /// @param count how many have it
    /// @param distinct how many values there are, `DISTINCT_MAX` where there are more; empty where there are
    ///     too many parameters to know
    public record ParameterColumn(String name, long count, OptionalInt distinct, Type type) {}

    /// A tag that experiments have; its numbers are those of a `ParameterColumn`.
    public record TagColumn(String key, long count, OptionalInt distinct) {}

    /// The first of some, and how many there are.
    public record First<T>(List<T> items, long all) {
        public First {
            items = List.copyOf(items);
        }
    }

    /// What a table can show.
    ///
    /// @param total experiments that it has
    /// @param telling attributes that not all experiments have the same of: those among `creator`, `branch`,
    ///     `linked_version`, and `last_logged` where an experiment runs
    /// @param series names that experiments of the model have points under, or had
    public record Columns(
            String version,
            long total,
            List<String> telling,
            First<ParameterColumn> parameters,
            First<String> series,
            First<TagColumn> tags) {
        public Columns {
            telling = List.copyOf(telling);
        }
    }

    /// What is looked for among the names, whatever the case, and how many of each kind; none of those that
    /// are not wanted.
    public record ColumnSearch(String text, boolean parameters, boolean series, boolean tags, int limit) {}

    /// A value, and how many experiments have it.
    public record Counted(Cell value, long count) {}

    /// Of the numbers among the cells of a column; NaN is left out and counted apart.
    ///
    /// @param deviation of the sample; of a single number there is none
    public record Statistics(
            long count, long nans, OptionalDouble mean, OptionalDouble deviation, Cell min, Cell max) {}

    /// Experiments that have the same in some columns.
    ///
    /// @param columns in the order that they were asked for
    /// @param best the first in the order that was asked for
    /// @param ids the first of them in that order
    public record Group(
            List<Cell> key, long count, List<Statistics> columns, Optional<ExperimentId> best, List<ExperimentId> ids) {
        public Group {
            key = List.copyOf(key);
            columns = List.copyOf(columns);
            ids = List.copyOf(ids);
        }
    }

    /// What is grouped.
    ///
    /// @param ordered whether somebody asked for the order of the query
    public record GroupQuery(
            Query query, List<Target> by, List<Target> columns, boolean ordered, int offset, int limit) {
        public GroupQuery {
            by = List.copyOf(by);
            columns = List.copyOf(columns);
        }
    }

    /// Some of the groups, in the order of their first experiments.
    ///
    /// @param total groups that there are
    /// @param matched experiments in all of them
    public record Groups(String version, long total, long matched, List<Group> groups) {
        public Groups {
            groups = List.copyOf(groups);
        }
    }

    /// More different values than this are not told apart when they are counted.
    public static final int DISTINCT_MAX = 1_000;

    /// Of a group so many experiments are named.
    public static final int GROUP_IDS_MAX = 100;

    private final Views views;
    private final Rankings rankings = new Rankings();
    private final Summaries summaries = new Summaries();

    Browse(Views views) {
        this.views = views;
    }

    /// It must be the first thing that is read in the transaction.
    public Rows rows(DSLContext transaction, Query query, Window window) {
        Needs needs = Needs.of(query.filter(), query.order());
        Needs shown = new Needs();
        window.columns().forEach(shown::add);
        View view = views.open(transaction, query.model(), withDocuments(needs, shown), shown.series());
        Tailed tailed = Tailed.of(view, Views.tails(transaction));
        Ranking ranking = ranking(transaction, view, query, needs, tailed);
        int from = Math.min(window.offset(), ranking.size());
        int to = Math.min(ranking.size(), from + window.limit());
        List<Row> rows = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            rows.add(view.table().rows()[ranking.place(i)]);
        }
        return new Rows(
                tailed.version(view.table()),
                ranking.total(),
                ranking.matched(),
                ranking.size(),
                new Showing(transaction, view, tailed, window.columns(), shown, rows).show(query, ranking, from));
    }

    /// It must be the first thing that is read in the transaction.
    public Columns columns(DSLContext transaction, long model, boolean deleted, ColumnSearch search) {
        View view = views.open(transaction, model, new Needs(), Set.of());
        ColumnSummary summary = summaries.columns(view, deleted);
        String text = search.text().toLowerCase(Locale.ROOT);
        long total = Arrays.stream(view.table().rows())
                .filter(row -> row.base().deleted() == deleted)
                .count();
        return new Columns(
                Long.toString(view.table().state(), Character.MAX_RADIX),
                total,
                summary.telling(),
                search.parameters()
                        ? first(summary.parameters(), ParameterColumn::name, text, search.limit())
                        : new First<>(List.of(), 0),
                search.series()
                        ? first(summaries.series(transaction, model), Function.identity(), text, search.limit())
                        : new First<>(List.of(), 0),
                search.tags()
                        ? first(summary.tags(), TagColumn::key, text, search.limit())
                        : new First<>(List.of(), 0));
    }

    /// Those whose names begin with the text come before those that have it somewhere.
    private static <T> First<T> first(List<T> all, Function<T, String> name, String text, int limit) {
        List<T> begin = new ArrayList<>();
        List<T> others = new ArrayList<>();
        for (T one : all) {
            int at = name.apply(one).toLowerCase(Locale.ROOT).indexOf(text);
            if (at >= 0) {
                (at == 0 ? begin : others).add(one);
            }
        }
        int found = begin.size() + others.size();
        begin.addAll(others);
        return new First<>(begin.subList(0, Math.min(limit, found)), found);
    }

    /// What `Rows` of the model would have as their version. It must be the first thing that is read in the
    /// transaction.
    public String version(DSLContext transaction, long model) {
        View view = views.open(transaction, model, new Needs(), Set.of());
        return Tailed.of(view, Views.tails(transaction)).version(view.table());
    }

    /// The values of a column that occur most often among the experiments of the query, those that have the
    /// text in them whatever the case. It must be the first thing that is read in the transaction.
    public First<Counted> values(DSLContext transaction, Query query, Target column, String text, int limit) {
        Map<Cell, Long> counts = new HashMap<>();
        each(transaction, query, List.of(column), (candidate, _) -> {
            Cell cell = cell(candidate, column);
            if (!(cell instanceof Cell.Absent)) {
                counts.merge(cell, 1L, Long::sum);
            }
        });
        String searched = text.toLowerCase(Locale.ROOT);
        List<Counted> found = counts.entrySet().stream()
                .filter(entry -> entry.getKey().text().toLowerCase(Locale.ROOT).contains(searched))
                .map(entry -> new Counted(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Counted::count)
                        .reversed()
                        .thenComparing(counted -> counted.value().text()))
                .toList();
        return new First<>(found.subList(0, Math.min(limit, found.size())), found.size());
    }

    /// It must be the first thing that is read in the transaction.
    public Groups groups(DSLContext transaction, GroupQuery wanted) {
        Grouping grouping = new Grouping(wanted.by(), wanted.columns(), wanted.ordered());
        List<Target> all = new ArrayList<>(wanted.by());
        all.addAll(wanted.columns());
        Scanned scanned = each(transaction, wanted.query(), all, grouping::add);
        return new Groups(
                scanned.version(), grouping.size(), scanned.matched(), grouping.list(wanted.offset(), wanted.limit()));
    }

    private record Scanned(String version, long matched) {}

    /// Every row of the query in its order, with these columns.
    private Scanned each(DSLContext transaction, Query query, List<Target> columns, BiConsumer<Candidate, Row> sink) {
        Needs needs = Needs.of(query.filter(), query.order());
        Needs all = Needs.of(query.filter(), query.order());
        columns.forEach(all::add);
        View view = views.open(transaction, query.model(), all, Set.of());
        Tailed tailed = Tailed.of(view, Views.tails(transaction));
        Ranking ranking = ranking(transaction, view, query, needs, tailed);
        if (all.lastLogged()) {
            views.fillLastLogged(transaction, List.of(view.table().rows()));
        }
        if (ranking.size() > 0) {
            Candidate candidate = new Candidate(view, view.table().rows()[0]);
            for (int i = 0; i < ranking.size(); i++) {
                Row row = view.table().rows()[ranking.place(i)];
                sink.accept(candidate.at(row, views.folded(transaction, tailed.find(row), all.points())), row);
            }
        }
        return new Scanned(tailed.version(view.table()), ranking.size());
    }

    /// What must be there of documents and is not looked at by the filter or the order.
    private static Needs withDocuments(Needs needs, Needs shown) {
        needs.parameters().addAll(shown.parameters());
        needs.tags().addAll(shown.tags());
        needs.tags().add(PARENT_TAG);
        return needs;
    }

    private Ranking ranking(DSLContext transaction, View view, Query query, Needs needs, Tailed tailed) {
        List<Tail> points = needs.points() ? tailed.inOrder() : List.of();
        Optional<Ranking> known = needs.bytes()
                ? Optional.empty()
                : rankings.find(query, view.table().state(), points);
        if (known.isPresent()) {
            return known.get();
        }
        if (needs.lastLogged()) {
            views.fillLastLogged(transaction, List.of(view.table().rows()));
        }
        Ranking ranking = Ranking.of(view, query, row -> views.folded(transaction, tailed.find(row), needs.points()));
        if (!needs.bytes()) {
            rankings.remember(query, view.table().state(), points, ranking);
        }
        return ranking;
    }

    /// Shows some rows.
    private final class Showing {

        private final DSLContext transaction;
        private final View view;
        private final Tailed tailed;
        private final List<Target> columns;
        private final List<Row> rows;

        Showing(DSLContext transaction, View view, Tailed tailed, List<Target> columns, Needs shown, List<Row> rows) {
            this.transaction = transaction;
            this.view = view.showing(bytes(transaction, shown, rows), loose(transaction, view, shown, rows));
            this.tailed = tailed;
            this.columns = columns;
            this.rows = rows;
        }

        private static Map<Long, Long> bytes(DSLContext transaction, Needs shown, List<Row> rows) {
            return shown.bytes() ? ExperimentBytes.totals(transaction, keys(rows)) : Map.of();
        }

        private static Map<Long, Map<Long, SeriesNumbers>> loose(
                DSLContext transaction, View view, Needs shown, List<Row> rows) {
            Set<Long> ids = new LinkedHashSet<>();
            shown.series()
                    .forEach(
                            name -> Optional.ofNullable(view.series().get(name)).ifPresent(ids::add));
            ids.removeAll(new HashSet<>(view.table().series()));
            return ids.isEmpty() ? Map.of() : Views.read(transaction, ids, keys(rows));
        }

        private static List<Long> keys(List<Row> rows) {
            return rows.stream().map(Row::key).toList();
        }

        List<Shown> show(Query query, Ranking ranking, int from) {
            views.fillLastLogged(
                    transaction,
                    rows.stream().filter(row -> tailed.find(row) == null).toList());
            Map<String, ExperimentId> parents = parents();
            Map<Long, Facts> whole = whole();
            List<Shown> shown = new ArrayList<>(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                Tail tail = tailed.find(row);
                FoldedTail folded = tail == null ? null : views.folded(transaction, tail);
                Candidate candidate = new Candidate(view, row).at(row, folded);
                shown.add(show(candidate, row, parents, whole, query.deleted(), ranking, from + i));
            }
            return shown;
        }

        private Shown show(
                Candidate candidate,
                Row row,
                Map<String, ExperimentId> parents,
                Map<Long, Facts> whole,
                boolean deleted,
                Ranking ranking,
                int at) {
            Base base = row.base();
            List<Cell> cells = new ArrayList<>(columns.size());
            for (Target column : columns) {
                cells.add(
                        column instanceof Target.OfTags
                                ? new Cell.Tags(whole.getOrDefault(row.key(), row.facts())
                                        .listTags())
                                : cell(candidate, column));
            }
            return new Shown(
                    new ExperimentId(base.locator()),
                    base.runId(),
                    base.name(),
                    base.status(),
                    base.createdTimeMs(),
                    base.startTimeMs(),
                    base.endTimeMs(),
                    candidate.lastLogged(),
                    base.createdBy(),
                    row.facts().branch(),
                    row.facts().linkedVersion(),
                    candidate.tag(PARENT_TAG).map(parents::get),
                    deleted,
                    ranking.depth(at),
                    ranking.children(at),
                    cells);
        }

        /// Those of the same model that the rows are nested in, by their run ids.
        private Map<String, ExperimentId> parents() {
            Set<String> wanted = new HashSet<>();
            for (Row row : rows) {
                new Candidate(view, row).tag(PARENT_TAG).ifPresent(wanted::add);
            }
            Map<String, ExperimentId> found = new HashMap<>();
            if (!wanted.isEmpty()) {
                Arrays.stream(view.table().rows())
                        .map(Row::base)
                        .filter(base -> wanted.contains(base.runId()))
                        .forEach(base -> found.put(base.runId(), new ExperimentId(base.locator())));
            }
            return found;
        }

        /// Documents that are shown with more than is kept of them.
        private Map<Long, Facts> whole() {
            if (view.table().kept().all() || columns.stream().noneMatch(Target.OfTags.class::isInstance)) {
                return Map.of();
            }
            Map<Long, Facts> whole = new HashMap<>();
            TableLoader.whole(transaction).readSome(keys(rows), 0).forEach(row -> whole.put(row.key(), row.facts()));
            return whole;
        }
    }

    /// What a column has of one row; all tags are nobody's column here.
    static Cell cell(Candidate candidate, Target column) {
        return switch (column) {
            case Target.OfText(var field) ->
                candidate.text(field).<Cell>map(Cell.Text::new).orElseGet(Cell.Absent::new);
            case Target.OfTime(var field) -> whole(candidate.time(field));
            case Target.OfNumber(NumberField field) -> whole(candidate.number(field));
            case Target.OfParameter(String name) ->
                candidate.parameter(name).map(Cell::of).orElseGet(Cell.Absent::new);
            case Target.OfTag(String key) ->
                candidate.tag(key).<Cell>map(Cell.Text::new).orElseGet(Cell.Absent::new);
            case Target.OfLength(String series) -> whole(candidate.length(series));
            case Target.OfAggregate(String series, var aggregation) -> {
                var value = candidate.value(series, aggregation);
                yield value.isPresent() ? new Cell.Decimal(value.getAsDouble()) : new Cell.Absent();
            }
            case Target.OfSummary _,
                    Target.OfTags _,
                    Target.OfTagTexts _,
                    Target.OfParameterNames _,
                    Target.OfSeriesNames _,
                    Target.OfNothing _ -> throw new IllegalStateException("BUG: no column has one cell of this");
        };
    }

    private static Cell whole(OptionalLong value) {
        return value.isPresent() ? new Cell.Whole(value.getAsLong()) : new Cell.Absent();
    }
}
