package dev.assay.app;

import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.Rid;
import dev.assay.query.Num;
import dev.assay.query.Order.SortKey;
import dev.assay.query.Order.Term;
import dev.assay.query.SortValue;
import dev.assay.query.Target;
import dev.assay.query.TextField;
import dev.assay.query.TimeField;
import dev.assay.search.Browse;
import dev.assay.search.Browse.Window;
import dev.assay.search.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A table of experiments by looking at every one, without a memory of anything.
final class NaiveTable {

    private static final String PARENT = "mlflow.parentRunId";
    private static final double CLOSE = 1e-9;

    private record Placed(SnapshotSubject subject, int depth, int children) {}

    private final List<SnapshotSubject> all;
    private final TableQuery query;
    private final List<SnapshotSubject> matched;

    NaiveTable(List<SnapshotSubject> all, TableQuery query) {
        this.all = all;
        this.query = query;
        this.matched = all.stream()
                .filter(query.filter()::matches)
                .sorted(comparator())
                .toList();
    }

    TableQuery query() {
        return query;
    }

    int matched() {
        return matched.size();
    }

    int listed() {
        return inOrder().size();
    }

    private Comparator<SnapshotSubject> comparator() {
        List<Term> terms = query.order()
                .then(
                        new Term(new SortKey.OfTime(TimeField.CREATED), true),
                        new Term(new SortKey.OfText(TextField.RUN_ID), true))
                .terms();
        return (a, b) -> terms.stream()
                .mapToInt(term ->
                        SortValue.compare(SortValue.of(term.key(), a), SortValue.of(term.key(), b), term.descending()))
                .filter(order -> order != 0)
                .findFirst()
                .orElse(0);
    }

    List<Browse.Shown> rows(Window window) {
        return inOrder().stream()
                .skip(window.offset())
                .limit(window.limit())
                .map(placed -> shown(placed, window.columns()))
                .toList();
    }

    private List<Placed> inOrder() {
        if (query.nested().isEmpty()) {
            return matched.stream().map(subject -> new Placed(subject, 0, 0)).toList();
        }
        List<Placed> placed = new ArrayList<>();
        matched.stream().filter(subject -> parent(matched, subject).isEmpty()).forEach(root -> add(placed, root, 0));
        return placed;
    }

    private void add(List<Placed> placed, SnapshotSubject subject, int depth) {
        List<SnapshotSubject> children = matched.stream()
                .filter(other -> parent(matched, other).equals(Optional.of(subject)))
                .toList();
        placed.add(new Placed(subject, depth, children.size()));
        if (query.nested().orElseThrow().folded(experiment(subject).id().locator())) {
            return;
        }
        children.forEach(child -> add(placed, child, depth + 1));
    }

    private static Optional<SnapshotSubject> parent(List<SnapshotSubject> among, SnapshotSubject subject) {
        return subject.tag(PARENT)
                .flatMap(runId -> among.stream()
                        .filter(other -> experiment(other).runId().equals(runId))
                        .findFirst());
    }

    private static Experiment experiment(SnapshotSubject subject) {
        return subject.snapshot().experiment();
    }

    private Browse.Shown shown(Placed placed, List<Target> columns) {
        SnapshotSubject subject = placed.subject();
        Experiment experiment = experiment(subject);
        return new Browse.Shown(
                experiment.id(),
                experiment.runId(),
                experiment.name(),
                experiment.status().word(),
                experiment.createdTime().toEpochMilli(),
                experiment.status().startTimeMs(),
                experiment.status().endTimeMs(),
                subject.time(TimeField.LAST_LOGGED),
                experiment.createdBy().toString(),
                experiment.branch(),
                experiment.linkedModelVersion().map(Rid::text),
                parent(all, subject).map(found -> experiment(found).id()),
                false,
                placed.depth(),
                placed.children(),
                columns.stream().map(column -> cell(subject, column)).toList());
    }

    private static Cell cell(SnapshotSubject subject, Target column) {
        return switch (column) {
            case Target.OfText(var field) -> orAbsent(subject.text(field).map(Cell.Text::new));
            case Target.OfTime(var field) -> cell(subject.time(field));
            case Target.OfNumber(var field) -> cell(subject.number(field));
            case Target.OfParameter(var name) ->
                orAbsent(subject.parameter(name).map(value -> switch (value) {
                    case ParameterValue.Int integer -> new Cell.Whole(integer.value());
                    case ParameterValue.Dbl dbl -> new Cell.Decimal(dbl.value());
                    case ParameterValue.Bool bool -> new Cell.Truth(bool.value());
                    case ParameterValue.Datetime _, ParameterValue.Str _ -> new Cell.Text(value.text());
                }));
            case Target.OfTag(var key) -> orAbsent(subject.tag(key).map(Cell.Text::new));
            case Target.OfLength(var series) -> cell(subject.length(series));
            case Target.OfAggregate(var series, var aggregation) -> {
                OptionalDouble value = subject.value(series, aggregation);
                yield value.isPresent() ? new Cell.Decimal(value.getAsDouble()) : new Cell.Absent();
            }
            default -> throw new IllegalStateException("no cell of " + column);
        };
    }

    private static Cell orAbsent(Optional<? extends Cell> cell) {
        return cell.<Cell>map(found -> found).orElseGet(Cell.Absent::new);
    }

    private static Cell cell(OptionalLong value) {
        return value.isPresent() ? new Cell.Whole(value.getAsLong()) : new Cell.Absent();
    }

    /// In the order of the rows that come first in each.
    List<Browse.Group> groups(List<Target> by, List<Target> columns) {
        Map<List<Cell>, List<SnapshotSubject>> groups = new LinkedHashMap<>();
        for (Placed placed : inOrder()) {
            SnapshotSubject subject = placed.subject();
            groups.computeIfAbsent(
                            by.stream().map(column -> cell(subject, column)).toList(), _ -> new ArrayList<>())
                    .add(subject);
        }
        List<Browse.Group> found = new ArrayList<>();
        groups.forEach((key, members) -> found.add(group(key, members, columns)));
        return found;
    }

    private Browse.Group group(List<Cell> key, List<SnapshotSubject> members, List<Target> columns) {
        List<ExperimentId> ids =
                members.stream().map(member -> experiment(member).id()).toList();
        return new Browse.Group(
                key,
                members.size(),
                columns.stream().map(column -> statistics(members, column)).toList(),
                query.order().terms().isEmpty() ? Optional.empty() : Optional.of(ids.getFirst()),
                ids.stream().limit(Browse.GROUP_IDS_MAX).toList());
    }

    private static Browse.Statistics statistics(List<SnapshotSubject> members, Target column) {
        List<Num> numbers = members.stream()
                .map(member -> cell(member, column))
                .<Num>flatMap(cell -> switch (cell) {
                    case Cell.Whole(long value) -> Stream.of(new Num.Int(value));
                    case Cell.Decimal(double value) -> Stream.of(new Num.Dbl(value));
                    default -> Stream.of();
                })
                .toList();
        List<Num> some = numbers.stream().filter(number -> !number.isNaN()).toList();
        double[] values = some.stream().mapToDouble(NaiveTable::value).toArray();
        double sum = 0;
        for (double value : values) {
            sum += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - sum) * (value - sum) / (values.length - 1);
        }
        return new Browse.Statistics(
                values.length,
                numbers.size() - values.length,
                values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum),
                values.length < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares)),
                some.stream().min(Num::compare).map(NaiveTable::cell).orElseGet(Cell.Absent::new),
                some.stream()
                        .reduce((a, b) -> Num.compare(b, a) > 0 ? b : a)
                        .map(NaiveTable::cell)
                        .orElseGet(Cell.Absent::new));
    }

    private static double value(Num number) {
        return switch (number) {
            case Num.Int(long value) -> value;
            case Num.Dbl(double value) -> value;
        };
    }

    private static Cell cell(Num number) {
        return switch (number) {
            case Num.Int(long value) -> new Cell.Whole(value);
            case Num.Dbl(double value) -> new Cell.Decimal(value);
        };
    }

    /// Two ways of adding up give nearly the same: as near as the size of what is added up allows.
    static int compareClosely(Browse.Group a, Browse.Group b) {
        boolean same = a.key().equals(b.key())
                && a.count() == b.count()
                && a.best().equals(b.best())
                && a.ids().equals(b.ids())
                && a.columns().size() == b.columns().size();
        for (int i = 0; same && i < a.columns().size(); i++) {
            same = isClose(a.columns().get(i), b.columns().get(i));
        }
        return same ? 0 : 1;
    }

    private static boolean isClose(Browse.Statistics a, Browse.Statistics b) {
        double scale = Math.max(size(a.min()), size(a.max()));
        return a.count() == b.count()
                && a.nans() == b.nans()
                && a.min().equals(b.min())
                && a.max().equals(b.max())
                && isClose(a.mean(), b.mean(), scale)
                && isClose(a.deviation(), b.deviation(), scale);
    }

    private static double size(Cell cell) {
        return switch (cell) {
            case Cell.Whole(long value) -> Math.abs((double) value);
            case Cell.Decimal(double value) -> Math.abs(value);
            default -> 0;
        };
    }

    private static boolean isClose(OptionalDouble a, OptionalDouble b, double scale) {
        return a.equals(b)
                || (a.isPresent()
                        && b.isPresent()
                        && Math.abs(a.getAsDouble() - b.getAsDouble()) <= CLOSE * scale + Double.MIN_NORMAL);
    }
}
