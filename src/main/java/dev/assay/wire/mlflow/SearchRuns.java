package dev.assay.wire.mlflow;

import dev.assay.app.ExperimentQuery;
import dev.assay.app.Lifecycle;
import dev.assay.app.Page;
import dev.assay.app.Searches;
import dev.assay.app.Snapshot;
import dev.assay.domain.Caller;
import dev.assay.http.Callers;
import dev.assay.http.JsonAnswer;
import dev.assay.json.KeptJson;
import dev.assay.query.Filter;
import dev.assay.query.Order;
import dev.assay.query.Vocabulary;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.core.JsonGenerator;

/// `runs/search`: what a filter matches, in an order; else the latest start first.
final class SearchRuns {

    private static final Fields.Shape SHAPE = new Fields.Shape()
            .texts("experiment_ids", "order_by")
            .text("filter", "page_token")
            .word("run_view_type")
            .int64("max_results");

    private final Searches searches;
    private final RunJson runJson;
    private final KeptJson kept = new KeptJson();

    SearchRuns(Searches searches, RunJson runJson) {
        this.searches = searches;
        this.runJson = runJson;
    }

    void search(Context context) {
        Fields fields = Fields.ofBody(context, SHAPE);
        Caller caller = Callers.of(context);
        Page<Snapshot> page = searches.find(caller, query(fields));
        Map<Long, String> locations = runJson.locations(caller, page.items());
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            if (!page.items().isEmpty()) {
                json.writeArrayPropertyStart("runs");
                page.items().forEach(run -> write(json, run, locations));
                json.writeEndArray();
            }
            page.nextPageToken().ifPresent(token -> json.writeStringProperty("next_page_token", token));
            json.writeEndObject();
        });
    }

    private void write(JsonGenerator json, Snapshot run, Map<Long, String> locations) {
        String location = String.valueOf(locations.get(run.experiment().modelNumber()));
        kept.write(json, run, run.items(), location, one -> runJson.write(one, run, locations));
    }

    private static ExperimentQuery query(Fields fields) {
        Filter filter = RunFilters.ofAttributes(SearchFields.filter(fields, Vocabulary.EXPERIMENTS));
        Order order = RunFilters.ofAttributes(SearchFields.order(fields, Vocabulary.EXPERIMENTS));
        List<Long> numbers = fields.texts("experiment_ids").stream()
                .map(MlflowExperiments::parse)
                .flatMapToLong(number -> number.isPresent() ? LongStream.of(number.getAsLong()) : LongStream.empty())
                .boxed()
                .toList();
        Lifecycle lifecycle = fields.findText("run_view_type")
                .map(text -> ViewType.parse("run_view_type", text))
                .orElse(Lifecycle.ACTIVE);
        int pageSize = PageSizes.require(fields.findInt64("max_results").orElse(PageSizes.RUNS_DEFAULT));
        return new ExperimentQuery(numbers, lifecycle, filter, order, pageSize, SearchFields.pageToken(fields));
    }
}
