package dev.assay.wire.mlflow;

import dev.assay.app.Models;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Finds models by MLflow's experiment ids.
final class MlflowExperiments {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

    private final Models models;

    MlflowExperiments(Models models) {
        this.models = models;
    }

    /// Throws `ModelNotFound`; the deleted are there.
    Model get(Caller caller, String id) {
        OptionalLong number = parse(id);
        if (number.isEmpty()) {
            throw Faults.modelNumberNotFound(id);
        }
        return models.findByNumber(caller, number.getAsLong()).orElseThrow(() -> Faults.modelNumberNotFound(id));
    }

    /// Throws `Deleted` too.
    Model getActive(Caller caller, String id) {
        Model model = get(caller, id);
        if (model.deletedTime().isPresent()) {
            throw Faults.deleted("experiment", Long.toString(model.number()));
        }
        return model;
    }

    /// Empty where there is no such number of 64 bits.
    static OptionalLong parse(String id) {
        if (!INTEGER.matcher(id).matches()) {
            throw Faults.invalid("experiment_id", "not an integer");
        }
        try {
            return OptionalLong.of(Long.parseLong(id));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
