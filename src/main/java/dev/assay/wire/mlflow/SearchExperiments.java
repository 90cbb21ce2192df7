package dev.assay.wire.mlflow;

import dev.assay.app.Lifecycle;
import dev.assay.app.ModelQuery;
import dev.assay.app.Models;
import dev.assay.app.Page;
import dev.assay.domain.Model;
import dev.assay.http.Callers;
import dev.assay.http.JsonAnswer;
import dev.assay.query.Vocabulary;
import io.javalin.http.Context;
import java.util.Optional;

/// `experiments/search`, by POST and by GET: what a filter matches, in an order; else the newest first.
final class SearchExperiments {

    private static final Fields.Shape SHAPE = new Fields.Shape()
            .int64("max_results")
            .text("page_token", "filter")
            .texts("order_by")
            .word("view_type");

    private final Models models;
    private final ExperimentJson experimentJson;

    SearchExperiments(Models models, ExperimentJson experimentJson) {
        this.models = models;
        this.experimentJson = experimentJson;
    }

    void post(Context context) {
        answer(context, Fields.ofBody(context, SHAPE));
    }

    void get(Context context) {
        answer(context, Fields.ofQuery(context, SHAPE));
    }

    private void answer(Context context, Fields fields) {
        Lifecycle lifecycle = fields.findText("view_type")
                .map(text -> ViewType.parse("view_type", text))
                .orElse(Lifecycle.ACTIVE);
        ModelQuery query = new ModelQuery(
                lifecycle,
                Optional.empty(),
                SearchFields.filter(fields, Vocabulary.MODELS),
                SearchFields.order(fields, Vocabulary.MODELS),
                PageSizes.require(fields.getInt64("max_results")),
                SearchFields.pageToken(fields));
        Page<Model> page = models.list(Callers.of(context), query);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            if (!page.items().isEmpty()) {
                json.writeArrayPropertyStart("experiments");
                page.items().forEach(model -> experimentJson.write(json, model));
                json.writeEndArray();
            }
            page.nextPageToken().ifPresent(token -> json.writeStringProperty("next_page_token", token));
            json.writeEndObject();
        });
    }
}
