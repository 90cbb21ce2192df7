package dev.assay.wire.mlflow;

import dev.assay.app.Lifecycle;
import dev.assay.domain.Faults;

/// MLflow's view types, a word and a number each.
final class ViewType {

    private ViewType() {}

    static Lifecycle parse(String field, String text) {
        return switch (text) {
            case "ACTIVE_ONLY", "1" -> Lifecycle.ACTIVE;
            case "DELETED_ONLY", "2" -> Lifecycle.DELETED;
            case "ALL", "3" -> Lifecycle.ALL;
            default -> throw Faults.invalid(field, "not ACTIVE_ONLY, DELETED_ONLY or ALL");
        };
    }
}
