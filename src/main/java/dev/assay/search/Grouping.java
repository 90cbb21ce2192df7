package dev.assay.search;

import dev.assay.domain.ExperimentId;
import dev.assay.query.Num;
import dev.assay.query.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Puts rows that have the same in some columns together. Used by one thread.
final class Grouping {

    private final List<Target> by;
    private final List<Target> columns;
    private final boolean ordered;
    private final Map<List<Cell>, Group> groups = new LinkedHashMap<>();

    /// @param ordered whether the first of a group is its best
    Grouping(List<Target> by, List<Target> columns, boolean ordered) {
        this.by = by;
        this.columns = columns;
        this.ordered = ordered;
    }

    /// In the order of the ranking.
    void add(Candidate candidate, Row row) {
        List<Cell> key =
                by.stream().map(column -> Browse.cell(candidate, column)).toList();
        Group group = groups.computeIfAbsent(key, _ -> new Group(columns.size()));
        group.add(new ExperimentId(row.base().locator()));
        for (int i = 0; i < columns.size(); i++) {
            group.statistics.get(i).add(Browse.cell(candidate, columns.get(i)));
        }
    }

    int size() {
        return groups.size();
    }

    List<Browse.Group> list(int offset, int limit) {
        return groups.entrySet().stream()
                .skip(offset)
                .limit(limit)
                .map(entry -> entry.getValue().shown(entry.getKey(), ordered))
                .toList();
    }

    private static final class Group {

        private final List<ExperimentId> first = new ArrayList<>();
        private final List<Statistics> statistics = new ArrayList<>();
        private long count;

        Group(int columns) {
            for (int i = 0; i < columns; i++) {
                statistics.add(new Statistics());
            }
        }

        void add(ExperimentId id) {
            count++;
            if (first.size() < Browse.GROUP_IDS_MAX) {
                first.add(id);
            }
        }

        Browse.Group shown(List<Cell> key, boolean ordered) {
            return new Browse.Group(
                    key,
                    count,
                    statistics.stream().map(Statistics::shown).toList(),
                    ordered ? Optional.of(first.getFirst()) : Optional.empty(),
                    first);
        }
    }

    /// Of the numbers of one column. NaN is counted and otherwise left out, as in the aggregates of a series.
    private static final class Statistics {

        private long count;
        private long nans;
        private long finite;
        private double mean;
        private double squares;
        private double infinities;
        private @Nullable Num min;
        private @Nullable Num max;

        void add(Cell cell) {
            switch (cell) {
                case Cell.Whole(long value) -> add(new Num.Int(value), (double) value);
                case Cell.Decimal(double value) -> {
                    if (Double.isNaN(value)) {
                        nans++;
                    } else {
                        add(new Num.Dbl(value), value);
                    }
                }
                case Cell.Absent _, Cell.Truth _, Cell.Text _, Cell.Tags _ -> {}
            }
        }

        private void add(Num exact, double value) {
            count++;
            min = min == null || Num.compare(exact, min) < 0 ? exact : min;
            max = max == null || Num.compare(exact, max) > 0 ? exact : max;
            if (Double.isInfinite(value)) {
                infinities += value;
                return;
            }
            finite++;
            double difference = value - mean;
            mean += difference / finite;
            squares += difference * (value - mean);
        }

        Browse.Statistics shown() {
            return new Browse.Statistics(count, nans, mean(), deviation(), cell(min), cell(max));
        }

        private OptionalDouble mean() {
            if (count == 0) {
                return OptionalDouble.empty();
            }
            return OptionalDouble.of(count == finite ? mean : infinities);
        }

        private OptionalDouble deviation() {
            if (count < 2) {
                return OptionalDouble.empty();
            }
            return OptionalDouble.of(count == finite ? Math.sqrt(squares / (count - 1)) : Double.NaN);
        }

        private static Cell cell(@Nullable Num num) {
            return switch (num) {
                case null -> new Cell.Absent();
                case Num.Int(long value) -> new Cell.Whole(value);
                case Num.Dbl(double value) -> new Cell.Decimal(value);
            };
        }
    }
}
