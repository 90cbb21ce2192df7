package dev.assay.wire.mlflow;

import dev.assay.domain.Faults;
import java.util.Optional;

/// What the two searches have in common.
final class Searches {

    private Searches() {}

    /// Filters and orders are not served yet. An answer that passed one over would be a wrong one.
    static void requireNoFilter(Fields fields) {
        if (fields.findText("filter").filter(filter -> !filter.isEmpty()).isPresent()) {
            throw Faults.invalid("filter", "this server does not filter yet: send none, or an empty one");
        }
        if (!fields.texts("order_by").isEmpty()) {
            throw Faults.invalid("order_by", "this server does not order yet: send none, or an empty list");
        }
    }

    static Optional<String> pageToken(Fields fields) {
        return fields.findText("page_token").filter(token -> !token.isEmpty());
    }
}
