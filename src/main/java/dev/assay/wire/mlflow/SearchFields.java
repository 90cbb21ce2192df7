package dev.assay.wire.mlflow;

import dev.assay.query.Filter;
import dev.assay.query.FilterLanguage;
import dev.assay.query.Order;
import dev.assay.query.OrderLanguage;
import dev.assay.query.Vocabulary;
import java.util.Optional;

/// What the two searches have in common.
final class SearchFields {

    private SearchFields() {}

    static Filter filter(Fields fields, Vocabulary vocabulary) {
        return FilterLanguage.parse(vocabulary, fields.findText("filter").orElse(""));
    }

    static Order order(Fields fields, Vocabulary vocabulary) {
        return OrderLanguage.parse(vocabulary, OrderLanguage.Parameters.AS_TEXTS, fields.texts("order_by"));
    }

    static Optional<String> pageToken(Fields fields) {
        return fields.findText("page_token").filter(token -> !token.isEmpty());
    }
}
