package dev.assay.search;

import dev.assay.query.Filter;
import dev.assay.query.Order;
import dev.assay.query.TextField;
import dev.assay.query.TextTest;
import java.util.LinkedHashSet;
import java.util.Set;

/// What a filter and an order look at. Used by the thread that makes it.
final class Needs {

    private final Set<Column.OfDocument> documents = new LinkedHashSet<>();
    private final Set<String> series = new LinkedHashSet<>();
    private final Set<TextTest> seriesNames = new LinkedHashSet<>();

    static Needs of(Filter filter, Order order) {
        Needs needs = new Needs();
        needs.add(filter);
        order.terms().forEach(term -> needs.add(term.key()));
        return needs;
    }

    Set<Column.OfDocument> documents() {
        return documents;
    }

    /// Whose aggregates are asked for.
    Set<String> series() {
        return series;
    }

    /// What names are asked for, where it is the names that matter.
    Set<TextTest> seriesNames() {
        return seriesNames;
    }

    boolean points() {
        return !series.isEmpty() || !seriesNames.isEmpty();
    }

    private void add(Filter filter) {
        switch (filter) {
            case Filter.And and -> and.filters().forEach(this::add);
            case Filter.Or or -> or.filters().forEach(this::add);
            case Filter.Not not -> add(not.filter());
            case Filter.Text text -> add(text.field());
            case Filter.Time _ -> {}
            case Filter.Parameter parameter -> documents.add(new Column.Parameter(parameter.name()));
            case Filter.HasParameter _ -> documents.add(new Column.ParameterNames());
            case Filter.Tag tag -> documents.add(new Column.Tag(tag.key()));
            case Filter.HasSeries names -> seriesNames.add(names.name());
            case Filter.Length length -> series.add(length.series());
            case Filter.Aggregate aggregate -> series.add(aggregate.series());
            case Filter.Summary summary -> {
                series.add(summary.series());
                documents.add(new Column.Chosen(summary.series()));
            }
        }
    }

    private void add(Order.SortKey key) {
        switch (key) {
            case Order.SortKey.OfText text -> add(text.field());
            case Order.SortKey.OfTime _ -> {}
            case Order.SortKey.OfParameter parameter -> documents.add(new Column.Parameter(parameter.name()));
            case Order.SortKey.OfParameterText parameter -> documents.add(new Column.Parameter(parameter.name()));
            case Order.SortKey.OfTag tag -> documents.add(new Column.Tag(tag.key()));
            case Order.SortKey.OfLength length -> series.add(length.series());
            case Order.SortKey.OfAggregate aggregate -> series.add(aggregate.series());
        }
    }

    private void add(TextField field) {
        switch (field) {
            case BRANCH -> documents.add(new Column.Branch());
            case JOB_RID -> documents.add(new Column.JobRid());
            case NAME, STATUS, RID, RUN_ID, CREATOR, MODEL_NUMBER -> {}
        }
    }
}
