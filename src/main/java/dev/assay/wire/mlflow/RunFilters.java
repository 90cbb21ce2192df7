package dev.assay.wire.mlflow;

import dev.assay.domain.Experiment;
import dev.assay.query.Filter;
import dev.assay.query.Order;
import dev.assay.query.Order.SortKey;
import dev.assay.query.Order.Term;
import dev.assay.query.TextField;
import dev.assay.query.TextTest;
import dev.assay.query.TimeField;
import java.util.List;

/// Filters and orders of runs, where some tags stand for what is an attribute with us.
final class RunFilters {

    private static final Term LATEST_START_FIRST = new Term(new SortKey.OfTime(TimeField.STARTED), true);

    private RunFilters() {}

    static Filter ofAttributes(Filter filter) {
        return switch (filter) {
            case Filter.And(List<Filter> filters) ->
                new Filter.And(filters.stream().map(RunFilters::ofAttributes).toList());
            case Filter.Or(List<Filter> filters) ->
                new Filter.Or(filters.stream().map(RunFilters::ofAttributes).toList());
            case Filter.Not(Filter inside) -> new Filter.Not(ofAttributes(inside));
            case Filter.Tag(String key, TextTest value) -> ofTag(key, value);
            case Filter.Text _,
                    Filter.Time _,
                    Filter.Quantity _,
                    Filter.Parameter _,
                    Filter.HasParameter _,
                    Filter.HasSeries _,
                    Filter.Length _,
                    Filter.Aggregate _,
                    Filter.Summary _ -> filter;
        };
    }

    private static Filter ofTag(String key, TextTest value) {
        return switch (key) {
            case RunTags.NAME -> new Filter.Text(TextField.NAME, value);
            case RunTags.BRANCH ->
                new Filter.And(List.of(
                        new Filter.Text(TextField.BRANCH, new TextTest.NotEqual(Experiment.DEFAULT_BRANCH)),
                        new Filter.Text(TextField.BRANCH, value)));
            case RunTags.JOB_RID -> new Filter.Text(TextField.JOB_RID, value);
            case RunTags.EXPERIMENT_RID -> new Filter.Text(TextField.RID, value);
            default -> new Filter.Tag(key, value);
        };
    }

    /// With MLflow's own order where this one leaves runs equal.
    static Order ofAttributes(Order order) {
        List<Term> terms = order.terms().stream()
                .map(term -> new Term(ofTag(term.key()), term.descending()))
                .toList();
        return new Order(terms).then(LATEST_START_FIRST);
    }

    private static SortKey ofTag(SortKey key) {
        if (!(key instanceof SortKey.OfTag(String tag))) {
            return key;
        }
        return switch (tag) {
            case RunTags.NAME -> new SortKey.OfText(TextField.NAME);
            case RunTags.BRANCH -> new SortKey.OfText(TextField.BRANCH);
            case RunTags.JOB_RID -> new SortKey.OfText(TextField.JOB_RID);
            case RunTags.EXPERIMENT_RID -> new SortKey.OfText(TextField.RID);
            default -> key;
        };
    }
}
