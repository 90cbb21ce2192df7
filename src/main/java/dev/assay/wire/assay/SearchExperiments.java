package dev.assay.wire.assay;

import dev.assay.app.ExperimentQuery;
import dev.assay.app.Lifecycle;
import dev.assay.app.Page;
import dev.assay.app.Searches;
import dev.assay.app.Snapshot;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import dev.assay.query.FilterLanguage;
import dev.assay.query.Order;
import dev.assay.query.Order.SortKey;
import dev.assay.query.Order.Term;
import dev.assay.query.OrderLanguage;
import dev.assay.query.TextField;
import dev.assay.query.TimeField;
import dev.assay.query.Vocabulary;
import dev.assay.wire.json.ExperimentJson;
import dev.assay.wire.json.Field;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `POST …/models/{modelRid}/experiments/search`: the experiments of a model that a filter in the
/// language for people matches.
final class SearchExperiments implements Handler {

    static final int PAGE_SIZE = 100;
    static final int PAGE_SIZE_MAX = 1_000;

    private static final Term[] NEWEST_FIRST = {
        new Term(new SortKey.OfTime(TimeField.CREATED), true), new Term(new SortKey.OfText(TextField.RUN_ID), true)
    };

    private record Body(String filter, List<String> orderBy, int pageSize, Optional<String> pageToken) {}

    private final Searches searches;

    SearchExperiments(Searches searches) {
        this.searches = searches;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ);
        ModelId model = Requests.model(context);
        Body body = Json.read(Bodies.json(context), SearchExperiments::read);
        Order order = OrderLanguage.parse(Vocabulary.EXPERIMENTS, OrderLanguage.Parameters.BY_VALUE, body.orderBy());
        ExperimentQuery query = new ExperimentQuery(
                List.of(searches.modelNumber(caller, model.rid())),
                Lifecycle.ACTIVE,
                FilterLanguage.parse(Vocabulary.EXPERIMENTS, body.filter()),
                order.then(NEWEST_FIRST),
                body.pageSize(),
                body.pageToken());
        Page<Snapshot> page = searches.find(caller, query);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            page.items()
                    .forEach(found -> ExperimentJson.write(
                            json, found, Optional.of(found.experiment().name())));
            json.writeEndArray();
            page.nextPageToken().ifPresent(token -> json.writeStringProperty("nextPageToken", token));
            json.writeEndObject();
        });
    }

    private static Body read(JsonReader reader) {
        Field<String> filter = new Field<>("filter");
        Field<List<String>> orderBy = new Field<>("orderBy");
        Field<Integer> pageSize = new Field<>("pageSize");
        Field<String> pageToken = new Field<>("pageToken");
        reader.object(field -> {
            switch (field) {
                case "filter" -> filter.set(reader.text());
                case "orderBy" -> orderBy.set(readTexts(reader));
                case "pageSize" -> pageSize.set(readPageSize(reader));
                case "pageToken" -> pageToken.set(reader.text());
                default -> throw Requests.unknownField(reader);
            }
        });
        return new Body(
                filter.find().orElse(""),
                orderBy.find().orElse(List.of()),
                pageSize.find().orElse(PAGE_SIZE),
                pageToken.find());
    }

    private static List<String> readTexts(JsonReader reader) {
        List<String> texts = new ArrayList<>();
        reader.array(() -> texts.add(reader.text()));
        return texts;
    }

    private static int readPageSize(JsonReader reader) {
        long size = reader.int64();
        if (size < 1) {
            throw Faults.invalidPageSize(Long.toString(size));
        }
        return (int) Math.min(size, PAGE_SIZE_MAX);
    }
}
