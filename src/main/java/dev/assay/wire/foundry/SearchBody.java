package dev.assay.wire.foundry;

import dev.assay.app.ExperimentQuery;
import dev.assay.app.Lifecycle;
import dev.assay.domain.Faults;
import dev.assay.json.JsonReader;
import dev.assay.query.Filter;
import dev.assay.query.Order;
import dev.assay.query.Order.SortKey;
import dev.assay.query.Order.Term;
import dev.assay.query.TextField;
import dev.assay.query.TimeField;
import dev.assay.wire.json.Field;
import java.util.List;
import java.util.Optional;

/// The body of a search: `{where?, orderBy?, pageSize?, pageToken?}`.
record SearchBody(Filter where, Order order, int pageSize, Optional<String> pageToken) {

    private static final int PAGE_SIZE = 50;
    private static final int PAGE_SIZE_MAX = 100;

    /// What Foundry calls relevance: the newest first.
    private static final Term[] NEWEST_FIRST = {
        new Term(new SortKey.OfTime(TimeField.CREATED), true), new Term(new SortKey.OfText(TextField.RUN_ID), true)
    };

    /// Throws `MalformedBody`, `InvalidExperimentSearchFilter`, `InvalidPageSize`.
    static SearchBody read(JsonReader reader) {
        Field<Filter> where = new Field<>("where");
        Field<Term> orderBy = new Field<>("orderBy");
        Field<Integer> pageSize = new Field<>("pageSize");
        Field<String> pageToken = new Field<>("pageToken");
        reader.object(field -> {
            if (reader.isNull()) {
                reader.skip();
                return;
            }
            switch (field) {
                case "where" -> where.set(FilterJson.read(reader));
                case "orderBy" -> orderBy.set(readOrder(reader));
                case "pageSize" -> pageSize.set(readPageSize(reader));
                case "pageToken" -> pageToken.set(reader.text());
                default -> throw reader.malformed("unknown field");
            }
        });
        Order order = new Order(orderBy.find().map(List::of).orElse(List.of()));
        return new SearchBody(
                where.find().orElseGet(Filter::all),
                order.then(NEWEST_FIRST),
                pageSize.find().orElse(PAGE_SIZE),
                pageToken.find().filter(token -> !token.isEmpty()));
    }

    ExperimentQuery query(long modelNumber) {
        return new ExperimentQuery(List.of(modelNumber), Lifecycle.ACTIVE, where, order, pageSize, pageToken);
    }

    private static int readPageSize(JsonReader reader) {
        long size = reader.int64();
        if (size < 1) {
            throw Faults.invalidPageSize(Long.toString(size));
        }
        return (int) Math.min(size, PAGE_SIZE_MAX);
    }

    private static Term readOrder(JsonReader reader) {
        Field<SortKey> key = new Field<>("field");
        Field<Boolean> descending = new Field<>("direction");
        reader.object(field -> {
            switch (field) {
                case "field" -> key.set(readKey(reader));
                case "direction" -> descending.set(readDirection(reader));
                default -> throw reader.malformed("unknown field");
            }
        });
        return new Term(key.get(reader), descending.get(reader));
    }

    private static SortKey readKey(JsonReader reader) {
        String text = reader.text();
        return switch (text) {
            case "EXPERIMENT_NAME" -> new SortKey.OfText(TextField.NAME);
            case "CREATED_TIME" -> new SortKey.OfTime(TimeField.CREATED);
            default -> throw reader.malformed("neither EXPERIMENT_NAME nor CREATED_TIME");
        };
    }

    private static boolean readDirection(JsonReader reader) {
        String text = reader.text();
        return switch (text) {
            case "ASC" -> false;
            case "DESC" -> true;
            default -> throw reader.malformed("neither ASC nor DESC");
        };
    }
}
