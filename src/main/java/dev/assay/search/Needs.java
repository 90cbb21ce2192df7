package dev.assay.search;

import dev.assay.meta.Facts.Kept;
import dev.assay.query.Filter;
import dev.assay.query.NumberField;
import dev.assay.query.Order;
import dev.assay.query.Target;
import dev.assay.query.TextTest;
import dev.assay.query.TimeField;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// What a filter, an order and columns look at. Used by the thread that makes it.
final class Needs {

    private final Set<String> parameters = new HashSet<>();
    private final Set<String> tags = new HashSet<>();
    private final Set<String> series = new LinkedHashSet<>();
    private final Set<TextTest> seriesNames = new LinkedHashSet<>();
    private boolean lastLogged;
    private boolean bytes;

    static Needs of(Filter filter, Order order) {
        Needs needs = new Needs();
        needs.add(filter);
        order.terms().forEach(term -> needs.add(term.key()));
        return needs;
    }

    /// What is read out of documents.
    Kept documents() {
        return new Kept(false, parameters, tags);
    }

    Set<String> parameters() {
        return parameters;
    }

    Set<String> tags() {
        return tags;
    }

    /// Whose aggregates are asked for.
    Set<String> series() {
        return series;
    }

    /// What names are asked for, where it is the names that matter.
    Set<TextTest> seriesNames() {
        return seriesNames;
    }

    boolean lastLogged() {
        return lastLogged;
    }

    boolean bytes() {
        return bytes;
    }

    boolean points() {
        return !series.isEmpty() || !seriesNames.isEmpty() || lastLogged;
    }

    private void add(Filter filter) {
        switch (filter) {
            case Filter.And and -> and.filters().forEach(this::add);
            case Filter.Or or -> or.filters().forEach(this::add);
            case Filter.Not not -> add(not.filter());
            case Filter.Text _ -> {}
            case Filter.Time time -> add(time.field());
            case Filter.Quantity number -> add(number.field());
            case Filter.Parameter parameter -> parameters.add(parameter.name());
            case Filter.HasParameter _ -> {}
            case Filter.Tag tag -> tags.add(tag.key());
            case Filter.HasSeries names -> seriesNames.add(names.name());
            case Filter.Length length -> series.add(length.series());
            case Filter.Aggregate aggregate -> series.add(aggregate.series());
            case Filter.Summary summary -> series.add(summary.series());
        }
    }

    private void add(Order.SortKey key) {
        switch (key) {
            case Order.SortKey.OfText _ -> {}
            case Order.SortKey.OfTime time -> add(time.field());
            case Order.SortKey.OfNumber number -> add(number.field());
            case Order.SortKey.OfParameter parameter -> parameters.add(parameter.name());
            case Order.SortKey.OfParameterText parameter -> parameters.add(parameter.name());
            case Order.SortKey.OfTag tag -> tags.add(tag.key());
            case Order.SortKey.OfLength length -> series.add(length.series());
            case Order.SortKey.OfAggregate aggregate -> series.add(aggregate.series());
        }
    }

    /// A column that is shown.
    void add(Target column) {
        switch (column) {
            case Target.OfTime time -> add(time.field());
            case Target.OfNumber number -> add(number.field());
            case Target.OfParameter parameter -> parameters.add(parameter.name());
            case Target.OfTag tag -> tags.add(tag.key());
            case Target.OfLength length -> series.add(length.series());
            case Target.OfAggregate aggregate -> series.add(aggregate.series());
            case Target.OfSummary summary -> series.add(summary.series());
            case Target.OfText _,
                    Target.OfTags _,
                    Target.OfTagTexts _,
                    Target.OfParameterNames _,
                    Target.OfSeriesNames _,
                    Target.OfNothing _ -> {}
        }
    }

    private void add(TimeField field) {
        lastLogged |= field == TimeField.LAST_LOGGED;
    }

    private void add(NumberField field) {
        bytes |= field == NumberField.BYTES;
    }
}
